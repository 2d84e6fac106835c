import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProblemArrays } from './problem-arrays.ts'
import { prepareSearch, search } from './search.ts'
import { smallProblem } from './small-problems.ts'

const wishes = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  jobs: fc.integer({ min: 1, max: 12 }),
  technicians: fc.integer({ min: 1, max: 4 }),
  breaks: fc.integer({ min: 0, max: 3 }),
  soft: fc.boolean(),
  limits: fc.boolean(),
  hours: fc.boolean(),
})

const looks = (count: number): (() => number) => {
  let look = 0
  return () => look++ / count
}

test('no plan breaks a hard rule, and its price without soft terms is what it says', () => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const problem = smallProblem(wish)
      const { tours, absent, cost } = search(problem, { seed: wish.seed, progress: looks(20) })
      const all = [...tours.flat(), ...absent].sort((a, b) => a - b)
      expect(all).toEqual(Array.from({ length: wish.jobs }, (_, u) => u))
      tours.forEach((jobs, r) => {
        expect(broken(problem, r, jobs)).toEqual([])
      })
      // What breaks do to the hours of legs is estimated by the search.
      if (!wish.soft && (!wish.hours || wish.breaks === 0))
        expect(cost).toBeCloseTo(price(problem, tours, absent), 3)
    }),
    { seed: 3, numRuns: 80 },
  )
})

test('the same seed and the same looks give the same plan', () => {
  const problem = smallProblem({ seed: 5, jobs: 30, technicians: 5, breaks: 1, soft: false, limits: false })
  const once = search(problem, { seed: 3, progress: looks(80) })
  expect(search(problem, { seed: 3, progress: looks(80) })).toEqual(once)
})

test('what was prepared serves one search after the other, each as if it were the first', () => {
  const problem = smallProblem({ seed: 5, jobs: 60, technicians: 9, breaks: 1, soft: false, limits: false })
  // So few rounds that what the first search left behind would show.
  const prepared = prepareSearch(problem)
  const [once, again] = [1, 2].map(() => search(problem, { seed: 3, progress: looks(1), prepared }))
  expect(once?.tours.flat().length).toBeGreaterThan(0)
  expect(again).toEqual(once)
  expect(once).toEqual(search(problem, { seed: 3, progress: looks(1) }))
})

test('a job that nobody can do is no reason to look for others to leave out', () => {
  const problem = smallProblem({ seed: 5, jobs: 20, technicians: 12, breaks: 1, soft: false, limits: false })
  const hopeless = { ...problem, allowed: problem.allowed.map((may, k) => (k < problem.m ? 0 : may)) }
  const { absent, rounds } = search(hopeless, { seed: 1, progress: looks(2000) })
  expect(absent).toEqual([0])
  // Chains ask for the time now and then, dives at every step.
  expect(rounds).toBeGreaterThan(16 * 2000 * 0.6)
})

test('jobs that nobody can do do not pass for work of technicians who are to have few jobs each', () => {
  const { allowed, ...rest } = smallProblem({
    seed: 5,
    jobs: 60,
    technicians: 3,
    breaks: 1,
    soft: false,
    limits: false,
  })
  const hopeless = { ...rest, allowed: allowed.map((may, k) => (k < 40 * rest.m ? 0 : may)) }
  const { rounds } = search(hopeless, { seed: 5, progress: looks(2000) })
  // With twenty jobs for three there is cause to dive, and dives take looks that would have been rounds.
  expect(rounds).toBeLessThan(16 * 2000 * 0.66)
})

test('a plan that is given is kept where it can be, and never made dearer', () => {
  const problem = smallProblem({ seed: 8, jobs: 20, technicians: 4, breaks: 1, soft: true, limits: true })
  const good = search(problem, { seed: 1, progress: looks(60) })
  const again = search(problem, { seed: 2, progress: looks(1), warm: good.tours })
  expect(again.cost).toBeLessThanOrEqual(good.cost + 0.5)
})

test("another search's better plan is gone on with; one that breaks a rule is not", () => {
  const problem = smallProblem({ seed: 9, jobs: 30, technicians: 5, breaks: 1, soft: false, limits: false })
  const good = search(problem, { seed: 1, progress: looks(300) })
  const flat = Int32Array.from(good.tours.flatMap((jobs) => [...jobs, -1]))
  const adopted = search(problem, { seed: 2, progress: looks(3), exchange: () => flat })
  expect(adopted.cost).toBeLessThanOrEqual(good.cost)
  const everything = Int32Array.from([...Array(30).keys(), ...Array(5).fill(-1)])
  const refused = search(problem, { seed: 2, progress: looks(3), exchange: () => everything })
  expect(refused.tours.flatMap((jobs, r) => broken(problem, r, jobs))).toEqual([])
})

