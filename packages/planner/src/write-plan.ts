import type { Plan, PlanCost, PlannedBreak, Stop, Tour } from './answer.ts'
import { type Day, jobAt, technicianAt } from './day/planning-day.ts'
import type { LiveTours } from './tours/live-tours.ts'
import { UnitPlaces } from './tours/unit-places.ts'
import { reasonsAgainst } from './why-not.ts'

/** The terms that a tour has by itself. */
const terms = ['drive', 'late', 'wait', 'overtime', 'moved', 'other'] as const

/** Turns tours of the search into the plan people get. */
export const writePlan = (tours: LiveTours): Plan => {
  const { day } = tours
  const cost: PlanCost = {
    total: 0,
    drive: 0,
    late: 0,
    wait: 0,
    overtime: 0,
    unplanned: 0,
    moved: 0,
    other: 0,
  }
  const written = day.technicians.map((_, r) => {
    const { walk } = tours
    // Timed in turn: what one tour writes is what the next counts on.
    if (tours.retime(r) === Number.POSITIVE_INFINITY)
      throw new Error(`the tour of ${technicianAt(day, r).id} was planned and cannot be driven: ${walk.miss}`)
    for (const term of terms) cost[term] += walk.price[term]
    return writeTour(tours, r)
  })
  cost.unplanned = tours.absentCost
  cost.total = cost.drive + cost.late + cost.wait + cost.overtime + cost.unplanned + cost.moved + cost.other
  return { tours: written, unplanned: writeUnplanned(tours), cost }
}

/** Pairs of a job left out and a technician that are looked into for reasons. */
const mostLooks = 20_000

const writeUnplanned = (tours: LiveTours): Plan['unplanned'] => {
  const places = new UnitPlaces(tours)
  const most = Math.max(8, Math.floor(mostLooks / Math.max(1, tours.absent.size)))
  return [...tours.absent]
    .sort((a, b) => a - b)
    .flatMap((unit) => {
      const { kind, nodes } = tours.day.units[unit] as Day['units'][number]
      const reasons = reasonsAgainst(places, unit, most)
      const jobs = kind === 'pair' ? nodes : nodes.slice(0, 1)
      return jobs.map((node) => ({ jobId: jobAt(tours.day, node).id, reasons }))
    })
}

/** Writes the tour that was walked last. */
const writeTour = (tours: LiveTours, r: number): Tour => {
  const { day, walk } = tours
  const technician = technicianAt(day, r)
  const sequence = (tours.sequence[r] as Int32Array).subarray(0, tours.length[r])
  const breaks = walk.breakBegins(r).map(({ position, beginAt }, k): PlannedBreak => {
    const pause = technician.breaks?.[k]
    return { breakId: pause?.id ?? '', position, beginAt, endAt: beginAt + (pause?.seconds ?? 0) }
  })
  const paused = (position: number): number =>
    breaks.reduce((sum, one) => (one.position === position ? sum + one.endAt - one.beginAt : sum), 0)
  let at = technician.start
  let free = technician.shift.from
  let metres = 0
  const stops = Array.from(sequence, (node, i): Stop => {
    const job = jobAt(day, node)
    const driveSeconds = walk.leg[i] ?? 0
    const beginAt = walk.begin[i] ?? 0
    const arriveAt = beginAt - (walk.early[i] ?? 0)
    const endAt = walk.finish[i] ?? 0
    const started = (technician.fixed[i]?.beginAt ?? null) !== null
    const legMetres = at === null || started ? 0 : metresBetween(day, r, tours, at, job.location)
    const setup = at === job.location || started ? 0 : (day.setup[node * day.technicians.length + r] ?? 0)
    const stop: Stop = {
      jobId: job.id,
      driveSeconds,
      metres: legMetres,
      arriveAt,
      waitSeconds: started ? 0 : arriveAt - free - driveSeconds - paused(i),
      beginAt,
      endAt,
      setupSeconds: setup,
      lateSeconds: job.promise ? Math.max(0, beginAt - job.promise.until) : 0,
      fixed: i < technician.fixed.length,
    }
    at = job.location
    free = endAt
    metres += legMetres
    return stop
  })
  if (technician.end !== null && at !== null && stops.length > 0)
    metres += metresBetween(day, r, tours, at, technician.end)
  const first = stops[0]
  return {
    technicianId: technician.id,
    stops,
    breaks: stops.length > 0 ? breaks : [],
    departAt: first
      ? Math.min(first.arriveAt - first.driveSeconds - paused(0), breaks[0]?.beginAt ?? first.arriveAt)
      : technician.shift.from,
    endAt: walk.endAt,
    driveSeconds: walk.drive,
    metres,
  }
}

const metresBetween = (day: Day, r: number, { walk }: LiveTours, from: number, to: number): number =>
  from === to ? 0 : (walk.van.metres[r]?.[from * day.problem.matrix.size + to] ?? 0)
