import type { Tour } from '../answer.ts'
import type { Problem, ProblemJob, ProblemTechnician, RoadMatrix, Window } from '../planning-problem.ts'
import type { Say } from './violation.ts'

type Jobs = ReadonlyMap<string, ProblemJob>

/** Every break once, begun in a window, not within work, in their order. */
export const checkBreaks = (
  who: ProblemTechnician,
  tour: Tour,
  jobs: Jobs,
  problem: Problem,
  say: Say,
): void => {
  const wanted = who.breaks ?? []
  if (tour.stops.length === 0) return
  if (tour.breaks.map((one) => one.breakId).join() !== wanted.map((one) => one.id).join())
    say('break', who.id, null, 'has not each of his breaks once')
  let free = who.shift.from
  let position = 0
  for (const taken of tour.breaks) {
    const pause = wanted.find((one) => one.id === taken.breakId)
    if (!pause) continue
    if (taken.position < position) say('break', who.id, null, 'breaks out of order')
    if (taken.position > position) {
      position = taken.position
      free = tour.stops[position - 1]?.endAt ?? free
    }
    if (taken.beginAt < free) say('break', who.id, null, `break ${pause.id} begins before he is free`)
    if (taken.endAt - taken.beginAt !== pause.seconds)
      say('break', who.id, null, `break ${pause.id} is not whole`)
    if (!pause.windows.some((one) => taken.beginAt >= one.from && taken.beginAt <= one.until))
      say('break', who.id, null, `break ${pause.id} begins outside its windows`)
    for (const [item, most] of Object.entries(pause.mostAboard ?? {}))
      if (aboardAfter(problem, tour, jobs, item, position - 1) > most)
        say('break', who.id, null, `break ${pause.id} with too much ${item} aboard`)
    free = taken.endAt
  }
}

/** What is aboard of something when he leaves a position; −1 is the start. */
const aboardAfter = (problem: Problem, tour: Tour, jobs: Jobs, item: string, position: number): number => {
  let amount = 0
  tour.stops.forEach((stop, index) => {
    const job = jobs.get(stop.jobId)
    if (index > position) amount += job?.materials[item] ?? 0
    else {
      amount += job?.collects?.[item] ?? 0
      for (const pair of problem.pairs ?? []) {
        if (pair.pickup === stop.jobId) amount += pair.amounts[item] ?? 0
        if (pair.drop === stop.jobId) amount -= pair.amounts[item] ?? 0
      }
    }
  })
  return amount
}

/** Never more aboard than the van holds, of anything that a job behind the fixed head touches. */
export const checkLoads = (
  problem: Problem,
  who: ProblemTechnician,
  tour: Tour,
  jobs: Jobs,
  say: Say,
): void => {
  const touched = new Map<string, string>()
  for (const stop of tour.stops.slice(who.fixed.length)) {
    const job = jobs.get(stop.jobId)
    const paired =
      problem.pairs?.filter((pair) => pair.pickup === stop.jobId || pair.drop === stop.jobId) ?? []
    for (const amounts of [job?.materials, job?.collects, ...paired.map((pair) => pair.amounts)])
      for (const [item, amount] of Object.entries(amounts ?? {}))
        if (amount > 0) touched.set(item, stop.jobId)
  }
  for (const [item, jobId] of touched) {
    const room = who.stock[item] ?? 0
    for (let position = -1; position < tour.stops.length; position += 1)
      if (aboardAfter(problem, tour, jobs, item, position) > room) {
        say('stock', who.id, jobId, `has not enough ${item}, or no room for it`)
        break
      }
  }
}

/** Jobs, driving, way and reserve. */
export const checkLimits = (
  problem: Problem,
  roads: RoadMatrix,
  who: ProblemTechnician,
  tour: Tour,
  jobs: Jobs,
  say: Say,
): void => {
  if (tour.stops.length > (who.maxJobs ?? Number.POSITIVE_INFINITY))
    say('limit', who.id, null, 'has too many jobs')
  if (tour.driveSeconds > (who.maxDriveSeconds ?? Number.POSITIVE_INFINITY))
    say('limit', who.id, null, 'drives too long')
  if (who.maxMetres !== undefined) {
    const places = [who.start, ...tour.stops.map((stop) => jobs.get(stop.jobId)?.location ?? null), who.end]
    let metres = 0
    places.forEach((to, index) => {
      const from = index > 0 ? (places[index - 1] ?? null) : null
      if (from !== null && to !== null) metres += roads.metres[from * roads.size + to] ?? 0
    })
    if (metres > who.maxMetres) say('limit', who.id, null, 'drives too far')
  }
  if (who.reserveSeconds === undefined || who.reserveSeconds === 0) return
  const scheduled = tour.stops.filter((stop) => jobs.get(stop.jobId)?.tier !== 0)
  if (scheduled.length === 0) return
  const stations = [who.start, ...scheduled.map((stop) => jobs.get(stop.jobId)?.location ?? null), who.end]
  const legs = stations.slice(1).map((to, i) => {
    const from = stations[i] ?? null
    return from === null || to === null ? 0 : Math.max(0, roads.seconds[from * roads.size + to] ?? 0)
  })
  const driven = legs.reduce((sum, leg) => sum + leg, 0)
  const busy =
    Math.round(driven * meanFactor(problem, who.shift)) +
    (who.breaks ?? []).reduce((sum, pause) => sum + pause.seconds, 0) +
    scheduled.reduce((sum, stop) => sum + stop.endAt - stop.beginAt, 0)
  if (busy > who.shift.until - who.shift.from - who.reserveSeconds)
    say('reserve', who.id, null, `scheduled work takes ${busy} s and leaves too little for emergencies`)
}

/** How many times as long as the matrix says roads take in a span of time, on average. */
const meanFactor = ({ hours = [] }: Problem, { from, until }: Window): number => {
  if (hours.length === 0 || until <= from) return 1
  const within = (instant: number): number => Math.min(Math.max(instant, from), until)
  const spans = hours.map(
    (hour, k) => (within(hours[k + 1]?.from ?? until) - within(hour.from)) * hour.factor,
  )
  const before = within(hours[0]?.from ?? until) - from
  return spans.reduce((sum, one) => sum + one, before) / (until - from)
}
