import { makeGapPricing } from './gap-price.ts'
import { never, type ProblemArrays } from './problem-arrays.ts'
import { makeTours } from './tours.ts'

/** One place for a job in a live plan. */
export interface Place {
  readonly technician: number
  /** Before the job that is now at this index of his tour; 0 makes it his next stop. */
  readonly position: number
  /** What it adds to the plan's cost, soft terms of whoever comes later included. */
  readonly cost: number
}

/** A plan that stands still while jobs ask for their places; each answer is exact. */
export interface LivePlaces {
  /** Every gap of every technician where the job fits, cheapest first, at most `most` of them. */
  bestPlaces(job: number, most?: number): Place[]
  /** A technician's tour has changed. */
  setTour(technician: number, jobs: readonly number[]): void
}

/** Opens a plan, job sequences by technician, for questions. Each tour must keep all hard rules. */
export const openPlaces = (problem: ProblemArrays, plan: readonly (readonly number[])[]): LivePlaces => {
  const { n, m } = problem
  const tours = makeTours(problem)
  const { mayTake, price } = makeGapPricing(problem, tours)
  const { next } = tours

  const setTour = (r: number, jobs: readonly number[]): void => {
    for (let v = next[n + r] as number; v < n; v = next[n + r] as number) tours.unlink(v)
    let last = n + r
    for (const job of jobs) {
      tours.link(job, last)
      last = job
    }
    tours.refresh(r)
  }
  plan.forEach((jobs, r) => {
    if (jobs.length > 0) setTour(r, jobs)
  })

  return {
    setTour,
    bestPlaces(job, most = Number.POSITIVE_INFINITY) {
      const places: Place[] = []
      for (let r = 0; r < m; r += 1) {
        if (!mayTake(job, r)) continue
        for (let p = n + r, position = 0; p < n || position === 0; p = next[p] as number, position += 1) {
          const cost = price(job, r, p, never)
          if (cost < never) places.push({ technician: r, position, cost })
        }
      }
      places.sort((a, b) => a.cost - b.cost || a.technician - b.technician || a.position - b.position)
      return places.length > most ? places.slice(0, most) : places
    },
  }
}

/** The places of one job in one plan; who asks often keeps `openPlaces` open. */
export const bestPlaces = (
  problem: ProblemArrays,
  plan: readonly (readonly number[])[],
  job: number,
  most?: number,
): Place[] => openPlaces(problem, plan).bestPlaces(job, most)
