import { z } from 'zod'

/** The stages of the dispatcher; each is a folder and a queue. */
export const stages = ['request', 'zone', 'plan', 'offer', 'travel', 'work', 'settle'] as const
export const stageSchema = z.enum(stages)
export type Stage = z.infer<typeof stageSchema>

/** A queue entry: a stage and an id, nothing else. Twice is harmless, none is repaired. */
export const wakeUpSchema = z.object({ stage: stageSchema, id: z.string() })
export type WakeUp = z.infer<typeof wakeUpSchema>
