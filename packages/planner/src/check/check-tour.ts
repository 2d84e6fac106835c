import type { PlannedBreak, Stop, Tour } from '../answer.ts'
import type { Problem, ProblemJob, ProblemTechnician, RoadMatrix } from '../planning-problem.ts'
import { checkBreaks, checkLimits, checkLoads } from './check-van.ts'
import type { Say } from './violation.ts'

/** Drives one tour again, stop by stop. */
export const checkTour = (
  problem: Problem,
  jobs: ReadonlyMap<string, ProblemJob>,
  who: ProblemTechnician,
  tour: Tour,
  say: Say,
): void => {
  const roads = (who.roads === undefined ? undefined : problem.roads?.[who.roads]) ?? problem.matrix
  const pauses = (position: number): readonly PlannedBreak[] =>
    tour.breaks.filter((one) => one.position === position)
  let place = who.start
  let clock = who.shift.from
  let driven = 0
  who.fixed.forEach((stop, index) => {
    if (tour.stops[index]?.jobId !== stop.jobId)
      say('fixed', who.id, stop.jobId, `is not at place ${index + 1}`)
  })
  const heldHere = tour.stops.map((stop) => who.held?.indexOf(stop.jobId) ?? -1).filter((rank) => rank >= 0)
  if (heldHere.some((rank, i) => i > 0 && rank < (heldHere[i - 1] ?? 0)))
    say('order', who.id, null, 'does not keep the order that was promised to him')
  for (const [index, stop] of tour.stops.entries()) {
    const job = jobs.get(stop.jobId)
    if (!job) {
      say('unknown', who.id, stop.jobId, 'there is no such job')
      continue
    }
    const head = who.fixed[index]
    const begun = head?.beginAt ?? null
    // Who must wait leaves later, when roads may be others; breaks on the way and what he is about already let nobody wait.
    const waits = !head && pauses(index).length === 0
    const leave = waits ? clock + Math.max(0, stop.waitSeconds) : clock
    const road = begun === null ? roadBetween(problem, roads, who, place, job.location, leave) : 0
    // Whoever drives there already finds a way that the map does not know.
    if (road < 0 && !head) say('road', who.id, job.id, 'no road leads there')
    const leg = Math.max(0, road)
    if (leg !== stop.driveSeconds)
      say('drive', who.id, job.id, `the leg takes ${leg} s, not ${stop.driveSeconds}`)
    driven += leg
    const earliest = begun ?? arrival(leave, leg, pauses(index))
    checkTimes(stop, begun, earliest, who, say)
    const paused = pauses(index).reduce((sum, one) => sum + one.endAt - one.beginAt, 0)
    if (begun === null && clock + stop.waitSeconds + leg + paused !== stop.arriveAt)
      say('time', who.id, job.id, 'waiting, pausing and driving do not add up')
    const work =
      begun !== null && head?.remainingSeconds != null ? head.remainingSeconds : workOf(job, who, place)
    const end = begun !== null ? Math.max(problem.now, begun) + work : stop.beginAt + work
    if (end !== stop.endAt) say('time', who.id, job.id, `ends at ${end}, not ${stop.endAt}`)
    if (!head) checkJob(job, who, stop.beginAt, say)
    const late = job.promise && stop.beginAt > job.promise.until ? stop.beginAt - job.promise.until : 0
    if (late !== stop.lateSeconds) say('late', who.id, job.id, `is ${late} s late, not ${stop.lateSeconds}`)
    place = job.location
    clock = end
  }
  const back = tour.stops.length === 0 ? 0 : roadBetween(problem, roads, who, place, who.end, clock)
  const home = Math.max(0, back)
  const added = tour.stops.length > who.fixed.length
  if (back < 0 && added) say('road', who.id, null, 'no road leads home')
  const end = arrival(clock, home, pauses(tour.stops.length))
  if (tour.stops.length > 0 && end !== tour.endAt)
    say('time', who.id, null, `ends at ${end}, not ${tour.endAt}`)
  if (driven + home !== tour.driveSeconds)
    say('drive', who.id, null, `drives ${driven + home} s, not ${tour.driveSeconds}`)
  if (added && end > who.shift.until + who.maxOvertimeSeconds)
    say('shift', who.id, null, 'ends beyond his overtime')
  if (tour.stops.length > 0 && tour.departAt < who.shift.from && who.fixed[0]?.beginAt == null)
    say('shift', who.id, null, 'leaves before his shift')
  checkBreaks(who, tour, jobs, problem, say)
  checkLoads(problem, who, tour, jobs, say)
  if (added) checkLimits(problem, roads, who, tour, jobs, say)
}

