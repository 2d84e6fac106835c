import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Change,
  check,
  explainJob,
  openPlan,
  type Plan,
  type Problem,
  type ProblemJob,
  type ProblemTechnician,
  plan,
} from '../index.ts'
import { richDay } from '../rich-worlds.ts'
import { aJob, aTechnician, eight, randomDay, street } from '../small-worlds.ts'
import { writePlan } from '../write-plan.ts'

const steps = (rounds: number): (() => number) => {
  let done = 0
  return () => done++ / rounds
}
const planned = (problem: Problem): Plan => plan(problem, { seed: 1, progress: steps(60) })
const seeds = fc.integer({ min: 1, max: 1e6 })

/** A problem without some jobs and what hangs on them. */
const onlyWithout = (problem: Problem, gone: readonly string[]): Problem => ({
  ...problem,
  jobs: problem.jobs.filter((job) => !gone.includes(job.id)),
  pairs: (problem.pairs ?? []).filter((pair) => !gone.includes(pair.pickup) && !gone.includes(pair.drop)),
  precedences: (problem.precedences ?? []).filter(
    (one) => !gone.includes(one.before) && !gone.includes(one.after),
  ),
  apart: (problem.apart ?? []).filter((both) => !both.some((id) => gone.includes(id))),
})

/** The problem with one change carried out, by nothing but the change's own words. */
const changed = (problem: Problem, change: Change): Problem => {
  const him = (edit: (one: ProblemTechnician) => Partial<ProblemTechnician>): Problem => ({
    ...problem,
    technicians: problem.technicians.map((one) =>
      'technicianId' in change && one.id === change.technicianId ? { ...one, ...edit(one) } : one,
    ),
  })
  const job = (edit: (one: ProblemJob) => Partial<ProblemJob>): Problem => ({
    ...problem,
    jobs: problem.jobs.map((one) =>
      'jobId' in change && one.id === change.jobId ? { ...one, ...edit(one) } : one,
    ),
  })
  const carried: { [C in Change['code']]: (it: Extract<Change, { code: C }>) => Problem } = {
    stay_longer: ({ seconds }) => him((one) => ({ maxOvertimeSeconds: one.maxOvertimeSeconds + seconds })),
    start_at: ({ beginAt }) =>
      job(({ windows }) => ({
        windows: [...windows, { from: beginAt, until: beginAt }].sort((a, b) => a.from - b.from),
      })),
    use_reserve: () => him(() => ({ reserveSeconds: 0 })),
    more_stock: ({ item, amount }) =>
      him(({ stock }) => ({ stock: { ...stock, [item]: (stock[item] ?? 0) + amount } })),
    lift_limit: ({ limit, by }) =>
      him(({ maxJobs = 0, maxDriveSeconds = 0, maxMetres = 0 }) => {
        if (limit === 'jobs') return { maxJobs: maxJobs + by }
        return limit === 'drive' ? { maxDriveSeconds: maxDriveSeconds + by } : { maxMetres: maxMetres + by }
      }),
    with_skill: ({ skills }) =>
      him((one) => ({
        skills: [...new Set([...one.skills, ...skills.map(({ skill }) => skill)])],
        levels: {
          ...one.levels,
          ...Object.fromEntries(
            skills.map(({ skill, level }) => [skill, Math.max(level, one.levels?.[skill] ?? 1)]),
          ),
        },
      })),
    ask_again: ({ technicianId }) =>
      job(({ excluded }) => ({ excluded: excluded.filter((id) => id !== technicianId) })),
    allow: ({ technicianId }) => job(({ allowed }) => ({ allowed: [...(allowed ?? []), technicianId] })),
    share_tour: ({ jobId, withJobId }) => ({
      ...problem,
      apart: (problem.apart ?? []).filter((both) => !(both.includes(jobId) && both.includes(withJobId))),
    }),
    ignore_order: ({ before, after }) => ({
      ...problem,
      precedences: (problem.precedences ?? []).filter((one) => one.before !== before || one.after !== after),
    }),
    higher_penalty: ({ penalty }) => job(() => ({ penalty })),
    more_technicians: ({ technicianId, count }) => {
      const like = problem.technicians.find((one) => one.id === technicianId) ?? aTechnician('nobody')
      const more = Array.from({ length: count }, (_, k) => ({ ...like, id: `more${k}`, fixed: [], held: [] }))
      return { ...problem, technicians: [...problem.technicians, ...more] }
    },
  }
  return (carried[change.code] as (it: Change) => Problem)(change)
}

