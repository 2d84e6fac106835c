import type { Choice } from './dispatch-question.ts'
import { matchAssignment } from './match-assignment.ts'

/** A rescue that nobody has been asked for yet. */
export interface WaitingRescue {
  inDanger: boolean
  /** Since it was ordered. */
  waitedSeconds: number
}

/**
 * How long a rescue may be held so that several are matched together: until the one that has waited longest has waited
 * `batchSeconds` (1–3 s). Not at all when it is alone, or when anybody among them is in danger.
 */
export const batchWaitSeconds = (waiting: readonly WaitingRescue[], batchSeconds: number): number => {
  if (waiting.length < 2 || waiting.some((one) => one.inDanger)) return 0
  return Math.max(0, batchSeconds - Math.max(...waiting.map((one) => one.waitedSeconds)))
}

/** The choices of one of several rescues. */
export interface RescueChoices {
  jobId: string
  inDanger: boolean
  choices: readonly Choice[]
}

/**
 * Who goes where when several rescues wait. Those in danger choose first, among everybody; then, each time, as many as can
 * be are served, the sum of their scores is least, nobody goes twice. Bipartite matching per batch as at ride services (Xu
 * et al. 2018, KDD). By job; null for who is left.
 */
export const matchBatch = (rescues: readonly RescueChoices[]): Map<string, Choice | null> => {
  const urgent = matchAmong(
    rescues.filter((one) => one.inDanger),
    new Set(),
  )
  const taken = new Set([...urgent.values()].flatMap((choice) => (choice ? [choice.technicianId] : [])))
  const others = matchAmong(
    rescues.filter((one) => !one.inDanger),
    taken,
  )
  return new Map([...urgent, ...others])
}

const matchAmong = (
  rescues: readonly RescueChoices[],
  taken: ReadonlySet<string>,
): Map<string, Choice | null> => {
  const free = rescues.map(({ choices }) => choices.filter((one) => !taken.has(one.technicianId)))
  const technicians = [...new Set(free.flat().map((one) => one.technicianId))].sort()
  const width = technicians.length
  const columnOf = new Map(technicians.map((id, column) => [id, column]))
  const costs = new Float64Array(rescues.length * width).fill(Number.POSITIVE_INFINITY)
  free.forEach((choices, row) => {
    for (const { technicianId, score } of choices)
      costs[row * width + (columnOf.get(technicianId) ?? 0)] = score
  })
  const matched = matchAssignment(costs, rescues.length, width)
  return new Map(
    rescues.map(({ jobId }, row) => [
      jobId,
      free[row]?.find((one) => one.technicianId === technicians[matched[row] as number]) ?? null,
    ]),
  )
}
