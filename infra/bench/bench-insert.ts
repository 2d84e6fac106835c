import { insert, openPlan, type Problem, plan } from '@kerbside/planner'
import { number, optionsOrEnd } from './bench-options.ts'
import { makeLinkedDay } from './linked-day.ts'

/**
 * `npm run bench:insert`: how long a live plan takes to answer where one job would go: every technician, every gap, and as
 * anybody's next stop; against the wanted 2 ms at the median and 10 ms at the 99th percentile. Roads are not counted: the
 * matrix is there. On a day of independent jobs, and on one whose jobs hang together, with breaks and rush hours.
 */
const wish = optionsOrEnd('bench:insert', {
  jobs: number(400, 'of the day'),
  technicians: number(60, 'of the day'),
  asked: number(200, 'as many questions'),
  seconds: number(3, 'of search for the plan that is asked'),
})
const linked = makeLinkedDay({ jobs: wish.jobs, technicians: wish.technicians, seed: 1 })
const loose: Problem = {
  ...linked,
  jobs: linked.jobs.map(({ crew: _, ...job }) => job),
  technicians: linked.technicians.map(({ breaks: _, ...one }) => one),
  pairs: [],
  precedences: [],
  hours: [],
}
/** Asked so often in a row, the quickest counts: a busy machine interrupts. */
const repeats = 3

const measure = (name: string, problem: Problem): Record<string, string | number> => {
  const begin = performance.now()
  const progress = () => (performance.now() - begin) / 1000 / wish.seconds
  const present = plan(problem, { seed: 1, progress })
  const single = problem.jobs.filter((job) => (job.crew ?? 1) === 1 && !bound(problem, job.id))
  const times = Array.from({ length: wish.asked }, (_, k) => {
    const { id } = single[(k * 7) % single.length] ?? { id: '' }
    const open = openPlan(problem, present, { without: id })
    const once = (): number => {
      const from = performance.now()
      insert(open, id, { preempt: true })
      return performance.now() - from
    }
    return Math.min(...Array.from({ length: repeats }, once))
  }).sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    day: name,
    'median ms': at(0.5).toFixed(2),
    'p99 ms': at(0.99).toFixed(2),
    'median ÷ wanted': (at(0.5) / 2).toFixed(2),
    'p99 ÷ wanted': (at(0.99) / 10).toFixed(2),
  }
}

const bound = ({ pairs, precedences }: Problem, id: string): boolean =>
  [
    ...(pairs ?? []).flatMap((one) => [one.pickup, one.drop]),
    ...(precedences ?? []).flatMap((one) => [one.before, one.after]),
  ].includes(id)

console.table([measure('independent jobs', loose), measure('jobs that hang together', linked)])
process.stdout.write(
  `Conditions: ${wish.jobs} jobs, ${wish.technicians} technicians, ${wish.asked} questions, each on a plan opened anew and the quickest of ${repeats}, Node ${process.version}.\n`,
)