/** Every fifth job is worth little more than a detour, so that some cost more than leaving them out. */
const withCheapJobs = (problem: Problem, seed: number): Problem => ({
  ...problem,
  jobs: problem.jobs.map((job, j) => ((j + seed) % 5 === 0 ? { ...job, penalty: 300 } : job)),
})

const changesOf = (problem: Problem, made: Plan, jobId: string): readonly Change[] => {
  const explanation = explainJob(openPlan(problem, made, { without: jobId }), jobId, null)
  if (explanation.planned) throw new Error('an unplanned job is explained as planned')
  expect(explanation.reasons.length).toBeGreaterThan(0)
  return explanation.changes
}

/** Whether a job finds its place in a plan as it stands, with every rule of the problem kept. */
const joins = (problem: Problem, made: Plan, jobId: string): boolean => {
  const after = writePlan(openPlan(problem, made).tours)
  expect(check(problem, after)).toEqual([])
  return after.unplanned.every((one) => one.jobId !== jobId)
}

/** The changes named for a job that cannot be planned, each of which lets it in once it is carried out. */
const trueChangesOf = (problem: Problem, jobId: string): readonly Change[] => {
  const made = planned(problem)
  expect(made.unplanned.map((one) => one.jobId)).toContain(jobId)
  const changes = changesOf(problem, made, jobId)
  for (const change of changes)
    expect(joins(changed(problem, change), made, jobId), JSON.stringify(change)).toBe(true)
  return changes
}

const world = (change: Partial<Problem>): Problem => ({
  now: eight,
  matrix: street(60),
  jobs: [aJob('j', 10)],
  technicians: [aTechnician('Ana')],
  ...change,
})

