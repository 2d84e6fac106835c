import {
  below,
  type Problem,
  type ProblemJob,
  type ProblemTechnician,
  type Random,
  seededRandom,
} from '@kerbside/planner'

export interface LinkedDay {
  readonly jobs: number
  readonly technicians: number
  readonly seed: number
}

const hour = 3600
const dawn = 8 * hour
const skills = ['wash', 'care', 'battery', 'tyre'] as const

/**
 * A day that other solvers cannot be asked: tow chains (truck, car, workshop), crews of two, washes that must follow a
 * repair, two breaks, skills with levels, promises with soft ends, roads slower in the rush. The same for the same wishes.
 */
export const makeLinkedDay = ({ jobs, technicians, seed }: LinkedDay): Problem => {
  const random = seededRandom(seed * 104_729 + jobs)
  const workshop = jobs + technicians
  const drawn = Array.from({ length: jobs }, (_, j) => linkedJob(j, random))
  const tows = drawn.filter((_, j) => j % 12 === 5 && j + 1 < jobs)
  const idAfter = (job: ProblemJob): string => `j${Number(job.id.slice(1)) + 1}`
  const drops = new Set(tows.map(idAfter))
  return {
    now: dawn - hour,
    matrix: roundAbout(workshop + 1, random),
    jobs: drawn.map((job, j) => {
      if (drops.has(job.id))
        return {
          ...job,
          location: workshop,
          skills: ['tow'],
          serviceSeconds: 900,
          windows: [allDay],
          promise: null,
        }
      if (tows.includes(job)) return { ...job, skills: ['tow'], tier: 0, serviceSeconds: 900 }
      return j % 20 === 7 ? { ...job, crew: 2, skills: ['care'], windows: [allDay], promise: null } : job
    }),
    technicians: Array.from({ length: technicians }, (_, t) => linkedTechnician(t, jobs + t, random)),
    pairs: tows.map((tow) => ({ pickup: tow.id, drop: idAfter(tow), amounts: { cars: 1 } })),
    precedences: drawn
      .filter(
        (_, j) =>
          j % 15 === 1 &&
          j + 2 < jobs &&
          j % 12 !== 5 &&
          (j + 2) % 12 !== 5 &&
          (j + 2) % 12 !== 6 &&
          j % 12 !== 6,
      )
      .map((job) => ({ before: job.id, after: `j${Number(job.id.slice(1)) + 2}`, gapSeconds: 900 })),
    hours: [
      { from: dawn - hour, factor: 1.6 },
      { from: dawn + 2 * hour, factor: 1.1 },
      { from: dawn + 9 * hour, factor: 1.5 },
    ],
  }
}

const allDay = { from: dawn, until: dawn + 9 * hour }

const linkedJob = (j: number, random: Random): ProblemJob => {
  const from = dawn + below(random, 15) * 1800
  const skill = skills[below(random, skills.length)] ?? 'wash'
  return {
    id: `j${j}`,
    location: j,
    serviceSeconds: 1200 + below(random, 9) * 300,
    windows: [{ from, until: from + 4 * hour }],
    skills: [skill],
    ...(random() < 0.2 ? { levels: { [skill]: 2 } } : {}),
    materials: {},
    tier: random() < 0.1 ? 1 : 2,
    promise: { from, until: from + 2 * hour },
    excluded: [],
    only: null,
  }
}

const linkedTechnician = (t: number, home: number, random: Random): ProblemTechnician => {
  const from = dawn - hour + below(random, 3) * hour
  const tow = t % 4 === 0
  return {
    id: `t${t}`,
    start: home,
    end: home,
    shift: { from, until: from + 9 * hour },
    skills: tow
      ? ['tow', 'battery', 'tyre']
      : ['wash', 'care', ...(random() < 0.5 ? ['battery', 'tyre'] : [])],
    levels: { wash: 1 + below(random, 3), care: 1 + below(random, 3), battery: 2, tyre: 2 },
    levelFactor: 0.9,
    stock: { cars: tow ? 1 : 0 },
    serviceFactor: 1,
    fixed: [],
    maxOvertimeSeconds: 1800,
    breaks: [
      {
        id: 'lunch',
        windows: [{ from: from + 3 * hour, until: from + 5 * hour }],
        seconds: 2700,
        mostAboard: { cars: 0 },
      },
      { id: 'tea', windows: [{ from: from + 6 * hour, until: from + 8 * hour }], seconds: 900 },
    ],
  }
}

/** Places in a town of about 12 km, one-ways making each leg a little different there and back. */
const roundAbout = (size: number, random: Random): Problem['matrix'] => {
  const places = Array.from({ length: size }, () => [random() * 12_000, random() * 12_000] as const)
  const seconds = new Int32Array(size * size)
  const metres = new Int32Array(size * size)
  places.forEach((a, i) => {
    places.forEach((b, k) => {
      const way = i === k ? 0 : (Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])) * (1 + random() * 0.15) + 150
      metres[i * size + k] = Math.round(way)
      seconds[i * size + k] = Math.round(way / 7.5)
    })
  })
  return { size, seconds, metres }
}
