import { z } from 'zod'

/** Who is asked first for a job: by the plan as a whole, by the cheapest place in it, or whoever is nearest and idle. */
export const dispatchPolicyNames = ['default', 'cheapest-insertion', 'nearest-idle'] as const
export const dispatchPolicyNameSchema = z.enum(dispatchPolicyNames)
export type DispatchPolicyName = z.infer<typeof dispatchPolicyNameSchema>

/** How a zone dispatches, and the switches of each policy; seconds and shares. 0 turns a switch off. */
export const dispatchRulesShape = {
  dispatchPolicy: dispatchPolicyNameSchema.describe('who is asked first'),
  coverageWeight: z
    .number()
    .min(0)
    .max(20_000)
    .describe(
      'seconds of driving that uncovering all expected rescues would be worth; never where there is danger',
    ),
  batchSeconds: z
    .number()
    .min(0)
    .max(3)
    .describe('when several rescues wait and none is in danger, so long until they are matched together'),
  holdWithinSeconds: z
    .int()
    .min(0)
    .max(14_400)
    .describe('an accepted job whose promise is so near keeps its place in the tour'),
  stabilityPerSecond: z
    .number()
    .min(0)
    .max(5)
    .describe(
      'what a re-plan pays for each second that a job begins otherwise than planned, beyond 15 minutes',
    ),
  promiseSlackSeconds: z
    .int()
    .min(0)
    .max(7200)
    .describe(
      'a re-plan aims to begin so long before a promise ends, half of short ones, so that overruns do not break it',
    ),
  repositionGain: z
    .number()
    .min(0)
    .max(1)
    .describe(
      'idle technicians who answer rescues are asked to wait at a waiting place of the zone when that covers so much more of the rescues to be expected (a share of them); 0: nobody is asked',
    ),
  slotHoldSeconds: z.int().min(0).max(1800).describe('how long a slot that a customer has chosen is held'),
} as const

/** What a zone that says nothing dispatches by. */
export const defaultDispatchRules: z.infer<z.ZodObject<typeof dispatchRulesShape>> = {
  dispatchPolicy: 'default',
  coverageWeight: 1500,
  batchSeconds: 2,
  holdWithinSeconds: 1800,
  stabilityPerSecond: 0.05,
  promiseSlackSeconds: 1200,
  repositionGain: 0,
  slotHoldSeconds: 300,
}
