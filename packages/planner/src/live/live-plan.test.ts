import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirmSlot, insert, openPlan, type Plan, type Problem, plan, slots } from '../index.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const hour = 3600
const steps = (count: number) => {
  let done = 0
  return () => done++ / count
}
const planned = (problem: Problem, rounds = 12): Plan => plan(problem, { seed: 1, progress: steps(rounds) })
const seeds = fc.integer({ min: 1, max: 1e6 })

describe('a rescue put into a live plan', () => {
  const wash = aJob('wash', 30, { promise: { from: eight, until: eight + 2 * hour } })
  const rescue = aJob('rescue', 10, {
    tier: 0,
    serviceSeconds: hour,
    windows: [{ from: eight, until: eight + 1800 }],
  })
  const shift = { from: eight, until: eight + 8000 }
  const problem: Problem = {
    now: eight,
    matrix: street(60),
    jobs: [wash, { ...rescue }],
    technicians: [aTechnician('Ana', { shift })],
  }

  it('goes into the best gap, or becomes the next stop and displaces what then does not fit', () => {
    const present = planned({ ...problem, jobs: [wash] })
    const open = openPlan(problem, present, { without: 'rescue' })
    expect(insert(open, 'rescue', { preempt: false })).toEqual([])
    expect(insert(open, 'rescue', { preempt: true })[0]).toMatchObject({
      technicianId: 'Ana',
      position: 0,
      beginAt: eight + 600,
      displaced: ['wash'],
    })
  })
})

describe('slots', () => {
  const windows = [8, 9, 10, 11, 12, 13, 14].map((h) => ({ from: h * hour, until: (h + 1) * hour }))
  const problem: Problem = {
    now: eight,
    matrix: street(60),
    jobs: [
      aJob('far', 40, {
        windows: [{ from: 10 * hour, until: 11 * hour }],
        promise: { from: 10 * hour, until: 11 * hour },
      }),
      aJob('asked', 38),
    ],
    technicians: [aTechnician('Ana', { shift: { from: 9 * hour, until: 17 * hour } }), aTechnician('Bo')],
  }

  it('come cheapest and greenest first: beside the job that is there already', () => {
    const open = openPlan(problem, planned({ ...problem, jobs: problem.jobs.slice(0, 1) }), {
      without: 'asked',
    })
    const [best, ...others] = slots(open, 'asked', windows)
    expect(best?.green).toBe(1)
    expect(best?.extraMetres).toBe(0)
    expect(others.at(-1)).toMatchObject({
      window: windows[0],
      technicianId: 'Bo',
      dearerBy: 76 * 60,
      green: 0,
    })
  })

  it('respect a slot that another quote holds', () => {
    const held = aJob('held', 38, {
      serviceSeconds: 50 * 60,
      windows: [{ from: 11 * hour, until: 11 * hour + 600 }],
      promise: { from: 11 * hour, until: 11 * hour + 600 },
    })
    const narrow = [{ from: 11 * hour, until: 11 * hour + 600 }]
    const alone = { ...problem, technicians: problem.technicians.slice(0, 1) }
    const base = planned({ ...alone, jobs: problem.jobs.slice(0, 1) })
    expect(slots(openPlan(alone, base, { without: 'asked' }), 'asked', narrow)).toHaveLength(1)
    const withHold = { ...alone, jobs: [...problem.jobs, held] }
    const open = openPlan(withHold, base, { without: 'asked' })
    expect(slots(open, 'asked', narrow)).toEqual([])
    const answer = confirmSlot(open, 'asked', narrow[0] ?? { from: 0, until: 0 }, windows)
    expect('alternatives' in answer && answer.alternatives).toHaveLength(2)
  })

  it('break no promise: what is offered can be planned', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const day = randomDay(seed, 12, 3)
        const without = { ...day, jobs: day.jobs.slice(1) }
        const before = planned(without)
        for (const slot of slots(openPlan(day, before, { without: 'j0' }), 'j0', windows)) {
          const booked: Problem = {
            ...day,
            jobs: day.jobs.map((job) =>
              job.id === 'j0' ? { ...job, windows: [slot.window], promise: slot.window } : job,
            ),
          }
          const places = insert(openPlan(booked, before, { without: 'j0' }), 'j0', { preempt: false })
          const his = places.find((one) => one.technicianId === slot.technicianId)
          expect(his).toMatchObject({ brokenPromises: 0, lateSeconds: 0, beginAt: slot.beginAt })
        }
      }),
      { numRuns: 40 },
    )
  })
})
