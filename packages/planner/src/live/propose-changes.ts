import type { Reason } from '../answer.ts'
import { type Day, jobAt, never, penaltyOf, technicianAt } from '../day/planning-day.ts'
import type { ProblemJob } from '../planning-problem.ts'
import { forbidding } from '../rules/index.ts'
import type { Place } from '../tours/unit-places.ts'
import { type Change, type DayChange, type Limit, limitColumn, withChange } from './change.ts'
import type { OpenPlan } from './open-plan.ts'
import { asking } from './rank.ts'
import { inPlace, lets, placeWith } from './try-change.ts'

/** More of anything than a tour can use. */
const plenty = 2 ** 30
/** Hours that a shift is stretched by in thought. */
const stretchSeconds = 6 * 3600
/** So many technicians are looked at as patterns for one more. */
const mostPatterns = 3

/** A unit that is in no tour, asked about by one of its jobs, and whom it is tried with. */
interface Question {
  open: OpenPlan
  unit: number
  r: number
}

/**
 * What would let a job's unit in, nearest first: every technician's first single change, and those that are nobody's. Each is
 * measured with plenty of what is missing and then tried as it is named; empty where nothing is missing.
 */
export const changesFor = (open: OpenPlan, node: number): Change[] => {
  const unit = open.day.unitOf[node] as number
  const place = placeWith(open, unit, null)
  // A crew's place may be one that its tours cannot take together.
  if (place && inPlace(open, unit, place, () => true))
    return dearerThan(open, node, place).filter((change) => lets(open, unit, change))
  const people = open.day.technicians.flatMap((_, r) => firstOf({ open, unit, r }))
  const found = [...people, ...withoutOrder(open, unit), ...withMore(open, unit)]
  return onlyOnce(found).sort((a, b) => effort(a) - effort(b))
}

/** How far a change is that has no seconds, beside those that have. */
const far: Partial<Record<Change['code'], number>> = {
  higher_penalty: 0,
  use_reserve: 1e5,
  more_stock: 2e5,
  lift_limit: 3e5,
  ask_again: 4e5,
  allow: 4.2e5,
  share_tour: 4.4e5,
  ignore_order: 4.6e5,
  with_skill: 5e5,
  more_technicians: 6e5,
}

const effort = (change: Change): number => {
  if (change.code === 'stay_longer') return change.seconds
  if (change.code === 'start_at') return change.laterBySeconds
  return far[change.code] ?? 0
}

/** A crew begins at one time, whoever of it is asked. */
const onlyOnce = (changes: readonly Change[]): Change[] => {
  const seen = new Set<string>()
  return changes.filter((change) => {
    if (change.code !== 'start_at') return true
    const key = `${change.jobId} ${change.beginAt}`
    return !seen.has(key) && seen.add(key)
  })
}

const unitJobs = ({ day }: OpenPlan, unit: number): ProblemJob[] => [
  ...new Set((day.units[unit] as Day['units'][number]).nodes.map((node) => jobAt(day, node))),
]

/** It fits, and costs more than to leave it out: what leaving it out would have to cost. */
const dearerThan = ({ day }: OpenPlan, node: number, { added }: Place): Change[] => {
  const { penalty } = day.units[day.unitOf[node] as number] as Day['units'][number]
  if (added < penalty) return []
  const job = jobAt(day, node)
  // The other one of a pair keeps its own.
  const least = Math.floor(added) + 1 - (penalty - penaltyOf(job, day.weights))
  return [{ code: 'higher_penalty', jobId: job.id, penalty: least }]
}

/** The first change of one technician that lets the unit in. */
const firstOf = (question: Question): Change[] => {
  const { open, unit, r } = question
  const technician = technicianAt(open.day, r)
  const standing = unitJobs(open, unit).flatMap((job) =>
    forbidding(job, technician).map((reason) => ({ job, reason })),
  )
  const tries = standing.length > 0 ? [() => overruled(question, standing)] : attempts
  for (const attempt of tries)
    for (const change of attempt(question)) if (lets(open, unit, change)) return [change]
  return []
}

