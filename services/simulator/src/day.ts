import { type ComparedPolicy, comparedPolicies, isOver } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import { type CityRun, type CityRunOptions, openCityRun } from './city-run.ts'
import { arrivalsBetween } from './demand/arrivals.ts'
import { giveShifts } from './founding/found-city.ts'
import { foundStands } from './founding/found-stands.ts'
import { stretchOffers } from './founding/stretch-offers.ts'
import { type DayReport, reportOf } from './report/day-report.ts'
import { Interrupted } from './time/interrupted.ts'
import { dayMs, hourMs, localMidnight, localTime } from './time/local-day.ts'

export interface DayPlan extends Omit<CityRunOptions, 'say'> {
  requests: number
  /** The day by the city's local time; if it is over already, tomorrow's. */
  fromLocalHour: number
  untilLocalHour: number
  /** All zones dispatch in this way; without one, each in its own. */
  policy?: ComparedPolicy
  onProgress?: (progress: DayProgress) => void
  say?: (line: string) => void
  signal?: AbortSignal
}

export interface DayProgress {
  /** Local time, `09:40`. */
  at: string
  requests: number
  jobs: number
  finished: number
  onDuty: number
}

/** Nobody orders in the last hour before closing; what was ordered is to be finished. */
const lastOrdersMs = hourMs
/** What is still open so long after closing stays open. */
const overtimeMs = 2 * hourMs
const lookEveryWallMs = 2000

/** Lives a working day from opening until the last job is over, and reports it from the API's own jobs. */
export const runDay = async (plan: DayPlan): Promise<DayReport> => {
  const beganMs = performance.now()
  const run = await openCityRun({ ...plan, say: plan.say ?? (() => undefined) })
  const stop = plan.signal ? AbortSignal.any([plan.signal, run.signal]) : run.signal
  try {
    const { fromMs, untilMs } = dayOf(plan, run)
    await prepare(run, fromMs, plan.policy)
    run.crowd.expect(
      arrivalsBetween(
        Math.max(run.clock.now(), fromMs),
        untilMs - lastOrdersMs,
        run.city.timeZone,
        plan.requests,
        plan.seed,
      ),
      { latestMs: untilMs },
    )
    run.open()
    await liveUntil(run, untilMs - lastOrdersMs, stop, plan.onProgress)
    for (let jobs = await ownJobs(run); run.clock.now() < untilMs + overtimeMs; jobs = await ownJobs(run)) {
      if (run.crowd.coming === 0 && jobs.every((job) => isOver(job.status))) break
      await liveUntil(run, run.clock.now() + run.agenda.inWall(lookEveryWallMs), stop, plan.onProgress)
    }
    return await report(run, (performance.now() - beganMs) / 1000)
  } finally {
    await run.close()
  }
}

const dayOf = ({ fromLocalHour, untilLocalHour }: DayPlan, { clock, city }: CityRun) => {
  const nowMs = clock.now()
  const on = (atMs: number) => {
    const midnight = localMidnight(atMs, city.timeZone)
    return { fromMs: midnight + fromLocalHour * hourMs, untilMs: midnight + untilLocalHour * hourMs }
  }
  const today = on(nowMs)
  return nowMs < today.untilMs - 2 * lastOrdersMs
    ? today
    : on(localMidnight(nowMs, city.timeZone) + dayMs + dayMs / 2)
}

const prepare = async (
  { supervisor, founded, city, clock, options }: CityRun,
  fromMs: number,
  policy: ComparedPolicy | undefined,
): Promise<void> => {
  await giveShifts({ supervisor, nowMs: fromMs, timeZone: city.timeZone }, founded.technicians)
  const stretched = await stretchOffers(
    supervisor,
    founded.zones,
    clock.speed,
    policy ? comparedPolicies[policy] : {},
  )
  if (policy === 'repositioning') await foundStands(supervisor, founded.zones)
  if (stretched > 0)
    options.say(
      `the clock runs at ${clock.speed}: offers of ${stretched} zones stand longer, so that they can be answered`,
    )
}

/** Lets the city live until an instant, telling how it goes. */
const liveUntil = async (
  run: CityRun,
  untilMs: number,
  stop: AbortSignal,
  onProgress?: (progress: DayProgress) => void,
): Promise<void> => {
  const { agenda, tally } = run
  while (agenda.now() < untilMs) {
    if (stop.aborted) throw new Interrupted()
    await agenda.until(Math.min(untilMs, agenda.now() + agenda.inWall(lookEveryWallMs)), stop)
    onProgress?.({
      at: localTime(agenda.now(), run.city.timeZone),
      requests: tally.of('requests'),
      jobs: tally.of('made'),
      finished: tally.of('step_finish'),
      onDuty: run.technicians.filter((technician) => technician.onDuty).length,
    })
  }
}

/** The jobs of this day's customers as the API tells them now. */
const ownJobs = async ({ supervisor, crowd }: CityRun): Promise<JobView[]> => {
  const own = new Set(crowd.jobIds)
  const found: JobView[] = []
  for (let before: string | undefined; ; ) {
    const page = await supervisor.call('listJobs', { query: { limit: 200, ...(before ? { before } : {}) } })
    found.push(...page.jobs.filter((job) => own.has(job.id)))
    if (found.length === own.size || page.next === null) return found
    before = page.next
  }
}

const report = async (run: CityRun, wallS: number): Promise<DayReport> => {
  const refusals = Object.entries(run.tally.all()).filter(
    ([name]) => name.startsWith('refused_') && name !== 'refused_inside',
  )
  run.options.say(`counted: ${JSON.stringify(run.tally.all())}`)
  return reportOf({
    jobs: await ownJobs(run),
    refusals: Object.fromEntries(refusals.map(([name, count]) => [name.slice('refused_'.length), count])),
    offerSamplesMs: run.latency.samples(),
    nowMs: run.clock.now(),
    wallS,
  })
}
