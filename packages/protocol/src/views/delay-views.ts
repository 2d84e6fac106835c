import { instantSchema, windowSchema } from '@kerbside/domain'
import { z } from 'zod'
import { reasonSchema } from './shared-views.ts'

/** Why a promise is at risk, as far as it is known. */
export const delayCauses = [
  'silent',
  'stopped',
  'off_route',
  'slow_roads',
  'late_departure',
  'work_overran',
  'stop_before',
  'tours_full',
  'in_no_tour',
] as const
export type DelayCause = (typeof delayCauses)[number]

/** What was done about it: a better plan, another technician, or nothing could be. */
export const delayRemedies = ['replanned', 'moved', 'none'] as const
export type DelayRemedy = (typeof delayRemedies)[number]

/** What the customer may choose: the new time, another window, or to cancel without a fee. */
export const delayChoices = ['wait', 'another', 'cancel'] as const
export type DelayChoice = (typeof delayChoices)[number]

/** A promise at risk: cause and remedy for the supervisor, the new time and the choices for the customer. */
export const delaySchema = z.object({
  state: z.enum(['noticed', 'mended', 'told', 'chosen']),
  cause: reasonSchema,
  remedy: reasonSchema.nullable(),
  noticedAt: instantSchema,
  settledAt: instantSchema.nullable().describe('when it was mended or told'),
  likelyAt: instantSchema.describe('by when he arrives with 80 % certainty, as it was noticed'),
  newWindow: windowSchema.nullable().describe('what the customer may agree to'),
  choice: z.enum(delayChoices).nullable(),
})
export type DelayView = z.infer<typeof delaySchema>
