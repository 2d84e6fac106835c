import {
  defaultWeights,
  type Problem,
  type ProblemJob,
  type ProblemTechnician,
  type Weights,
} from './planning-problem.ts'
import { forbidding } from './rules/index.ts'

/** A problem made ready for the search: jobs and technicians by index, who may have what, who lies near whom. */
export interface World {
  problem: Problem
  weights: Weights
  jobs: readonly ProblemJob[]
  technicians: readonly ProblemTechnician[]
  jobIndex: ReadonlyMap<string, number>
  technicianIndex: ReadonlyMap<string, number>
  /** `may[job * technicians + technician]` is 1 where no standing rule forbids it. */
  may: Uint8Array
  /** The fixed head of each tour as job indices. */
  heads: readonly (readonly number[])[]
  /** Which technician each job was planned with before; −1 for none. */
  before: Int32Array
  /** Up to 30 other jobs of each job, the nearest by road first. */
  near: readonly Int32Array[]
}

const nearest = 30

/** Prepares a problem; `before` names the technician each job was planned with. */
export const makeWorld = (
  problem: Problem,
  before: ReadonlyMap<string, string> = new Map(),
  weights = defaultWeights,
): World => {
  const { jobs, technicians, matrix } = problem
  const jobIndex = new Map(jobs.map((job, index) => [job.id, index]))
  const technicianIndex = new Map(technicians.map((technician, index) => [technician.id, index]))
  const may = new Uint8Array(jobs.length * technicians.length)
  jobs.forEach((job, j) => {
    technicians.forEach((technician, t) => {
      may[j * technicians.length + t] = forbidding(job, technician).length === 0 ? 1 : 0
    })
  })
  const between = (a: ProblemJob, b: ProblemJob): number => {
    const there = matrix.seconds[a.location * matrix.size + b.location] ?? 0
    return there < 0 ? Number.MAX_SAFE_INTEGER : there
  }
  return {
    problem,
    weights,
    jobs,
    technicians,
    jobIndex,
    technicianIndex,
    may,
    heads: technicians.map((technician) =>
      technician.fixed.flatMap((stop) => {
        const index = jobIndex.get(stop.jobId)
        return index === undefined ? [] : [index]
      }),
    ),
    before: Int32Array.from(jobs, (job) => technicianIndex.get(before.get(job.id) ?? '') ?? -1),
    near: jobs.map((job, j) =>
      Int32Array.from(
        jobs
          .map((other, index) => ({ index, seconds: between(job, other) }))
          .filter((one) => one.index !== j)
          .sort((a, b) => a.seconds - b.seconds || a.index - b.index)
          .slice(0, nearest)
          .map((one) => one.index),
      ),
    ),
  }
}

/** Road seconds from one location to another; −1 where no road leads. */
export const roadSeconds = (world: World, from: number, to: number): number =>
  world.problem.matrix.seconds[from * world.problem.matrix.size + to] ?? -1

export const roadMetres = (world: World, from: number, to: number): number =>
  world.problem.matrix.metres[from * world.problem.matrix.size + to] ?? 0

/** The job of an index that is known to be one. */
export const jobAt = (world: World, index: number): ProblemJob => {
  const job = world.jobs[index]
  if (!job) throw new RangeError(`there is no job ${index}`)
  return job
}

export const technicianAt = (world: World, index: number): ProblemTechnician => {
  const technician = world.technicians[index]
  if (!technician) throw new RangeError(`there is no technician ${index}`)
  return technician
}
