import type { Plan, PlanCost, Stop, Tour } from './answer.ts'
import { lateSeconds, type Timing, tourTerms } from './schedule.ts'
import { absence, type State } from './state.ts'
import { reasonsAgainst } from './why-not.ts'
import { jobAt, roadMetres, technicianAt, type World } from './world.ts'

/** Turns a state of the search into the plan people get. */
export const writePlan = (world: World, state: State): Plan => ({
  tours: state.tours.map((tour, t) => writeTour(world, t, tour.sequence, tour.timing)),
  unplanned: [...state.absent]
    .sort((a, b) => a - b)
    .map((j) => ({ jobId: jobAt(world, j).id, reasons: reasonsAgainst(world, state, j) })),
  cost: costOf(world, state),
})

const writeTour = (world: World, t: number, sequence: readonly number[], timing: Timing): Tour => {
  const technician = technicianAt(world, t)
  let at = technician.start
  let free = technician.shift.from
  let metres = 0
  const stops = sequence.map((j, i): Stop => {
    const job = jobAt(world, j)
    const driveSeconds = timing.legs[i] ?? 0
    const legMetres = driveSeconds === 0 ? 0 : roadMetres(world, at, job.location)
    const beginAt = timing.begin[i] ?? 0
    const endAt = timing.free[i] ?? 0
    const started = (technician.fixed[i]?.beginAt ?? null) !== null
    const stop: Stop = {
      jobId: job.id,
      driveSeconds,
      metres: legMetres,
      arriveAt: beginAt,
      waitSeconds: started ? 0 : beginAt - free - driveSeconds,
      beginAt,
      endAt,
      lateSeconds: lateSeconds(job, beginAt),
      fixed: i < technician.fixed.length,
    }
    at = job.location
    free = endAt
    metres += legMetres
    return stop
  })
  if (technician.end !== null && sequence.length > 0) metres += roadMetres(world, at, technician.end)
  const first = stops[0]
  return {
    technicianId: technician.id,
    stops,
    departAt: first ? first.arriveAt - first.driveSeconds : technician.shift.from,
    endAt: timing.endAt,
    driveSeconds: timing.legs.reduce((sum, leg) => sum + leg, 0),
    metres,
  }
}

const costOf = (world: World, state: State): PlanCost => {
  const cost = { total: 0, drive: 0, late: 0, wait: 0, overtime: 0, unplanned: 0, moved: 0 }
  state.tours.forEach((tour, t) => {
    const terms = tourTerms(world, t, tour.sequence, tour.timing)
    cost.drive += terms.drive
    cost.late += terms.late
    cost.wait += terms.wait
    cost.overtime += terms.overtime
    cost.moved += terms.moved
  })
  for (const j of state.absent) cost.unplanned += absence(world, j)
  cost.total = cost.drive + cost.late + cost.wait + cost.overtime + cost.unplanned + cost.moved
  return cost
}
