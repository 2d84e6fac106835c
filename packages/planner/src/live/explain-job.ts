import type { Reason } from '../answer.ts'
import { jobAt, never, technicianAt } from '../day/planning-day.ts'
import type { ProblemJob } from '../planning-problem.ts'
import { forbidding } from '../rules/index.ts'
import { reasonsAgainst } from '../why-not.ts'
import type { OpenPlan } from './open-plan.ts'
import { asking, type Candidate, rankIn } from './rank.ts'

/** What would let a job be planned with somebody: one rule relaxed, by how much. */
export type Change =
  | { code: 'stay_longer'; technicianId: string; seconds: number }
  | { code: 'start_at'; technicianId: string; beginAt: number; laterBySeconds: number }
  | { code: 'use_reserve'; technicianId: string }
  | { code: 'more_stock'; technicianId: string; item: string }
  | { code: 'lift_limit'; technicianId: string }
  | { code: 'with_skill'; technicianId: string; skills: readonly string[] }
  | { code: 'ask_again'; technicianId: string }

export type Explanation =
  | { planned: false; reasons: readonly Reason[]; changes: readonly Change[] }
  | { planned: true; technicianId: string; chosen: Candidate | null; next: readonly Candidate[] }

/** More of anything than a tour can use. */
const plenty = 2 ** 30
/** Hours that a shift is stretched by in thought. */
const stretchSeconds = 6 * 3600

/**
 * Why a job is where it is: for an unplanned one the binding rules and, nearest first, what would let it in, each change
 * tried on the plan; for a planned one its technician against the next three. The plan must have been opened without it.
 */
export const explainJob = (open: OpenPlan, jobId: string, technicianId: string | null): Explanation => {
  const { day, places } = open
  const node = day.jobIndex.get(jobId)
  if (node === undefined) throw new RangeError(`there is no job ${jobId}`)
  if (technicianId !== null) {
    const { candidates } = rankIn(open, jobId)
    const chosen = candidates.find((one) => one.technicianId === technicianId) ?? null
    const next = candidates.filter((one) => one !== chosen).slice(0, 3)
    return { planned: true, technicianId, chosen, next }
  }
  const reasons = reasonsAgainst(places, day.unitOf[node] as number)
  return { planned: false, reasons, changes: changesFor(open, node) }
}

/** Every technician's nearest single change that lets the job in, nearest first. */
export const changesFor = (open: OpenPlan, node: number): Change[] => {
  const job = jobAt(open.day, node)
  const found = open.day.technicians.flatMap((technician, r): Change[] => {
    const standing = forbidding(job, technician)
    if (standing.length > 0) return overruled(open, node, r, standing)
    const tries = [later, longer, fromReserve, withStock, withoutLimit]
    for (const attempt of tries) {
      const change = attempt(open, node, r)
      if (change) return [change]
    }
    return []
  })
  return found.sort((a, b) => effort(a) - effort(b))
}

const effort = (change: Change): number => {
  if (change.code === 'stay_longer') return change.seconds
  if (change.code === 'start_at') return change.laterBySeconds
  const far = { use_reserve: 1e5, more_stock: 2e5, lift_limit: 3e5, ask_again: 4e5, with_skill: 5e5 } as const
  return far[change.code]
}

/** Tries the job in a tour as if it were another job. */
const fitsAs = (open: OpenPlan, node: number, r: number, job: ProblemJob): boolean => {
  const { day, places } = open
  const cell = node * day.technicians.length + r
  const may = day.may[cell] as number
  day.may[cell] = 1
  const added = asking(open, node, job, () => places.single(node, r))
  day.may[cell] = may
  return added < Number.POSITIVE_INFINITY
}

