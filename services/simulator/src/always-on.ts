import { type CityRun, type CityRunOptions, openCityRun } from './city-run.ts'
import { arrivalsOfHour, burst, hourStart } from './demand/arrivals.ts'
import { giveNightShifts, giveShifts } from './founding/found-city.ts'
import { stretchOffers } from './founding/stretch-offers.ts'
import { hourMs, localTime } from './time/local-day.ts'

export interface AlwaysOnPlan extends CityRunOptions {
  /** Requests a day when all hours are taken together. */
  perDay: number
}

const burstCount = 20
const burstMs = 120_000
/** A city in which so much goes on needs no waking up. */
const aliveJobs = 10
/** More of the first requests are rescues, for they set off at once, at night too. */
const burstRescueShare = 0.35
const tellEveryWallMs = 60_000

/** Keeps a city alive for as long as it may: demand hour by hour, shifts day by day, some life at once. */
export const openAlwaysOn = async (plan: AlwaysOnPlan): Promise<CityRun> => {
  const run = await openCityRun(plan)
  await staff(run)
  const stretched = await stretchOffers(run.supervisor, run.founded.zones, run.clock.speed)
  if (stretched > 0)
    plan.say(`the clock runs at ${run.clock.speed}: offers of ${stretched} zones stand longer`)
  run.open()
  await wakeUp(run)
  demandOfHour(run, plan.perDay, run.clock.now())
  const telling = setInterval(() => plan.say(standing(run)), tellEveryWallMs)
  run.signal.addEventListener('abort', () => clearInterval(telling), { once: true })
  return run
}

const wakeUp = async ({ supervisor, crowd, clock, options }: CityRun): Promise<void> => {
  const { jobs } = await supervisor.call('listJobs', { query: { open: 'true', limit: aliveJobs } })
  if (jobs.length >= aliveJobs) return
  crowd.expect(burst(clock.now(), burstMs, burstCount, options.seed), {
    latestMs: Number.POSITIVE_INFINITY,
    rescueShare: burstRescueShare,
  })
  options.say(`waking the city up with ${burstCount} requests in two minutes`)
}

/** Plans what is left of this hour, and itself for the next. */
const demandOfHour = (run: CityRun, perDay: number, nowMs: number): void => {
  const { agenda, city, crowd, options } = run
  const hour = arrivalsOfHour(nowMs, city.timeZone, perDay, options.seed)
  crowd.expect(
    hour.filter((arrival) => arrival.atMs >= nowMs),
    { latestMs: Number.POSITIVE_INFINITY },
  )
  agenda.at(hourStart(nowMs, city.timeZone) + hourMs, () => {
    demandOfHour(run, perDay, agenda.now())
    staff(run).catch((error: unknown) => options.say(`trouble: shifts could not be given: ${String(error)}`))
  })
}

/** Shifts of today and tomorrow, and at night some of their own. */
const staff = async ({ supervisor, founded, city, clock, options }: CityRun): Promise<void> => {
  const plan = { supervisor, nowMs: clock.now(), timeZone: city.timeZone }
  await giveShifts(plan, founded.technicians)
  const night = await giveNightShifts(plan, founded.technicians)
  if (night > 0) {
    options.say(
      `no shift covers ${localTime(plan.nowMs, city.timeZone)}: ${night} technicians work tonight, so that the city is alive`,
    )
  }
}

const standing = ({ clock, city, tally, technicians }: CityRun): string => {
  const onDuty = technicians.filter((technician) => technician.onDuty).length
  const [requests, jobs, done] = [tally.of('requests'), tally.of('made'), tally.of('step_finish')]
  return `${localTime(clock.now(), city.timeZone)}: ${onDuty} on duty, ${requests} requests, ${jobs} jobs made, ${done} finished`
}