/** Arrival for a departure, a leg and the breaks taken on it: a break may begin on the road. */
const arrival = (left: number, leg: number, pauses: readonly PlannedBreak[]): number => {
  let at = left + leg
  for (const pause of pauses) at = Math.max(at, pause.beginAt) + pause.endAt - pause.beginAt
  return at
}

const checkTimes = (
  stop: Stop,
  begun: number | null,
  earliest: number,
  who: ProblemTechnician,
  say: Say,
): void => {
  if (begun === null && stop.beginAt < earliest)
    say('time', who.id, stop.jobId, `begins ${earliest - stop.beginAt} s before he can be there`)
  if (begun !== null && stop.beginAt !== begun) say('time', who.id, stop.jobId, 'has begun at another time')
  if (stop.arriveAt > stop.beginAt) say('time', who.id, stop.jobId, 'begins before he arrives')
}

const workOf = (job: ProblemJob, who: ProblemTechnician, from: number | null): number => {
  const kind = who.kind ?? ''
  const usual = job.serviceByKind?.[kind] ?? job.serviceSeconds
  const surplus = job.skills.map((skill) => (who.levels?.[skill] ?? 1) - (job.levels?.[skill] ?? 1))
  const pace = who.serviceFactor * (who.levelFactor ?? 1) ** Math.max(0, ...surplus)
  const setup = from === job.location ? 0 : (job.setupByKind?.[kind] ?? job.setupSeconds ?? 0)
  return Math.round(usual * pace) + Math.round(setup * who.serviceFactor)
}

const checkJob = (job: ProblemJob, who: ProblemTechnician, begin: number, say: Say): void => {
  if (!job.windows.some((window) => begin >= window.from && begin <= window.until))
    say('window', who.id, job.id, 'begins outside its windows')
  const wanted = [...job.skills, ...Object.keys(job.levels ?? {})]
  const lacking = wanted.filter((skill) => who.skills.indexOf(skill) === -1)
  if (lacking.length > 0) say('skill', who.id, job.id, `lacks ${lacking.join(', ')}`)
  for (const [skill, least] of Object.entries(job.levels ?? {}))
    if ((who.levels?.[skill] ?? 1) < least) say('skill', who.id, job.id, `is not good enough at ${skill}`)
  if (job.excluded.includes(who.id)) say('excluded', who.id, job.id, 'may not be given to him')
  if (job.only !== null && job.only !== who.id) say('only', who.id, job.id, `is ${job.only}'s`)
  if (job.allowed && !job.allowed.includes(who.id)) say('only', who.id, job.id, 'is for others only')
}

/** Seconds of a leg left for at an instant; −1 where no road leads, 0 where a place is missing. */
const roadBetween = (
  problem: Problem,
  roads: RoadMatrix,
  who: ProblemTechnician,
  from: number | null,
  to: number | null,
  leaveAt: number,
): number => {
  if (from === null || to === null) return 0
  const cell = roads.seconds[from * roads.size + to] ?? -1
  if (cell < 0) return -1
  let left = who.speedFactor === undefined ? cell : Math.round(cell * who.speedFactor)
  const hours = problem.hours ?? []
  let gone = 0
  for (;;) {
    const clock = leaveAt + gone
    const pace = hours.findLast((hour) => hour.from <= clock)?.factor ?? 1
    const next = hours.find((hour) => hour.from > clock)?.from
    if (next === undefined || gone + left * pace <= next - leaveAt) return Math.round(gone + left * pace)
    left -= (next - clock) / pace
    gone = next - leaveAt
  }
}
