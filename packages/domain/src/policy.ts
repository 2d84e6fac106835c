import { z } from 'zod'
import { defaultDispatchRules, dispatchRulesShape } from './dispatch-rules.ts'
import { capacityByHourSchema, helperSchema, sharesByHourSchema } from './zone-rules.ts'

/** How a zone puts jobs to technicians, and the figures its planner keeps. All seconds, minor units and shares. */
export const zonePolicySchema = z.object({
  dispatch: z.enum(['offer', 'direct']).describe('ask the technician, or assign directly'),
  offerSeconds: z.int().min(5).max(900).describe('how long an offer stands'),
  rescueOfferSeconds: z.int().min(5).max(900),
  offerAheadSeconds: z.int().min(0).describe('a planned job is offered this long before its departure'),
  maxOffers: z
    .int()
    .min(1)
    .max(50)
    .describe('after so many refusals of a job a supervisor is alerted, and after as many more again'),
  refusalMemorySeconds: z.int().min(0).describe('who let an offer lapse is not asked again so long'),
  slotSeconds: z.int().min(900).describe('length of an arrival window'),
  slotDays: z.int().min(1).max(14).describe('how many days ahead slots are shown'),
  rescueWithinSeconds: z.int().min(600).describe('the promise of a rescue: arrival within'),
  slackShare: z
    .number()
    .min(0)
    .max(2)
    .describe('a slot is offered only if so much more work than planned would still fit'),
  callOutMinor: z.int().min(0),
  urgentMinor: z.int().min(0).describe('surcharge of a rescue'),
  cancelFreeSeconds: z.int().min(0).describe('cancelling is free this long after the request'),
  cancelFeeMinor: z.int().min(0).describe('fee once a technician has accepted'),
  cancelEnRouteFeeMinor: z.int().min(0).describe('fee once he is under way'),
  planSeconds: z.number().min(0.05).max(60).describe('how long the planner thinks, wall clock'),
  priceFactor: z
    .number()
    .min(0.5)
    .max(3)
    .describe('labour, call-out and urgency cost so many times as much here; materials do not'),
  reserveByHour: sharesByHourSchema.describe('share of capacity kept for emergencies, by local hour'),
  capacityByHour: capacityByHourSchema.describe('most jobs of a skill that may begin in a local hour'),
  helpers: z.array(helperSchema).max(50).describe('zones whose technicians may help, best first'),
  ...dispatchRulesShape,
})
export type ZonePolicy = z.infer<typeof zonePolicySchema>

/** Some figures of a policy, to change a zone by: what is left out stays, it does not fall back to a default. */
export const zonePolicyChangeSchema = zonePolicySchema.partial()
export type ZonePolicyChange = z.infer<typeof zonePolicyChangeSchema>

/** A policy with the figures that a change names; what it names as undefined is not named. */
export const changePolicy = (policy: ZonePolicy, change: ZonePolicyChange): ZonePolicy => ({
  ...policy,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
})

/** The policy of a zone that says nothing of its own. */
export const defaultPolicy: ZonePolicy = {
  dispatch: 'offer',
  offerSeconds: 45,
  rescueOfferSeconds: 25,
  offerAheadSeconds: 2700,
  maxOffers: 8,
  refusalMemorySeconds: 1800,
  slotSeconds: 1800,
  slotDays: 3,
  rescueWithinSeconds: 2700,
  slackShare: 0.25,
  callOutMinor: 3000,
  urgentMinor: 4000,
  cancelFreeSeconds: 300,
  cancelFeeMinor: 2000,
  cancelEnRouteFeeMinor: 5000,
  planSeconds: 0.3,
  priceFactor: 1,
  reserveByHour: Array.from({ length: 24 }, () => 0.2),
  capacityByHour: {},
  helpers: [{ zoneId: 'any', noneIdle: true, promiseAtRisk: true, rescueWaitingSeconds: 300 }],
  ...defaultDispatchRules,
}

/** When a zone serves: local minutes of the day, every day alike in the first market. */
export const hoursSchema = z.object({
  opensMinute: z.int().min(0).max(1440).default(420),
  closesMinute: z.int().min(0).max(1440).default(1320),
})
export type Hours = z.infer<typeof hoursSchema>
