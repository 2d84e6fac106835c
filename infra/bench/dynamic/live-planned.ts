import {
  coverOf,
  type DispatchPolicy,
  defaultWeights,
  dispatchPolicies,
  disturbances,
  freeze,
  type KnownPlan,
  leaveAt,
  openPlan,
  plan,
  proposeMoves,
  rankIn,
  reachFrom,
  type Weights,
  withPromiseSlack,
} from '@kerbside/planner'
import type { DayRecord } from './day-record.ts'
import type { Call, DynamicDay } from './dynamic-day.ts'
import { LiveDay } from './live-day.ts'

/** How a day is planned: which policy, and its switches as a zone has them. */
export interface PlannedDay {
  readonly policy: DispatchPolicy
  readonly seed: number
  /** Looks at the clock that each search may take; 0 for insertion alone. */
  readonly looks: number
  readonly coverageWeight: number
  readonly stabilityPerSecond: number
  readonly offerAheadSeconds: number
  readonly holdWithinSeconds: number
  readonly promiseSlackSeconds: number
  /** What a second of a rescue's waiting weighs, in seconds of driving. */
  readonly rescueWaitPerSecond: number
  readonly repositionThreshold: number
  readonly repositionMoves: number
}

/** The policies of a day that is planned, by name. */
export const plannedPolicies = {
  default: dispatchPolicies.default,
  'cheapest-insertion': dispatchPolicies['cheapest-insertion'],
}

/** The switches as a zone has them by default; tuned on seeds 101 to 103 of made days, which no report uses. */
export const usualDay: PlannedDay = {
  policy: plannedPolicies.default,
  seed: 1,
  looks: 60,
  coverageWeight: 3000,
  stabilityPerSecond: 0.05,
  offerAheadSeconds: 900,
  holdWithinSeconds: 1800,
  promiseSlackSeconds: 1200,
  rescueWaitPerSecond: 3,
  repositionThreshold: 0.05,
  repositionMoves: 0,
}

const coverSeconds = 900
const busyShare = 0.6
const replanSeconds = 900
const toleranceSeconds = 15 * 60
const mostDriveSeconds = 900

/** A day by a plan that is mended whenever something happens; who leaves next is all that is committed. */
export const livePlanned = (day: DynamicDay, how: PlannedDay): DayRecord => new PlannedLife(day, how).live()

class PlannedLife {
  private readonly world: LiveDay
  private readonly how: PlannedDay
  private readonly weights: Weights
  private present: KnownPlan = { tours: [] }
  private readonly moved = new Set<string>()
  private readonly disturbed: number[] = []

  constructor(day: DynamicDay, how: PlannedDay) {
    this.world = new LiveDay(day)
    this.how = how
    this.weights = {
      ...defaultWeights,
      movedTimePerSecond: how.stabilityPerSecond,
      waitPerSecondByTier: [how.rescueWaitPerSecond, 0, 0, 0],
    }
  }

  live(): DayRecord {
    const { world } = this
    world.passTo(world.now)
    this.replan(this.how.looks * 10)
    for (let nextReplan = world.now; !world.isOver; ) {
      const next = Math.min(world.nextEventAt(), nextReplan, ...this.departures().map((one) => one.at))
      if (!Number.isFinite(next)) break
      const { came, freed } = world.passTo(Math.max(next, world.now))
      const timer = world.now >= nextReplan
      if (timer) nextReplan = world.now + replanSeconds
      for (const call of came) this.hear(call)
      if (freed || timer) this.replan(this.how.looks)
      this.leave()
      if (timer) this.reposition()
    }
    return world.close(this.moved.size, this.disturbed)
  }

  /** A rescue is given at once by the policy, the plan mended around it; other calls find their place in the plan. */
  private hear(call: Call): void {
    const before = this.present
    if (call.kind === 'rescue') this.give(call)
    this.replan(this.how.looks)
    if (call.kind !== 'rescue') return
    const others = disturbances(this.world.problem(), before, this.present, toleranceSeconds)
    this.disturbed.push(others.filter((one) => one.jobId !== call.id && one.before).length)
  }

