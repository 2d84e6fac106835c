import { type Day, jobAt, penaltyOf, technicianAt } from '../day/planning-day.ts'
import type { ProblemJob, ProblemTechnician, Window } from '../planning-problem.ts'
import { isForbidden } from '../rules/index.ts'
import type { OpenPlan } from './open-plan.ts'

/** What a technician's day may hold at most: stops, seconds of driving, metres. */
export type Limit = 'jobs' | 'drive' | 'distance'

/**
 * What would let a job be planned with somebody: one rule relaxed, by how much. `jobId` is the job whose rule it is: the
 * one asked for, or the other one of its pair. Instants are epoch seconds.
 */
export type Change =
  | { code: 'stay_longer'; technicianId: string; seconds: number }
  /** It may also begin at `beginAt`, which is so long after the end of the window before. */
  | { code: 'start_at'; technicianId: string; jobId: string; beginAt: number; laterBySeconds: number }
  | { code: 'use_reserve'; technicianId: string }
  /** So much more of the item in his van, or so much more room for it. */
  | { code: 'more_stock'; technicianId: string; item: string; amount: number }
  /** The limit is higher by so many stops, seconds or metres. */
  | { code: 'lift_limit'; technicianId: string; limit: Limit; by: number }
  /** He has these skills, each at least at this level. */
  | { code: 'with_skill'; technicianId: string; skills: readonly { skill: string; level: number }[] }
  | { code: 'ask_again'; technicianId: string; jobId: string }
  | { code: 'allow'; technicianId: string; jobId: string }
  /** The job may share his tour with another that it is kept apart from. */
  | { code: 'share_tour'; technicianId: string; jobId: string; withJobId: string }
  /** `after` need not wait for `before`. */
  | { code: 'ignore_order'; before: string; after: string }
  /** Leaving the job out costs at least so much. */
  | { code: 'higher_penalty'; jobId: string; penalty: number }
  /** So many more technicians like this one, who have nothing to do yet. */
  | { code: 'more_technicians'; technicianId: string; count: number }

/** A change of the day itself; one that brings people is tried on a plan that is opened anew. */
export type DayChange = Exclude<Change, { code: 'more_technicians' }>

/** A cell of the day's tables that holds another value for the time of a question. */
interface Loan {
  cells: ArrayLike<unknown>
  at: number
  value: unknown
}

/** The day's tables belong to the plan that was opened: only here are they written, and all is put back. */
const lend = <T>(loans: readonly Loan[], question: () => T): T => {
  const before = loans.map(({ cells, at }) => cells[at])
  const write = ({ cells, at }: Loan, value: unknown): void => {
    ;(cells as { [at: number]: unknown })[at] = value
  }
  for (const loan of loans) write(loan, loan.value)
  try {
    return question()
  } finally {
    loans.forEach((loan, i) => {
      write(loan, before[i])
    })
  }
}

/** Asks something of an open plan as if the change had been made for a unit, and leaves the plan as it was. */
export const withChange = <T>(open: OpenPlan, unit: number, change: DayChange, question: () => T): T => {
  const loansOf = lenders[change.code] as (open: OpenPlan, unit: number, change: DayChange) => Loan[]
  return lend(loansOf(open, unit, change), question)
}

/** The column of a limit by technician. */
export const limitColumn = ({ tours }: OpenPlan, limit: Limit): Float64Array => {
  const { maxJobs, maxDrive, maxMetres } = tours.walk.van
  return { jobs: maxJobs, drive: maxDrive, distance: maxMetres }[limit]
}

const technicianIndex = ({ day }: OpenPlan, id: string): number => day.technicianIndex.get(id) ?? -1
const jobIndex = ({ day }: OpenPlan, id: string): number => day.jobIndex.get(id) ?? -1

/** The nodes of a job: itself and the further members of its crew. */
const nodesOf = (open: OpenPlan, jobId: string): number[] => {
  const j = jobIndex(open, jobId)
  return [...open.day.jobOf.keys()].filter((node) => open.day.jobOf[node] === j)
}

const raised = (column: Float64Array | Int32Array, at: number, by: number): Loan => ({
  cells: column,
  at,
  value: (column[at] as number) + by,
})

type Edit<T> = (one: T) => T
const same = <T>(one: T): T => one

/** Who may have the unit's nodes, with a technician or its jobs edited; who is bound elsewhere stays so. */
const permits = (
  { day }: OpenPlan,
  unit: number,
  r: number,
  editJob: Edit<ProblemJob>,
  editTechnician: Edit<ProblemTechnician>,
): Loan[] => {
  const { nodes } = day.units[unit] as Day['units'][number]
  const technician = editTechnician(technicianAt(day, r))
  return nodes.flatMap((node): Loan[] => {
    const bound = day.boundTo[node] as number
    if (bound >= 0 && bound !== r) return []
    const value = isForbidden(editJob(jobAt(day, node)), technician) ? 0 : 1
    return [{ cells: day.may, at: node * day.technicians.length + r, value }]
  })
}

