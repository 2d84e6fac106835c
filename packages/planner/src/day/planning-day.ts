import {
  type Amounts,
  nearness,
  type Problem,
  type ProblemJob,
  type ProblemTechnician,
  type Weights,
} from '../planning-problem.ts'
import { isForbidden } from '../rules/index.ts'
import { type DayLinks, linksOf } from './day-links.ts'

/** Later than any instant of a problem. */
export const never = 2 ** 45

/** What is planned or left out together: a job, a pick-up with its drop, or the members of a crew. */
export interface Unit {
  kind: 'single' | 'pair' | 'crew'
  nodes: readonly number[]
  penalty: number
}

/** Where a job stood in the plan before, and what it costs to stand elsewhere or begin at another time. */
export interface Before {
  technicianId: string
  beginAt: number
}

/**
 * A problem made ready for the search. Nodes 0…jobs−1 are the jobs, those after them the further members of crews;
 * arrays by node and technician are row-major `node × technicians`. Instants are epoch seconds.
 */
export interface Day extends DayLinks {
  problem: Problem
  weights: Weights
  jobs: readonly ProblemJob[]
  technicians: readonly ProblemTechnician[]
  jobIndex: ReadonlyMap<string, number>
  technicianIndex: ReadonlyMap<string, number>
  nodes: number
  jobOf: Int32Array
  location: Int32Array
  /** 1 where no standing rule forbids it. */
  may: Uint8Array
  service: Int32Array
  setup: Int32Array
  units: readonly Unit[]
  unitOf: Int32Array
  dimensions: readonly string[]
  /** `node × dimensions`: taken from stock, put aboard to the end, put aboard (+) or off (−) along the tour. */
  takes: Int32Array
  collects: Int32Array
  carries: Int32Array
  /** `technician × dimensions`. */
  capacity: Int32Array
  heads: readonly (readonly number[])[]
  /** By node: the technician whose head or held order it belongs to, −1 for none. */
  boundTo: Int32Array
  /** By node: its place among the held jobs of its technician, −1 for none. */
  heldRank: Int32Array
  /** By node: technician before, −1 for none; begin before; what a change costs, once and by the second. */
  before: Int32Array
  beforeBegin: Float64Array
  movedCost: Float64Array
  movedPerSecond: Float64Array
  /** What giving a node to a technician costs by itself, or null. */
  reluctance: Float64Array | null
}

/** Prepares a problem; `before` says where each job stood. */
export const makeDay = (
  problem: Problem,
  weights: Weights,
  before: ReadonlyMap<string, readonly Before[]> = new Map(),
): Day => {
  const { jobs, technicians } = problem
  const jobIndex = new Map(jobs.map((job, index) => [job.id, index]))
  const technicianIndex = new Map(technicians.map((technician, index) => [technician.id, index]))
  const jobOf = nodesOf(jobs)
  const nodes = jobOf.length
  const m = technicians.length
  const links = linksOf(problem, jobIndex, jobOf)
  const dimensions = dimensionsOf(problem)
  const units = unitsOf(problem, jobIndex, jobOf, weights)
  const unitOf = new Int32Array(nodes).fill(-1)
  units.forEach((unit, index) => {
    for (const node of unit.nodes) unitOf[node] = index
  })
  const heads = technicians.map((one) => one.fixed.map((stop) => jobIndex.get(stop.jobId) ?? -1))
  const boundTo = new Int32Array(nodes).fill(-1)
  const heldRank = new Int32Array(nodes).fill(-1)
  technicians.forEach((one, t) => {
    for (const j of heads[t] ?? []) boundTo[j] = t
    one.held?.forEach((id, rank) => {
      boundTo[jobIndex.get(id) ?? -1] = t
      heldRank[jobIndex.get(id) ?? -1] = rank
    })
  })
  const job = (node: number): ProblemJob => jobs[jobOf[node] as number] as ProblemJob
  // The members of a crew stood with one technician each.
  const member = new Map<number, number>()
  const rank = Int32Array.from(jobOf, (j) => {
    const k = member.get(j) ?? 0
    member.set(j, k + 1)
    return k
  })
  const known = (node: number): Before | undefined => before.get(job(node).id)?.[rank[node] as number]
  const all = [...Array(nodes).keys()]
  return {
    ...links,
    problem,
    weights,
    // A copy: questions are asked with a job changed for a moment.
    jobs: [...jobs],
    technicians,
    jobIndex,
    technicianIndex,
    nodes,
    jobOf,
    location: Int32Array.from(all, (node) => job(node).location),
    may: mayOf(jobs, technicians, jobOf, boundTo),
    service: byTechnician(jobs, technicians, jobOf, serviceSecondsOf),
    setup: byTechnician(jobs, technicians, jobOf, setupSecondsOf),
    units,
    unitOf,
    dimensions,
    takes: table(all, dimensions, (node, name) => job(node).materials[name] ?? 0),
    collects: table(all, dimensions, (node, name) => job(node).collects?.[name] ?? 0),
    carries: carriedBy(problem, jobIndex, nodes, dimensions),
    capacity: table([...Array(m).keys()], dimensions, (t, name) => technicians[t]?.stock[name] ?? 0),
    heads,
    boundTo,
    heldRank,
    before: Int32Array.from(all, (node) => technicianIndex.get(known(node)?.technicianId ?? '') ?? -1),
    beforeBegin: Float64Array.from(all, (node) => known(node)?.beginAt ?? -1),
    movedCost: Float64Array.from(
      all,
      (node) => weights.movedTechnician * nearness(job(node).promise, problem.now),
    ),
    movedPerSecond: Float64Array.from(
      all,
      (node) => weights.movedTimePerSecond * nearness(job(node).promise, problem.now),
    ),
    reluctance: reluctanceOf(jobs, jobOf, technicians),
  }
}