  private give(call: Call): void {
    const { world, how } = this
    const problem = world.problem()
    const open = openPlan(problem, this.present, { without: call.id, weights: this.weights, stable: true })
    const cover = coverOf(problem, world.day.cells, { withinSeconds: coverSeconds, busyShare })
    const [first] = how.policy({
      problem,
      jobId: call.id,
      candidates: rankIn(open, call.id).candidates,
      inDanger: call.inDanger,
      cover,
      coverageWeight: how.coverageWeight,
    })
    if (!first) return
    world.accepted.set(call.id, first.technicianId)
    const tours = this.present.tours.map((tour) => ({
      ...tour,
      stops: tour.stops.filter((stop) => world.waiting.has(stop.jobId)),
    }))
    const his = tours.find((tour) => tour.technicianId === first.technicianId)
    const stop = { jobId: call.id, beginAt: first.beginAt, endAt: first.beginAt + call.plannedSeconds }
    if (his) his.stops = his.stops.toSpliced(first.position, 0, stop)
    this.present = { tours }
  }

  private replan(looks: number): void {
    const { world, how } = this
    const slack = withPromiseSlack(world.problem(), how.promiseSlackSeconds)
    const problem = freeze(slack, this.present, {
      committed: new Set(world.accepted.keys()),
      holdWithinSeconds: how.holdWithinSeconds,
    })
    let done = 0
    const progress = (): number => (looks > 0 ? done++ / looks : 1)
    const before = this.present
    const made = plan(problem, { seed: how.seed, progress, warm: before, weights: this.weights })
    this.present = made
    this.noteMoved(before, made)
    const horizon = world.now + how.offerAheadSeconds
    for (const tour of made.tours)
      for (const stop of tour.stops)
        if (leaveAt(stop, 0) <= horizon) world.accepted.set(stop.jobId, tour.technicianId)
  }

  private noteMoved(before: KnownPlan, after: KnownPlan): void {
    const was = new Map(before.tours.flatMap((tour) => tour.stops.map((stop) => [stop.jobId, stop.beginAt])))
    for (const { jobId, beginAt } of after.tours.flatMap((tour) => tour.stops)) {
      const until = this.world.waiting.get(jobId)?.promise.until ?? Number.POSITIVE_INFINITY
      if ((was.get(jobId) ?? Number.POSITIVE_INFINITY) <= until && beginAt > until) this.moved.add(jobId)
    }
  }

  /** Who leaves for his next stop, and when. */
  private departures(): { technicianId: string; callId: string; at: number }[] {
    return this.present.tours.flatMap(({ technicianId, stops }) => {
      const next = stops.find((stop) => this.world.waiting.has(stop.jobId))
      const him = this.world.technicians.find((one) => one.id === technicianId)
      if (!next || !him) return []
      const call = this.world.waiting.get(next.jobId) as Call
      const driveSeconds = this.world.leg(him.at, call.location)
      // Wait first: he leaves so that he arrives when he may begin.
      const leaves = leaveAt({ beginAt: next.beginAt, driveSeconds, waitSeconds: 0 }, 0)
      const at = Math.max(leaves, him.freeAt, this.world.now)
      return [{ technicianId, callId: next.jobId, at }]
    })
  }

  private leave(): void {
    const { world } = this
    for (const { technicianId, callId, at } of this.departures()) {
      const him = world.technicians.find((one) => one.id === technicianId)
      const call = world.waiting.get(callId)
      if (him && call && at <= world.now && him.freeAt <= world.now) world.send(him, call)
    }
  }

  private reposition(): void {
    const { world, how } = this
    if (how.repositionMoves === 0) return
    const problem = world.problem()
    const { cells } = world.day
    const leaves = new Map(this.departures().map((one) => [one.technicianId, one.at]))
    const idle = world.technicians.filter(
      (one) => world.isIdle(one) && (leaves.get(one.id) ?? Number.POSITIVE_INFINITY) > world.now + 3600,
    )
    const moves = proposeMoves(
      coverOf(problem, cells, { withinSeconds: coverSeconds, busyShare }),
      idle.map((one) => ({
        id: one.id,
        driveSeconds: cells.map((cell) => world.leg(one.at, cell.location)),
        movesLeft: how.repositionMoves - one.moves,
      })),
      cells.map((cell, v) => ({
        id: String(v),
        reach: reachFrom(problem, cell.location, cells, coverSeconds),
      })),
      { threshold: how.repositionThreshold, mostDriveSeconds, mostMoves: 1 },
    )
    for (const move of moves) {
      const him = world.technicians.find((one) => one.id === move.technicianId)
      if (him) world.reposition(him, cells[Number(move.placeId)]?.location ?? him.at)
    }
  }
}