const permittedTo = (
  open: OpenPlan,
  unit: number,
  { technicianId, jobId }: { technicianId: string; jobId: string },
  edit: Edit<ProblemJob>,
): Loan[] =>
  permits(
    open,
    unit,
    technicianIndex(open, technicianId),
    (job) => (job.id === jobId ? edit(job) : job),
    same,
  )

/** The windows and one more instant, in order. */
const andAt = (windows: readonly Window[], instant: number): Window[] =>
  [...windows, { from: instant, until: instant }].sort((a, b) => a.from - b.from)

const atLeast = (
  { levels }: ProblemTechnician,
  { skill, level }: { skill: string; level: number },
): [string, number] => [skill, Math.max(level, levels?.[skill] ?? 1)]

const withoutLinks = (
  links: readonly (readonly { other: number }[])[],
  nodes: readonly number[],
  others: readonly number[],
): Loan[] =>
  nodes.map((node) => ({
    cells: links,
    at: node,
    value: links[node]?.filter(({ other }) => !others.includes(other)),
  }))

const withoutFoes = (day: Day, nodes: readonly number[], foes: readonly number[]): Loan[] =>
  nodes.map((node) => ({
    cells: day.apart,
    at: node,
    value: day.apart[node]?.filter((foe) => !foes.includes(foe)),
  }))

const lenders: {
  [C in DayChange['code']]: (open: OpenPlan, unit: number, it: Extract<DayChange, { code: C }>) => Loan[]
} = {
  stay_longer: (open, _, { technicianId, seconds }) => [
    raised(open.tours.walk.van.latestEnd, technicianIndex(open, technicianId), seconds),
  ],
  start_at: (open, _, { jobId, beginAt }) => {
    const at = jobIndex(open, jobId)
    const job = jobAt(open.day, at)
    return [{ cells: open.day.jobs, at, value: { ...job, windows: andAt(job.windows, beginAt) } }]
  },
  use_reserve: (open, _, { technicianId }) => [
    { cells: open.tours.walk.van.reserve, at: technicianIndex(open, technicianId), value: 0 },
  ],
  more_stock: (open, unit, { technicianId, item, amount }) => {
    const { capacity, dimensions } = open.day
    const r = technicianIndex(open, technicianId)
    const stocked = (one: ProblemTechnician): ProblemTechnician => ({
      ...one,
      stock: { ...one.stock, [item]: (one.stock[item] ?? 0) + amount },
    })
    return [
      raised(capacity, r * dimensions.length + dimensions.indexOf(item), amount),
      ...permits(open, unit, r, same, stocked),
    ]
  },
  lift_limit: (open, _, { technicianId, limit, by }) => [
    raised(limitColumn(open, limit), technicianIndex(open, technicianId), by),
  ],
  with_skill: (open, unit, { technicianId, skills }) => {
    const skilled = (one: ProblemTechnician): ProblemTechnician => ({
      ...one,
      skills: [...one.skills, ...skills.map(({ skill }) => skill)],
      levels: { ...one.levels, ...Object.fromEntries(skills.map((needed) => atLeast(one, needed))) },
    })
    return permits(open, unit, technicianIndex(open, technicianId), same, skilled)
  },
  ask_again: (open, unit, change) =>
    permittedTo(open, unit, change, (job) => ({
      ...job,
      excluded: job.excluded.filter((id) => id !== change.technicianId),
    })),
  allow: (open, unit, change) =>
    permittedTo(open, unit, change, (job) => ({
      ...job,
      allowed: [...(job.allowed ?? []), change.technicianId],
    })),
  share_tour: (open, _, { jobId, withJobId }) => {
    const [ours, theirs] = [nodesOf(open, jobId), nodesOf(open, withJobId)]
    return [...withoutFoes(open.day, ours, theirs), ...withoutFoes(open.day, theirs, ours)]
  },
  ignore_order: (open, _, { before, after }) => {
    const [first, second] = [nodesOf(open, before), nodesOf(open, after)]
    const { comesAfter, comesBefore } = open.day
    return [...withoutLinks(comesAfter, second, first), ...withoutLinks(comesBefore, first, second)]
  },
  higher_penalty: ({ day }, at, { jobId, penalty }) => {
    const unit = day.units[at] as Day['units'][number]
    const usual = penaltyOf(jobAt(day, day.jobIndex.get(jobId) ?? -1), day.weights)
    return [{ cells: day.units, at, value: { ...unit, penalty: unit.penalty - usual + penalty } }]
  },
}
