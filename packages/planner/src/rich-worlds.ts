import type { Break, Problem, ProblemJob, ProblemTechnician } from './planning-problem.ts'
import { below, type Random, seededRandom } from './random.ts'
import { eight, randomDay } from './small-worlds.ts'

/**
 * A random day in which every rule of the planner meets some jobs: levels, set-up, pairs, crews, precedences, jobs apart,
 * breaks, limits, reserves, roads by the hour, paid kilometres, held jobs.
 */
export const richDay = (seed: number, jobs: number, technicians: number): Problem => {
  const day = randomDay(seed, jobs, technicians)
  const random = seededRandom(seed + 7)
  const some = (chance: number): boolean => random() < chance
  const wide = { from: eight, until: eight + 10 * 3600 }
  const enriched = day.jobs.map((job, j): ProblemJob => {
    const crew = some(0.08) && j % 4 === 3
    return {
      ...job,
      ...(some(0.3) ? { setupSeconds: 300 } : {}),
      ...(some(0.2) ? { levels: { wash: 1 + below(random, 3) } } : {}),
      ...(some(0.2) ? { collects: { oil: 1 } } : {}),
      ...(some(0.3)
        ? {
            windows: [
              { from: eight, until: eight + 7200 },
              { from: eight + 14_400, until: eight + 30_000 },
            ],
          }
        : {}),
      ...(some(0.1) ? { allowed: ['t0', 't1'] } : {}),
      ...(some(0.2) ? { reluctance: { t1: 400 } } : {}),
      ...(crew ? { crew: 2, windows: [wide], only: null } : {}),
    }
  })
  const plainId = (j: number): string => `j${j}`
  const loose = (j: number): boolean => j < enriched.length && (enriched[j]?.crew ?? 1) === 1
  return {
    ...day,
    jobs: enriched,
    technicians: day.technicians.map((one) => richTechnician(one, random)),
    pairs: [4, 8, 12]
      .filter((j) => loose(j) && loose(j + 1))
      .map((j) => ({ pickup: plainId(j), drop: plainId(j + 1), amounts: { cars: 1 } })),
    precedences: [2, 6]
      .filter((j) => j + 8 < enriched.length && j + 8 !== 12 && j + 8 !== 8)
      .map((j) => ({ before: plainId(j), after: plainId(j + 8), gapSeconds: 600 })),
    apart: enriched.length > 1 ? [[plainId(0), plainId(1)]] : [],
    hours: some(0.5)
      ? [
          { from: eight, factor: 1.7 },
          { from: eight + 5400, factor: 1.1 },
        ]
      : [],
  }
}

const richTechnician = (one: ProblemTechnician, random: Random): ProblemTechnician => {
  const some = (chance: number): boolean => random() < chance
  const noon = one.shift.from + 3 * 3600
  const lunch: Break = {
    id: 'lunch',
    windows: [{ from: noon, until: noon + 5400 }],
    seconds: 1800,
    mostAboard: { cars: 0 },
  }
  const tea: Break = {
    id: 'tea',
    windows: [
      { from: noon + 7200, until: noon + 7800 },
      { from: noon + 9000, until: noon + 12_000 },
    ],
    seconds: 600,
  }
  const breaks = some(0.5) ? [lunch, ...(some(0.5) ? [tea] : [])] : []
  return {
    ...one,
    stock: { ...one.stock, cars: 1 },
    levels: { wash: 1 + below(random, 3) },
    levelFactor: 0.9,
    breaks,
    ...(some(0.3) ? { maxJobs: 3 } : {}),
    ...(some(0.3) ? { maxDriveSeconds: 3600 } : {}),
    ...(some(0.3) ? { maxMetres: 40_000 } : {}),
    ...(some(0.3) ? { reserveSeconds: 3600 } : {}),
    ...(some(0.3) ? { speedFactor: 1.3 } : {}),
    ...(some(0.3) ? { costs: { fixed: 500, perDriveHour: 3000, perWorkHour: 20, perKm: 30 } } : {}),
  }
}