const mayOf = (
  jobs: readonly ProblemJob[],
  technicians: readonly ProblemTechnician[],
  jobOf: Int32Array,
  boundTo: Int32Array,
): Uint8Array => {
  const m = technicians.length
  const may = new Uint8Array(jobOf.length * m)
  jobOf.forEach((j, node) => {
    const bound = boundTo[node] as number
    technicians.forEach((one, t) => {
      if (bound < 0 || bound === t) may[node * m + t] = isForbidden(jobs[j] as ProblemJob, one) ? 0 : 1
    })
  })
  return may
}

const byTechnician = (
  jobs: readonly ProblemJob[],
  technicians: readonly ProblemTechnician[],
  jobOf: Int32Array,
  seconds: (job: ProblemJob, technician: ProblemTechnician) => number,
): Int32Array => {
  const m = technicians.length
  const table = new Int32Array(jobOf.length * m)
  jobOf.forEach((j, node) => {
    technicians.forEach((one, t) => {
      table[node * m + t] = seconds(jobs[j] as ProblemJob, one)
    })
  })
  return table
}

/** How long a technician works at a job, set-up aside: his kind, his pace, his level above what is needed. */
export const serviceSecondsOf = (job: ProblemJob, technician: ProblemTechnician): number => {
  const usual = job.serviceByKind?.[technician.kind ?? ''] ?? job.serviceSeconds
  let above = 0
  for (const skill of job.skills)
    above = Math.max(above, (technician.levels?.[skill] ?? 1) - (job.levels?.[skill] ?? 1))
  return Math.round(usual * technician.serviceFactor * (technician.levelFactor ?? 1) ** Math.max(0, above))
}

export const setupSecondsOf = (job: ProblemJob, technician: ProblemTechnician): number =>
  Math.round((job.setupByKind?.[technician.kind ?? ''] ?? job.setupSeconds ?? 0) * technician.serviceFactor)

const nodesOf = (jobs: readonly ProblemJob[]): Int32Array => {
  const more = jobs.flatMap((job, j) => Array<number>(Math.max(0, (job.crew ?? 1) - 1)).fill(j))
  return Int32Array.from([...jobs.keys(), ...more])
}

const unitsOf = (
  { pairs, jobs }: Problem,
  jobIndex: ReadonlyMap<string, number>,
  jobOf: Int32Array,
  weights: Weights,
): Unit[] => {
  const penalty = (j: number): number => penaltyOf(jobs[j] as ProblemJob, weights)
  const dropOf = new Map(
    pairs?.map((pair) => [jobIndex.get(pair.pickup) ?? -1, jobIndex.get(pair.drop) ?? -1]),
  )
  const drops = new Set(dropOf.values())
  return jobs.flatMap((job, j): Unit[] => {
    if (drops.has(j)) return []
    const drop = dropOf.get(j)
    if (drop !== undefined) return [{ kind: 'pair', nodes: [j, drop], penalty: penalty(j) + penalty(drop) }]
    if ((job.crew ?? 1) === 1) return [{ kind: 'single', nodes: [j], penalty: penalty(j) }]
    const others = [...jobOf.keys()].filter((node) => node >= jobs.length && jobOf[node] === j)
    return [{ kind: 'crew', nodes: [j, ...others], penalty: penalty(j) }]
  })
}

/** What leaving a job out costs. */
export const penaltyOf = (job: ProblemJob, weights: Weights): number =>
  job.penalty ?? weights.unplannedByTier[job.tier]

const dimensionsOf = ({ jobs, pairs, technicians }: Problem): string[] => {
  const names = new Set<string>()
  const note = (amounts: Amounts | undefined): void => {
    for (const [name, amount] of Object.entries(amounts ?? {})) if (amount !== 0) names.add(name)
  }
  for (const job of jobs) {
    note(job.materials)
    note(job.collects)
  }
  for (const pair of pairs ?? []) note(pair.amounts)
  for (const one of technicians) for (const pause of one.breaks ?? []) note(pause.mostAboard)
  return [...names].sort()
}

const table = (
  rows: readonly number[],
  names: readonly string[],
  cell: (row: number, name: string) => number,
): Int32Array => Int32Array.from(rows.flatMap((row) => names.map((name) => cell(row, name))))

const carriedBy = (
  { pairs }: Problem,
  jobIndex: ReadonlyMap<string, number>,
  nodes: number,
  dimensions: readonly string[],
): Int32Array => {
  const carried = new Int32Array(nodes * dimensions.length)
  for (const pair of pairs ?? []) {
    dimensions.forEach((name, d) => {
      const amount = pair.amounts[name] ?? 0
      carried[(jobIndex.get(pair.pickup) ?? 0) * dimensions.length + d] = amount
      carried[(jobIndex.get(pair.drop) ?? 0) * dimensions.length + d] = -amount
    })
  }
  return carried
}

const reluctanceOf = (
  jobs: readonly ProblemJob[],
  jobOf: Int32Array,
  technicians: readonly ProblemTechnician[],
): Float64Array | null => {
  if (!jobs.some((job) => job.reluctance)) return null
  return Float64Array.from(
    [...jobOf].flatMap((j) => technicians.map((one) => jobs[j]?.reluctance?.[one.id] ?? 0)),
  )
}

/** The job of a node; throws for a node that is none. */
export const jobAt = (day: Day, node: number): ProblemJob => {
  const job = day.jobs[day.jobOf[node] ?? -1]
  if (!job) throw new RangeError(`there is no node ${node}`)
  return job
}

export const technicianAt = (day: Day, t: number): ProblemTechnician => {
  const technician = day.technicians[t]
  if (!technician) throw new RangeError(`there is no technician ${t}`)
  return technician
}
