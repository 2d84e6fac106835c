import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirmSlot, insert, openPlan, type Plan, type Problem, plan, slots } from '../index.ts'
import { richDay } from '../rich-worlds.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'

const hour = 3600
const minute = 60
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

describe('a job that is planned with others', () => {
  const windows = [8, 10, 12, 14].map((h) => ({ from: h * hour, until: (h + 2) * hour }))
  const [Ana, Bo] = [aTechnician('Ana', { start: 8, end: 8 }), aTechnician('Bo', { start: 16, end: 16 })]
  const dayOf = (
    jobs: Problem['jobs'],
    technicians: Problem['technicians'],
    more: Partial<Problem> = {},
  ): Problem => ({ now: eight, matrix: street(60), jobs, technicians, ...more })
  const asked = (problem: Problem, jobId: string) => {
    const open = openPlan(problem, { tours: [] }, { without: jobId })
    return { offered: slots(open, jobId, windows), places: insert(open, jobId, { preempt: true }) }
  }

  describe('by a crew', () => {
    const winch = aJob('winch', 10, { crew: 2 })

    it('has no slot and no place where the crew is too small', () => {
      expect(asked(dayOf([winch], [Ana]), 'winch')).toEqual({ offered: [], places: [] })
    })

    it('has no slot that keeps only one of them', () => {
      const noon = { from: 12 * hour, until: 17 * hour }
      const { offered } = asked(dayOf([winch], [Ana, { ...Bo, shift: noon }]), 'winch')
      expect(offered.map((slot) => slot.window)).toEqual(windows.slice(2))
    })

    it('costs the way of each, and names who comes together when', () => {
      const { offered, places } = asked(dayOf([winch], [Ana, Bo]), 'winch')
      // Two minutes there and back for Ana, six for Bo, who is there later.
      const beginAt = eight + 6 * minute
      expect(offered[0]).toMatchObject({
        technicianId: 'Ana',
        beginAt,
        addedCost: 16 * minute,
        extraDriveSeconds: 16 * minute,
        extraMetres: 16_000,
        together: [{ jobId: 'winch', technicianId: 'Bo', position: 0, beginAt }],
      })
      expect(places.map((one) => [one.technicianId, one.addedCost, one.together[0]?.technicianId])).toEqual([
        ['Ana', 16 * minute, 'Bo'],
        ['Bo', 16 * minute, 'Ana'],
      ])
    })
  })

  describe('as a pair', () => {
    const [car, garage] = [aJob('car', 20), aJob('garage', 40)]
    const pairs = [{ pickup: 'car', drop: 'garage', amounts: {} }]

    it('has no slot and no place where nobody can do the drop', () => {
      const docks = { ...garage, skills: ['dock'] }
      expect(asked(dayOf([car, docks], [Ana, Bo], { pairs }), 'car')).toEqual({ offered: [], places: [] })
    })

    it('has no slot from which the drop comes too late', () => {
      const closes = { ...garage, windows: [{ from: eight, until: 12 * hour }] }
      const { offered } = asked(dayOf([car, closes], [Ana], { pairs }), 'car')
      expect(offered.map((slot) => slot.window)).toEqual(windows.slice(0, 2))
    })

    it('costs the way to both, and names when the other is done', () => {
      const { offered, places } = asked(dayOf([car, garage], [Ana], { pairs }), 'car')
      const beginAt = eight + 12 * minute
      const other = { jobId: 'garage', technicianId: 'Ana', position: 0, beginAt: beginAt + 50 * minute }
      expect(offered[0]).toMatchObject({ beginAt, addedCost: 64 * minute, extraMetres: 64_000 })
      expect(offered[0]?.together).toEqual([other])
      expect(places).toMatchObject([{ beginAt, addedCost: 64 * minute, together: [other] }])
    })

    it('becomes the next stop together and displaces what then does not fit', () => {
      const wash = aJob('wash', 50, { serviceSeconds: hour })
      const shift = { from: eight, until: eight + 3 * hour }
      const urgent = { ...car, tier: 0 as const, windows: [{ from: eight, until: eight + 1800 }] }
      const problem = dayOf([wash, urgent, garage], [{ ...Ana, shift }], { pairs })
      const before = planned({ ...problem, jobs: [wash], pairs: [] })
      const open = openPlan(problem, before, { without: 'car' })
      expect(insert(open, 'car', { preempt: false })).toEqual([])
      expect(insert(open, 'car', { preempt: true })).toMatchObject([
        { beginAt: eight + 12 * minute, displaced: ['wash'], together: [{ jobId: 'garage', position: 0 }] },
      ])
    })
  })

  it('is offered only in windows in which all of it can be planned', () => {
    let offers = 0
    fc.assert(
      fc.property(seeds, (seed) => {
        const day = richDay(seed, 12, 4)
        // One may be a crew's, the others a pair.
        const units = ['j3', 'j4', 'j5']
        const made = planned(day)
        const before = {
          tours: made.tours.map((tour) => ({
            ...tour,
            stops: tour.stops.filter((stop) => !units.includes(stop.jobId)),
          })),
        }
        for (const jobId of units) {
          for (const slot of slots(openPlan(day, before, { without: jobId }), jobId, windows)) {
            const booked: Problem = {
              ...day,
              jobs: day.jobs.map((job) =>
                job.id === jobId ? { ...job, windows: [slot.window], promise: slot.window } : job,
              ),
            }
            const there = insert(openPlan(booked, before, { without: jobId }), jobId, { preempt: false })
            const his = there.find((one) => one.technicianId === slot.technicianId)
            expect(his).toMatchObject({ brokenPromises: 0, lateSeconds: 0, together: slot.together })
            if (slot.together.length > 0) offers += 1
          }
        }
      }),
      { numRuns: 40 },
    )
    expect(offers).toBeGreaterThan(20)
  })
})