const overruled = (open: OpenPlan, node: number, r: number, standing: readonly Reason[]): Change[] => {
  const technician = technicianAt(open.day, r)
  const job = jobAt(open.day, node)
  const tried = { ...job, skills: [], levels: {}, excluded: [], only: null }
  const short = standing.find((one) => one.code === 'stock')
  if (short) {
    const cell = r * open.day.dimensions.length + open.day.dimensions.indexOf(short.item)
    const fits = trying(open.day.capacity, cell, plenty, () => fitsAs(open, node, r, job))
    return fits && standing.length === 1
      ? [{ code: 'more_stock', technicianId: technician.id, item: short.item }]
      : []
  }
  if (!fitsAs(open, node, r, tried)) return []
  if (standing.every((one) => one.code === 'excluded'))
    return [{ code: 'ask_again', technicianId: technician.id }]
  if (!standing.every((one) => one.code === 'skill' || one.code === 'level')) return []
  const lacking = standing.flatMap((one) =>
    one.code === 'skill' ? one.missing : one.code === 'level' ? [one.skill] : [],
  )
  return [{ code: 'with_skill', technicianId: technician.id, skills: lacking }]
}

const later = (open: OpenPlan, node: number, r: number): Change | null => {
  const job = jobAt(open.day, node)
  const [first] = job.windows
  const ends = job.windows.at(-1)?.until ?? 0
  if (!first || !fitsAs(open, node, r, { ...job, windows: [{ from: first.from, until: never }] })) return null
  const { tours, places, day } = open
  const sequence = Array.from((tours.sequence[r] as Int32Array).subarray(0, tours.length[r]))
  const asked = Int32Array.from(sequence.toSpliced(places.position, 0, node))
  const beginAt = asking(open, node, { ...job, windows: [{ from: first.from, until: never }] }, () => {
    tours.walk.walk(r, asked, asked.length)
    return tours.walk.begin[places.position] as number
  })
  return {
    code: 'start_at',
    technicianId: technicianAt(day, r).id,
    beginAt,
    laterBySeconds: Math.max(0, beginAt - ends),
  }
}

/** Asks with one number of a technician changed, and puts it back. */
const trying = <T>(column: Float64Array | Int32Array, at: number, value: number, question: () => T): T => {
  const before = column[at] as number
  column[at] = value
  try {
    return question()
  } finally {
    column[at] = before
  }
}

const longer = (open: OpenPlan, node: number, r: number): Change | null => {
  const { tours, places, day } = open
  const { van } = tours.walk
  const allowed = van.latestEnd[r] as number
  return trying(van.latestEnd, r, allowed + stretchSeconds, () => {
    if (places.single(node, r) === Number.POSITIVE_INFINITY) return null
    const sequence = Array.from((tours.sequence[r] as Int32Array).subarray(0, tours.length[r]))
    const asked = Int32Array.from(sequence.toSpliced(places.position, 0, node))
    tours.walk.walk(r, asked, asked.length)
    return {
      code: 'stay_longer',
      technicianId: technicianAt(day, r).id,
      seconds: Math.max(1, tours.walk.endAt - allowed),
    }
  })
}

const fromReserve = (open: OpenPlan, node: number, r: number): Change | null =>
  trying(open.tours.walk.van.reserve, r, 0, () =>
    open.places.single(node, r) < Number.POSITIVE_INFINITY
      ? { code: 'use_reserve', technicianId: technicianAt(open.day, r).id }
      : null,
  )

const withStock = (open: OpenPlan, node: number, r: number): Change | null => {
  const { day, places } = open
  const size = day.dimensions.length
  for (let d = 0; d < size; d += 1) {
    const fits = trying(
      day.capacity,
      r * size + d,
      plenty,
      () => places.single(node, r) < Number.POSITIVE_INFINITY,
    )
    if (fits)
      return { code: 'more_stock', technicianId: technicianAt(day, r).id, item: day.dimensions[d] ?? '' }
  }
  return null
}

const withoutLimit = (open: OpenPlan, node: number, r: number): Change | null => {
  const { van } = open.tours.walk
  for (const column of [van.maxJobs, van.maxDrive, van.maxMetres]) {
    const fits = trying(column, r, never, () => open.places.single(node, r) < Number.POSITIVE_INFINITY)
    if (fits) return { code: 'lift_limit', technicianId: technicianAt(open.day, r).id }
  }
  return null
}
