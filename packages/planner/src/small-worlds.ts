import type { Problem, ProblemJob, ProblemTechnician } from './planning-problem.ts'
import { below, type Random, seededRandom } from './random.ts'

/** Eight in the morning of a day in 1970: the small worlds know no calendar. */
export const eight = 8 * 3600
const minute = 60

/** A street of houses a minute apart: location i stands at minute i, one kilometre each. */
export const street = (houses: number): Problem['matrix'] => {
  const seconds = new Int32Array(houses * houses)
  const metres = new Int32Array(houses * houses)
  for (let from = 0; from < houses; from += 1) {
    for (let to = 0; to < houses; to += 1) {
      seconds[from * houses + to] = Math.abs(from - to) * minute
      metres[from * houses + to] = Math.abs(from - to) * 1000
    }
  }
  return { size: houses, seconds, metres }
}

/** A job of half an hour, any time of the day, for anybody; change what the test is about. */
export const aJob = (id: string, location: number, change: Partial<ProblemJob> = {}): ProblemJob => ({
  id,
  location,
  serviceSeconds: 30 * minute,
  windows: [{ from: eight, until: eight + 9 * 3600 }],
  skills: [],
  materials: {},
  tier: 2,
  promise: null,
  excluded: [],
  only: null,
  ...change,
})

/** A technician from eight to five, living at the head of the street. */
export const aTechnician = (id: string, change: Partial<ProblemTechnician> = {}): ProblemTechnician => ({
  id,
  start: 0,
  end: 0,
  shift: { from: eight, until: eight + 9 * 3600 },
  skills: [],
  stock: {},
  serviceFactor: 1,
  fixed: [],
  maxOvertimeSeconds: 0,
  ...change,
})

/** A random day: every rule is met by some jobs, some of which cannot be planned at all. */
export const randomDay = (seed: number, jobs: number, technicians: number): Problem => {
  const random = seededRandom(seed)
  const size = 1 + jobs + technicians
  const matrix = randomRoads(random, size)
  const skills = ['wash', 'tow', 'battery']
  const some = () => skills.filter(() => random() < 0.3)
  return {
    now: eight,
    matrix,
    jobs: Array.from({ length: jobs }, (_, i) => {
      const from = eight + below(random, 16) * 1800
      return aJob(`j${i}`, 1 + i, {
        serviceSeconds: 600 + below(random, 60) * 60,
        windows: [{ from, until: from + 3600 + below(random, 4) * 1800 }],
        promise: random() < 0.7 ? { from, until: from + 1800 } : null,
        skills: some(),
        materials: random() < 0.3 ? { oil: 1 + below(random, 3) } : {},
        tier: below(random, 4) as ProblemJob['tier'],
        excluded: random() < 0.1 ? ['t0'] : [],
        only: random() < 0.05 ? `t${below(random, technicians)}` : null,
      })
    }),
    technicians: Array.from({ length: technicians }, (_, i) =>
      aTechnician(`t${i}`, {
        start: 1 + jobs + i,
        end: random() < 0.8 ? 1 + jobs + i : null,
        shift: { from: eight + below(random, 4) * 3600, until: eight + (7 + below(random, 4)) * 3600 },
        skills: some().length > 0 ? skills : some(),
        stock: { oil: below(random, 8) },
        maxOvertimeSeconds: 1800,
      }),
    ),
  }
}

const randomRoads = (random: Random, size: number): Problem['matrix'] => {
  const places = Array.from({ length: size }, () => [random() * 1200, random() * 1200] as const)
  const seconds = new Int32Array(size * size)
  const metres = new Int32Array(size * size)
  places.forEach((a, from) => {
    places.forEach((b, to) => {
      const length = Math.hypot(a[0] - b[0], a[1] - b[1])
      seconds[from * size + to] = from === to ? 0 : Math.round(length * (1 + random() * 0.2))
      metres[from * size + to] = Math.round(length * 9)
    })
  })
  return { size, seconds, metres }
}
