import type { Plan, Stop } from '../answer.ts'
import type { Problem, ProblemJob } from '../planning-problem.ts'

/**
 * Commit late: the stops that must be put to their technicians by now, because he leaves for them within
 * `aheadSeconds`; all others may still change for the better. A stop that would be late is due when he would have to leave to
 * be in time, for somebody outside the plan may still keep it.
 */
export const stopsToCommit = (plan: Pick<Plan, 'tours'>, now: number, aheadSeconds: number): string[] =>
  plan.tours.flatMap((tour) =>
    tour.stops
      .filter((stop) => leaveAt(stop, 0) - stop.lateSeconds <= now + aheadSeconds)
      .map((stop) => stop.jobId),
  )

/**
 * Wait first: he leaves so as to arrive when he may begin, `slackSeconds` early against what roads have in store; until
 * then he stands where he is, where a call may still find him (Branke et al. 2005, "Waiting strategies for dynamic vehicle
 * routing"; Bent & Van Hentenryck 2007).
 */
export const leaveAt = (
  stop: Pick<Stop, 'beginAt' | 'driveSeconds' | 'waitSeconds'>,
  slackSeconds: number,
): number => stop.beginAt - stop.driveSeconds - Math.min(slackSeconds, stop.waitSeconds)

/** Keep slack: a job that is only asked about counts for a share longer than it is, so that the promise survives an overrun. */
export const withSlack = <J extends Pick<ProblemJob, 'serviceSeconds'>>(job: J, slackShare: number): J => ({
  ...job,
  serviceSeconds: Math.round(job.serviceSeconds * (1 + slackShare)),
})

/**
 * Keep slack in what is promised already: plans as if every promise but a rescue's ended `slackSeconds` sooner, or half its
 * length sooner where it is short, so that work that runs over does not break it. Technicians' fixed stops are past that.
 */
export const withPromiseSlack = (problem: Problem, slackSeconds: number): Problem => ({
  ...problem,
  jobs: problem.jobs.map((job) => {
    const until = untilWithSlack(job, slackSeconds)
    return job.promise && until !== null ? { ...job, promise: { ...job.promise, until } } : job
  }),
})

/** The same for one job that must be begun in one window or not at all. */
export const withSlackInWindow = (job: ProblemJob, slackSeconds: number): ProblemJob => {
  const until = untilWithSlack(job, slackSeconds)
  if (!job.promise || until === null) return job
  const window = { ...job.promise, until }
  return { ...job, windows: [window], promise: window }
}

const untilWithSlack = ({ promise, tier }: ProblemJob, slackSeconds: number): number | null => {
  if (!promise || tier === 0 || slackSeconds <= 0) return null
  const { from, until } = promise
  return until - Math.min(slackSeconds, Math.floor((until - from) / 2))
}
