import { z } from 'zod'

/** How a zone puts jobs to technicians, and the figures its planner keeps. All seconds, minor units and shares. */
export const zonePolicySchema = z.object({
  dispatch: z.enum(['offer', 'direct']).default('offer').describe('ask the technician, or assign directly'),
  offerSeconds: z.int().min(5).max(900).default(45).describe('how long an offer stands'),
  rescueOfferSeconds: z.int().min(5).max(900).default(25),
  offerAheadSeconds: z
    .int()
    .min(0)
    .default(2700)
    .describe('a planned job is offered this long before its departure'),
  maxOffers: z.int().min(1).max(50).default(8).describe('after so many refusals a supervisor is alerted'),
  refusalMemorySeconds: z
    .int()
    .min(0)
    .default(1800)
    .describe('who let an offer lapse is not asked again so long'),
  slotSeconds: z.int().min(900).default(1800).describe('length of an arrival window'),
  slotDays: z.int().min(1).max(14).default(3).describe('how many days ahead slots are shown'),
  rescueWithinSeconds: z.int().min(600).default(2700).describe('the promise of a rescue: arrival within'),
  slackShare: z
    .number()
    .min(0)
    .max(2)
    .default(0.25)
    .describe('a slot is offered only if so much more work than planned would still fit'),
  callOutMinor: z.int().min(0).default(3000),
  urgentMinor: z.int().min(0).default(4000).describe('surcharge of a rescue'),
  cancelFreeSeconds: z.int().min(0).default(300).describe('cancelling is free this long after the request'),
  cancelFeeMinor: z.int().min(0).default(2000).describe('fee once a technician has accepted'),
  cancelEnRouteFeeMinor: z.int().min(0).default(5000).describe('fee once he is under way'),
  planSeconds: z.number().min(0.05).max(60).default(0.3).describe('how long the planner thinks, wall clock'),
})
export type ZonePolicy = z.infer<typeof zonePolicySchema>

/** The policy of a zone that says nothing of its own. */
export const defaultPolicy: ZonePolicy = zonePolicySchema.parse({})

/** When a zone serves: local minutes of the day, every day alike in the first market. */
export const hoursSchema = z.object({
  opensMinute: z.int().min(0).max(1440).default(420),
  closesMinute: z.int().min(0).max(1440).default(1320),
})
export type Hours = z.infer<typeof hoursSchema>