describe('a change that would let a job in', () => {
  it('of a crew that lacks people is one more technician', () => {
    const problem = world({ jobs: [aJob('j', 10, { crew: 2 })] })
    expect(trueChangesOf(problem, 'j')).toEqual([{ code: 'more_technicians', technicianId: 'Ana', count: 1 }])
  })

  it('of a crew whose second man lacks a skill is that skill, or another like the first', () => {
    const problem = world({
      jobs: [aJob('j', 10, { crew: 2, skills: ['z'] })],
      technicians: [aTechnician('Ana', { skills: ['z'] }), aTechnician('Bo')],
    })
    expect(trueChangesOf(problem, 'j')).toEqual([
      { code: 'with_skill', technicianId: 'Bo', skills: [{ skill: 'z', level: 1 }] },
      { code: 'more_technicians', technicianId: 'Ana', count: 1 },
    ])
  })

  it('of a tow is the skill that its drop needs', () => {
    const problem = world({
      jobs: [aJob('up', 10), aJob('down', 20, { skills: ['z'] })],
      pairs: [{ pickup: 'up', drop: 'down', amounts: {} }],
    })
    const skill = { code: 'with_skill', technicianId: 'Ana', skills: [{ skill: 'z', level: 1 }] }
    expect(trueChangesOf(problem, 'up')).toEqual([skill])
    expect(trueChangesOf(problem, 'down')).toEqual([skill])
  })

  it('of a job that is dearer than leaving it out is the least penalty that is not', () => {
    const problem = world({ jobs: [aJob('j', 10, { penalty: 5 })] })
    expect(trueChangesOf(problem, 'j')).toEqual([{ code: 'higher_penalty', jobId: 'j', penalty: 1201 }])
  })

  it('of a dear tow counts what leaving out the other of the two costs', () => {
    const problem = world({
      jobs: [aJob('up', 10, { penalty: 5 }), aJob('down', 20, { penalty: 7 })],
      pairs: [{ pickup: 'up', drop: 'down', amounts: {} }],
    })
    expect(trueChangesOf(problem, 'up')).toEqual([{ code: 'higher_penalty', jobId: 'up', penalty: 2394 }])
  })

  it('says until when, and how much later than its window that is', () => {
    const problem = world({ jobs: [aJob('j', 10, { windows: [{ from: eight, until: eight + 60 }] })] })
    expect(trueChangesOf(problem, 'j')).toEqual([
      { code: 'start_at', technicianId: 'Ana', jobId: 'j', beginAt: eight + 600, laterBySeconds: 540 },
    ])
  })

  it('says how much more of what', () => {
    const problem = world({
      jobs: [aJob('j', 10, { materials: { oil: 5 } })],
      technicians: [aTechnician('Ana', { stock: { oil: 2 } })],
    })
    expect(trueChangesOf(problem, 'j')).toEqual([
      { code: 'more_stock', technicianId: 'Ana', item: 'oil', amount: 3 },
    ])
  })

  it('says which limit, and by how much', () => {
    const limited = (change: Partial<ProblemTechnician>) =>
      trueChangesOf(world({ technicians: [aTechnician('Ana', change)] }), 'j')
    const lifted = { code: 'lift_limit', technicianId: 'Ana' }
    expect(limited({ maxJobs: 0 })).toEqual([{ ...lifted, limit: 'jobs', by: 1 }])
    expect(limited({ maxDriveSeconds: 900 })).toEqual([{ ...lifted, limit: 'drive', by: 300 }])
    expect(limited({ maxMetres: 15_000 })).toEqual([{ ...lifted, limit: 'distance', by: 5000 }])
  })

  it('says which level of a skill he would need', () => {
    const problem = world({
      jobs: [aJob('j', 10, { levels: { a: 2, b: 3 } })],
      technicians: [aTechnician('Ana', { skills: ['a', 'b'] })],
    })
    const skills = [
      { skill: 'a', level: 2 },
      { skill: 'b', level: 3 },
    ]
    expect(trueChangesOf(problem, 'j')).toEqual([{ code: 'with_skill', technicianId: 'Ana', skills }])
  })

  it('may be to allow somebody', () => {
    const problem = world({ jobs: [aJob('j', 10, { allowed: ['Cy'] })] })
    expect(trueChangesOf(problem, 'j')).toEqual([{ code: 'allow', technicianId: 'Ana', jobId: 'j' }])
  })

  it('may be to let two jobs share a tour', () => {
    const problem = world({
      jobs: [aJob('i', 9, { tier: 1 }), aJob('j', 10)],
      apart: [['i', 'j']],
    })
    expect(trueChangesOf(problem, 'j')).toEqual([
      { code: 'share_tour', technicianId: 'Ana', jobId: 'j', withJobId: 'i' },
    ])
  })

  it('may be not to wait for a job that is not planned', () => {
    const problem = world({
      jobs: [aJob('i', 9, { only: 'Cy' }), aJob('j', 10)],
      precedences: [{ before: 'i', after: 'j', gapSeconds: 0 }],
    })
    expect(trueChangesOf(problem, 'j')).toEqual([{ code: 'ignore_order', before: 'i', after: 'j' }])
  })

  it('lets it in once it is carried out, on any day', () => {
    const tried = new Map<string, number>()
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, rich) => {
        const day = withCheapJobs(rich ? richDay(seed, 14, 3) : randomDay(seed, 14, 2), seed)
        const made = planned(day)
        for (const { jobId } of made.unplanned) {
          // Alone with what is planned, its own other half aside: no other job left out may use the change first.
          const others = made.unplanned.map((one) => one.jobId).filter((id) => !isOneWith(day, jobId, id))
          const here = onlyWithout(day, others)
          for (const change of changesOf(here, made, jobId)) {
            const seen = JSON.stringify({ seed, rich, change, jobId })
            expect(joins(changed(here, change), made, jobId), seen).toBe(true)
            tried.set(change.code, (tried.get(change.code) ?? 0) + 1)
          }
        }
      }),
      { numRuns: 120 },
    )
    for (const code of ['with_skill', 'start_at', 'more_stock', 'higher_penalty'])
      expect([...tried.keys()]).toContain(code)
  })
})

const isOneWith = ({ pairs }: Problem, jobId: string, other: string): boolean =>
  jobId === other ||
  (pairs ?? []).some(({ pickup, drop }) => [pickup, drop].includes(jobId) && [pickup, drop].includes(other))

describe('an explanation', () => {
  it('of a planned job names the chosen one and the next three', () => {
    const problem: Problem = {
      now: eight,
      matrix: street(60),
      jobs: [aJob('j', 10)],
      technicians: ['a', 'b', 'c', 'd', 'e'].map((id, i) => aTechnician(id, { start: i * 8, end: i * 8 })),
    }
    const made = planned(problem)
    const his = made.tours.find((tour) => tour.stops.length > 0)?.technicianId ?? ''
    const why = explainJob(openPlan(problem, made, { without: 'j' }), 'j', his)
    expect(why).toMatchObject({ planned: true, technicianId: 'b', chosen: { technicianId: 'b' } })
    if (why.planned) expect(why.next).toHaveLength(3)
  })
})