/** Times a tour again from the matrix, trying breaks on every leg; says what is broken. Shares no code with the search. */
const broken = (problem: ProblemArrays, r: number, jobs: readonly number[]): string[] => {
  const { n, m, nodes } = problem
  const at = (list: ArrayLike<number>, k: number): number => list[k] ?? Number.NaN
  const faults: string[] = []
  const profile = at(problem.profile, r)
  const stops = [n + r, ...jobs, n + m + r]
  const along = (matrix: Int32Array | undefined): number =>
    stops.slice(1).reduce((sum, v, k) => sum + (matrix?.[at(stops, k) * nodes + v] ?? 0), 0)
  if (jobs.length === 0) return []
  for (const u of jobs) if (!problem.allowed[u * m + r]) faults.push(`${u} is not for ${r}`)
  if (jobs.length > at(problem.mostJobs, r)) faults.push('too many jobs')
  if (along(problem.seconds[profile]) > at(problem.mostTravel, r)) faults.push('too much driving')
  if (along(problem.metres?.[profile]) > at(problem.mostMetres, r)) faults.push('too far')
  for (let d = 0; d < problem.dimensions; d += 1) {
    const used = jobs.reduce((sum, u) => sum + at(problem.demand, u * problem.dimensions + d), 0)
    if (used > at(problem.capacity, r * problem.dimensions + d)) faults.push('not enough stock')
  }
  const breaks: number[] = []
  for (let k = at(problem.breakStart, r); k < at(problem.breakStart, r + 1); k += 1) breaks.push(k)
  // Free since, there without a break more, next stop, next break.
  const canEnd = (free: number, arrival: number, stop: number, next: number): boolean => {
    const rest = breaks[next]
    if (rest !== undefined) {
      const latest = at(problem.breakUntil, rest)
      const from = at(problem.breakFrom, rest)
      // He drives until the break opens, or all the way, before he rests.
      const begin = Math.max(free, from)
      const pause = at(problem.breakSeconds, rest)
      if (begin <= latest && canEnd(begin + pause, Math.max(arrival, begin) + pause, stop, next + 1))
        return true
    }
    const u = jobs[stop]
    if (u === undefined) return next === breaks.length && arrival <= at(problem.shiftUntil, r)
    for (let k = at(problem.windowStart, u); k < at(problem.windowStart, u + 1); k += 1) {
      if (arrival > at(problem.windowUntil, k)) continue
      const done = Math.max(arrival, at(problem.windowFrom, k)) + at(problem.service, u * m + r)
      return canEnd(done, leg(stop + 1, done), stop + 1, next)
    }
    return false
  }
  const leg = (stop: number, leave: number): number =>
    arriveAt(problem, leave, problem.seconds[profile]?.[at(stops, stop) * nodes + at(stops, stop + 1)] ?? 0)
  const begin = at(problem.shiftFrom, r)
  if (!canEnd(begin, leg(0, begin), 0, 0)) faults.push(`tour ${r} of ${jobs} is not in time`)
  return faults
}

const price = (problem: ProblemArrays, tours: readonly number[][], absent: readonly number[]): number => {
  const { n, m, nodes, started } = problem
  let sum = absent.reduce((penalties, u) => penalties + (problem.penalty[u] ?? 0), 0)
  tours.forEach((jobs, r) => {
    if (jobs.length === 0 && !started[r]) return
    if (!started[r]) sum += problem.fixedCost[r] ?? 0
    const stops = [n + r, ...jobs, n + m + r]
    for (let k = 1; k < stops.length; k += 1)
      sum += problem.costs[problem.profile[r] ?? 0]?.[(stops[k - 1] ?? 0) * nodes + (stops[k] ?? 0)] ?? 0
    for (const u of jobs) sum += problem.preference?.[u * m + r] ?? 0
    sum += hoursPrice(problem, r, jobs)
  })
  return sum
}

/** When he arrives who leaves at an instant, driving second by second. */
const arriveAt = ({ paced }: ProblemArrays, leave: number, base: number): number => {
  if (!paced) return leave + base
  let clock = leave
  for (let left = base; ; clock += 1) {
    const pace = paced.hours.findLast((hour) => hour.from <= clock)?.factor ?? 1
    if (left * pace <= 1) return Math.round(clock + left * pace)
    left -= 1 / pace
  }
}

/** What the hours of a tour's legs cost: who would be there too early leaves as late as he can. */
const hoursPrice = (problem: ProblemArrays, r: number, jobs: readonly number[]): number => {
  const { n, m, nodes, paced } = problem
  let clock = problem.shiftFrom[r] ?? 0
  let sum = 0
  const stops = [n + r, ...jobs, n + m + r]
  for (let k = 1; paced && k < stops.length; k += 1) {
    const u = stops[k] ?? 0
    const base = problem.seconds[problem.profile[r] ?? 0]?.[(stops[k - 1] ?? 0) * nodes + u] ?? 0
    const arrival = arriveAt(problem, clock, base)
    let window = problem.windowStart[u] ?? 0
    while (u < n && arrival > (problem.windowUntil[window] ?? 0)) window += 1
    const begin = u < n ? Math.max(arrival, problem.windowFrom[window] ?? 0) : arrival
    let leave = clock
    for (let step = 32_768; begin > arrival && step >= 1; step /= 2)
      if (arriveAt(problem, leave + step, base) <= begin) leave += step
    sum += (arriveAt(problem, leave, base) - leave - base) * (paced.perSecond[r] ?? 0)
    clock = begin + (problem.service[u * m + r] ?? 0)
  }
  return sum
}
