import { check, disturbances, type Plan, type Problem, plan } from '@kerbside/planner'
import { choice, numbers, optionsOrEnd } from './bench-options.ts'
import { makeLinkedDay } from './linked-day.ts'

/**
 * `npm run bench:linked`: days whose jobs hang together, which other solvers cannot be asked. Ours at several times against
 * cheapest insertion alone, the first planner's method, in the same run; every plan is doubted. Then stability: the best
 * plan planned again with one rescue more, and how many promises that moved.
 */
const wish = optionsOrEnd('bench:linked', {
  sizes: numbers('40,100,200', 'jobs of a day; a sixth as many technicians'),
  seconds: numbers('0.1,1,10', 'of search'),
  seeds: numbers('1,2,3', 'of the days'),
  clock: choice(['wall', 'cpu'], 'cpu: the thread’s own processor time, for a machine that others use too'),
})
const clock = (): number => {
  if (wish.clock !== 'cpu') return performance.now() / 1000
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}
const planFor = (problem: Problem, seconds: number, seed: number, warm?: Plan): Plan => {
  const begin = clock()
  const progress = seconds === 0 ? () => 1 : () => (clock() - begin) / seconds
  const made = plan(problem, { seed, progress, ...(warm ? { warm } : {}) })
  const broken = check(problem, made)
  if (broken.length > 0) throw new Error(`a plan breaks a rule: ${JSON.stringify(broken[0])}`)
  return made
}
const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length

planFor(makeLinkedDay({ jobs: 60, technicians: 12, seed: 99 }), 1, 1)
const rows: Record<string, string | number>[] = []
for (const size of wish.sizes) {
  const technicians = Math.ceil(size / 6)
  const days = wish.seeds.map((seed) => makeLinkedDay({ jobs: size, technicians, seed }))
  const greedy = days.map((day) => planFor(day, 0, 1))
  for (const seconds of wish.seconds) {
    const made = days.map((day, i) => planFor(day, seconds, i + 1))
    const ratio = made.map((one, i) => one.cost.total / (greedy[i]?.cost.total ?? 1))
    const moved = days.map((day, i) => stirred(day, made[i] as Plan))
    rows.push({
      jobs: size,
      technicians,
      seconds,
      'cost ÷ insertion': mean(ratio).toFixed(3),
      'driving ÷ insertion': mean(
        made.map((one, i) => one.cost.drive / (greedy[i]?.cost.drive ?? 1)),
      ).toFixed(3),
      unplanned: mean(made.map((one) => one.unplanned.length)).toFixed(1),
      'unplanned by insertion': mean(greedy.map((one) => one.unplanned.length)).toFixed(1),
      'promises moved by a rescue': `${mean(moved).toFixed(1)} of ${size}`,
    })
  }
}
console.table(rows)
process.stdout.write(
  `Conditions: clock ${wish.clock}, seeds ${wish.seeds}, Node ${process.version}, one thread; no plan broke a rule.\n`,
)

/** How many jobs another plan with one rescue more gives to somebody else or moves by more than a quarter of an hour. */
function stirred(day: Problem, present: Plan): number {
  const [first] = day.jobs
  if (!first) return 0
  const rescue = {
    ...first,
    id: 'rescue',
    tier: 0 as const,
    skills: ['battery'],
    levels: {},
    windows: [{ from: day.now, until: day.now + 4 * 3600 }],
    promise: { from: day.now, until: day.now + 2700 },
  }
  const asked = { ...day, jobs: [...day.jobs, rescue] }
  const after = planFor(asked, 0.3, 1, present)
  return disturbances(day, present, after, 15 * 60).length
}
