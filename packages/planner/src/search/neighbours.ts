import type { ProblemArrays } from './problem-arrays.ts'

/** For each job the others by travel time there and back, nearest first, itself at the head: n × width. */
export interface Neighbours {
  readonly width: number
  readonly list: Int32Array
}

/** The `most` nearest of each job, by the first profile. */
export const neighboursOf = (problem: ProblemArrays, most: number): Neighbours => {
  const { n, nodes } = problem
  const width = Math.min(n, most)
  const list = new Int32Array(n * width)
  const seconds = problem.seconds[0]
  if (!seconds) return { width: 0, list }
  // Sorting whole numbers natively: distance above, job below.
  const keys = new Float64Array(n)
  for (let u = 0; u < n; u += 1) {
    const row = u * nodes
    for (let v = 0; v < n; v += 1) {
      const both = v === u ? -1 : (seconds[row + v] as number) + (seconds[v * nodes + u] as number)
      keys[v] = (both + 1) * n + v
    }
    keys.sort()
    for (let k = 0; k < width; k += 1) list[u * width + k] = (keys[k] as number) % n
  }
  return { width, list }
}

/** Technicians that can do each job at all: `list` from start[u] to start[u + 1] − 1. */
export interface Able {
  readonly start: Int32Array
  readonly list: Int32Array
}

/** Who may do a job and can, with nothing else to do: `alone(u, r)` says so. */
export const ableTechnicians = (problem: ProblemArrays, alone: (u: number, r: number) => boolean): Able => {
  const { n, m, allowed } = problem
  const start = new Int32Array(n + 1)
  const found: number[] = []
  for (let u = 0; u < n; u += 1) {
    for (let r = 0; r < m; r += 1) if (allowed[u * m + r] === 1 && alone(u, r)) found.push(r)
    start[u + 1] = found.length
  }
  return { start, list: Int32Array.from(found) }
}

/** The same the other way round: the jobs of each technician, in order. */
export const jobsByTechnician = ({ n, m }: ProblemArrays, able: Able): Int32Array[] => {
  const jobs: number[][] = Array.from({ length: m }, () => [])
  for (let u = 0; u < n; u += 1)
    for (let k = able.start[u] as number; k < (able.start[u + 1] as number); k += 1)
      jobs[able.list[k] as number]?.push(u)
  return jobs.map((list) => Int32Array.from(list))
}