interface Standing {
  job: ProblemJob
  reason: Reason
}

/** What lifts all the standing rules that keep the unit from him, where one change does. */
const overruled = (question: Question, standing: readonly Standing[]): Change[] => {
  const [first] = standing
  if (!first) return []
  const technicianId = technicianAt(question.open.day, question.r).id
  const codes = new Set(standing.map(({ reason }) => reason.code))
  if ([...codes].every((code) => code === 'skill' || code === 'level'))
    return [{ code: 'with_skill', technicianId, skills: neededSkills(standing) }]
  if (codes.size > 1) return []
  const jobId = first.job.id
  if (first.reason.code === 'stock') return withStockOf(question, first.reason.item)
  if (first.reason.code === 'excluded') return [{ code: 'ask_again', technicianId, jobId }]
  return first.reason.code === 'not_allowed' ? [{ code: 'allow', technicianId, jobId }] : []
}

/** What he lacks, each at the highest level that one of the jobs needs. */
const neededSkills = (standing: readonly Standing[]): { skill: string; level: number }[] => {
  const levels = new Map<string, number>()
  for (const { job, reason } of standing) {
    const lacking = reason.code === 'skill' ? reason.missing : reason.code === 'level' ? [reason.skill] : []
    for (const skill of lacking) levels.set(skill, Math.max(levels.get(skill) ?? 1, job.levels?.[skill] ?? 1))
  }
  // Of the levels too low a rule names the first; the others are needed as well.
  for (const { job, reason } of standing)
    if (reason.code === 'level')
      for (const [skill, level] of Object.entries(job.levels ?? {}))
        levels.set(skill, Math.max(levels.get(skill) ?? 1, level))
  return [...levels].map(([skill, level]) => ({ skill, level }))
}

/** His tour with the unit in it, if it fits under a change; what `read` finds there once it is walked. */
const measured = <T>(
  { open, unit, r }: Question,
  change: DayChange,
  read: (sequence: Int32Array) => T,
): T | null => withChange(open, unit, change, () => readIn({ open, unit, r }, read))

const readIn = <T>({ open, unit, r }: Question, read: (sequence: Int32Array) => T): T | null => {
  const place = placeWith(open, unit, r)
  if (!place) return null
  const { tours } = open
  return inPlace(open, unit, place, () => {
    const sequence = (tours.sequence[r] as Int32Array).slice(0, tours.length[r])
    tours.walk.walk(r, sequence, sequence.length)
    return read(sequence)
  })
}

const later = (question: Question): Change[] => {
  const { open, unit, r } = question
  const technicianId = technicianAt(open.day, r).id
  return unitJobs(open, unit).flatMap((job): Change[] => {
    const j = open.day.jobIndex.get(job.id) ?? -1
    const from = job.windows[0]?.from ?? 0
    const beginAt = asking(open, j, { ...job, windows: [{ from, until: never }] }, () =>
      readIn(question, (sequence) => {
        const at = sequence.findIndex((node) => open.day.jobOf[node] === j)
        return open.tours.walk.begin[at] as number
      }),
    )
    if (beginAt === null) return []
    const isOpen = job.windows.some((window) => window.from <= beginAt && beginAt <= window.until)
    const before = job.windows.findLast((window) => window.until < beginAt)
    if (isOpen || !before) return []
    return [
      { code: 'start_at', technicianId, jobId: job.id, beginAt, laterBySeconds: beginAt - before.until },
    ]
  })
}

const longer = (question: Question): Change[] => {
  const { day, tours } = question.open
  const technicianId = technicianAt(day, question.r).id
  const allowed = tours.walk.van.latestEnd[question.r] as number
  const endAt = measured(
    question,
    { code: 'stay_longer', technicianId, seconds: stretchSeconds },
    () => tours.walk.endAt,
  )
  return endAt === null || endAt <= allowed
    ? []
    : [{ code: 'stay_longer', technicianId, seconds: Math.ceil(endAt - allowed) }]
}

