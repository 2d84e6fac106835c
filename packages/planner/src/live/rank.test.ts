import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asLine, fits, type Plan, type Problem, plan, rank } from '../index.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const looks = (count: number) => {
  let left = count
  return () => {
    left -= 1
    return left < 0 ? 1 : 1 - left / count
  }
}
const planned = (problem: Problem, seed = 1, moves = 20): Plan =>
  plan(problem, { seed, progress: looks(moves) })
const _lines = (made: Plan): string[] => made.tours.map((tour) => asLine(tour, tour.technicianId, (id) => id))
const _reasonCodes = (made: Plan, jobId: string): string[] =>
  made.unplanned.find((one) => one.jobId === jobId)?.reasons.map((reason) => reason.code) ?? []

describe('ranking', () => {
  const problem: Problem = {
    now: eight,
    matrix: street(60),
    jobs: [aJob('asked', 20, { tier: 0, promise: { from: eight, until: eight + 2700 } }), aJob('other', 30)],
    technicians: [
      aTechnician('far'),
      aTechnician('near', { start: 18 }),
      aTechnician('unskilled', { start: 19 }),
    ],
  }
  const withSkill: Problem = {
    ...problem,
    jobs: problem.jobs.map((job) => (job.id === 'asked' ? { ...job, skills: ['tow'] } : job)),
    technicians: problem.technicians.map((one) =>
      one.id === 'unskilled' ? one : { ...one, skills: ['tow'] },
    ),
  }

  it('names everybody once: the near one first, the unskilled left out with the reason', () => {
    const { candidates, left } = rank(withSkill, planned(withSkill), 'asked')
    expect(candidates.map((one) => one.technicianId)).toEqual(['near', 'far'])
    expect(candidates[0]?.why.map((one) => one.code)).toContain('nearest')
    expect(left).toEqual([
      {
        technicianId: 'unskilled',
        reasons: [{ code: 'skill', technicianId: 'unskilled', missing: ['tow'] }],
      },
    ])
  })

  it('costs what a plan with the job costs more, by brute force', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const day = randomDay(seed, 6, 2)
        const present = planned(day, 1, 5)
        for (const candidate of rank(day, present, 'j0').candidates) {
          const tour = present.tours.find((one) => one.technicianId === candidate.technicianId)
          const sequence = (tour?.stops ?? []).map((stop) => stop.jobId).filter((id) => id !== 'j0')
          const cost = (ids: readonly string[]): number => costOfSequence(day, candidate.technicianId, ids)
          const all = Array.from(
            { length: sequence.length + 1 },
            (_, at) => cost(sequence.toSpliced(at, 0, 'j0')) - cost(sequence),
          )
          expect(candidate.addedCost).toBeCloseTo(Math.min(...all), 6)
        }
      }),
      { numRuns: 60 },
    )
  })
})

/** The cost of driving exactly this sequence, by handing the planner nothing else. */
const costOfSequence = (day: Problem, technicianId: string, ids: readonly string[]): number => {
  const jobs = ids.map((id) => day.jobs.find((job) => job.id === id)).filter((job) => job !== undefined)
  const technicians = day.technicians.filter((one) => one.id === technicianId)
  const stops = ids.map((jobId) => ({ jobId, beginAt: 0, endAt: 0 }))
  const warm = { tours: [{ technicianId, stops }] }
  const made = plan({ ...day, jobs, technicians }, { seed: 1, progress: () => 1, warm })
  const kept = made.tours[0]?.stops.map((stop) => stop.jobId) ?? []
  return kept.join() === ids.join() ? made.cost.total : Number.POSITIVE_INFINITY
}

it('finds the windows that can be kept', () => {
  const asked = aJob('asked', 10, { windows: [{ from: eight, until: eight + 9 * 3600 }] })
  const busy = aJob('busy', 20, {
    serviceSeconds: 7200,
    windows: [{ from: eight + 3600, until: eight + 3600 }],
  })
  const problem: Problem = {
    now: eight,
    matrix: street(30),
    jobs: [busy, asked],
    technicians: [aTechnician('Ana')],
  }
  const present = planned({ ...problem, jobs: [busy] })
  const at = (hour: number) => ({ from: eight + hour * 3600, until: eight + hour * 3600 + 1800 })
  expect(
    fits(problem, present, asked, [at(0), at(1), at(2), at(4)]).map(
      (fit) => (fit.window.from - eight) / 3600,
    ),
  ).toEqual([0, 4])
})