const fromReserve = ({ open, r }: Question): Change[] =>
  (open.tours.walk.van.reserve[r] as number) > 0
    ? [{ code: 'use_reserve', technicianId: technicianAt(open.day, r).id }]
    : []

const withStock = (question: Question): Change[] =>
  question.open.day.dimensions.flatMap((item) => withStockOf(question, item))

const withStockOf = (question: Question, item: string): Change[] => {
  const { day, tours } = question.open
  const d = day.dimensions.indexOf(item)
  const has = day.capacity[question.r * day.dimensions.length + d] as number
  const technicianId = technicianAt(day, question.r).id
  const most = measured(question, { code: 'more_stock', technicianId, item, amount: plenty }, (sequence) => {
    const aboard = (_: number, at: number) => tours.walk.loads.aboard(d, sequence, sequence.length, at - 1)
    return Math.max(...Array.from({ length: sequence.length + 1 }, aboard))
  })
  return most === null || most <= has ? [] : [{ code: 'more_stock', technicianId, item, amount: most - has }]
}

const withoutLimit = (question: Question): Change[] => {
  const { open, r } = question
  const { walk } = open.tours
  const technicianId = technicianAt(open.day, r).id
  const used: Record<Limit, (sequence: Int32Array) => number> = {
    jobs: (sequence) => sequence.length,
    drive: () => walk.drive,
    distance: (sequence) => walk.sumMetres(r, sequence),
  }
  return (['jobs', 'drive', 'distance'] as const).flatMap((limit): Change[] => {
    const most = limitColumn(open, limit)[r] as number
    if (most >= never) return []
    const value = measured(question, { code: 'lift_limit', technicianId, limit, by: never }, used[limit])
    return value === null || value <= most
      ? []
      : [{ code: 'lift_limit', technicianId, limit, by: Math.ceil(value - most) }]
  })
}

/** Beside whom on his tour the unit would have to be allowed; members of one crew never share a tour. */
const besideFoe = ({ open, unit, r }: Question): Change[] => {
  const { day, tours } = open
  const technicianId = technicianAt(day, r).id
  return (day.units[unit] as Day['units'][number]).nodes.flatMap((node) =>
    (day.apart[node] as readonly number[])
      .filter((foe) => tours.tour[foe] === r && day.unitOf[foe] !== unit)
      .map(
        (foe): Change => ({
          code: 'share_tour',
          technicianId,
          jobId: jobAt(day, node).id,
          withJobId: jobAt(day, foe).id,
        }),
      ),
  )
}

const attempts = [later, longer, fromReserve, withStock, withoutLimit, besideFoe]

/** Which other job it need not wait for, or need not wait for it. */
const withoutOrder = (open: OpenPlan, unit: number): Change[] => {
  const ids = new Set(unitJobs(open, unit).map((job) => job.id))
  return (open.day.problem.precedences ?? [])
    .filter(({ before, after }) => ids.has(before) !== ids.has(after))
    .map(({ before, after }): Change => ({ code: 'ignore_order', before, after }))
    .filter((change) => lets(open, unit, change))
}

/** The fewest technicians more that complete a crew, like one who may be of it. */
const withMore = (open: OpenPlan, unit: number): Change[] => {
  const { day } = open
  const { kind, nodes } = day.units[unit] as Day['units'][number]
  if (kind !== 'crew') return []
  const may = (r: number) => day.may[(nodes[0] as number) * day.technicians.length + r] === 1
  const patterns = day.technicians.filter((_, r) => may(r)).slice(0, mostPatterns)
  for (let count = 1; count <= nodes.length; count += 1)
    for (const { id } of patterns) {
      const change: Change = { code: 'more_technicians', technicianId: id, count }
      if (lets(open, unit, change)) return [change]
    }
  return []
}
