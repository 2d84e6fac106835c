import type { Problem, ProblemTechnician } from '@kerbside/planner'
import { jobOfCall } from './clairvoyant.ts'
import type { DayRecord, Served } from './day-record.ts'
import { type Call, type DynamicDay, type DynamicTechnician, patienceSeconds } from './dynamic-day.ts'

/** Work that runs over is expected to end soon, never at once. */
const leastRemaining = 120
const maxOvertimeSeconds = 7200

/** A technician as the day finds him. */
export interface LiveTechnician extends DynamicTechnician {
  /** Where he is, or is going. */
  at: number
  /** When he is free in truth, and when a planner thinks so; null: thinks anew at each look. */
  freeAt: number
  expectedAt: number
  driveSeconds: number
  moves: number
  serves: Call | null
}

/** The world of a day: what is known, who does what. It knows no policy. */
export class LiveDay {
  readonly day: DynamicDay
  readonly technicians: readonly LiveTechnician[]
  /** Known calls that nobody has left for. */
  readonly waiting = new Map<string, Call>()
  /** Calls that a technician has accepted and still keeps. */
  readonly accepted = new Map<string, string>()
  readonly served: Served[] = []
  now: number
  private coming: Call[]

  constructor(day: DynamicDay) {
    this.day = day
    this.now = day.dawn
    this.coming = [...day.calls].sort((a, b) => a.knownAt - b.knownAt)
    this.technicians = day.technicians.map((one) => ({
      ...one,
      at: one.start,
      freeAt: one.shift.from,
      expectedAt: one.shift.from,
      driveSeconds: 0,
      moves: 0,
      serves: null,
    }))
  }

  /** Seconds of a leg. */
  leg(from: number, to: number): number {
    const { size, seconds } = this.day.matrix
    return seconds[from * size + to] as number
  }

  isIdle(one: LiveTechnician): boolean {
    return one.freeAt <= this.now && this.now < one.shift.until
  }

  /** What happens next by itself: a call comes, or somebody becomes free. */
  nextEventAt(): number {
    const free = this.technicians.flatMap((one) => (one.freeAt > this.now ? [one.freeAt] : []))
    return Math.min(this.coming[0]?.knownAt ?? Number.POSITIVE_INFINITY, ...free)
  }

  get isOver(): boolean {
    return this.coming.length === 0 && this.waiting.size === 0
  }

  /** Lets time pass; answers the calls that came, and whether somebody became free. */
  passTo(at: number): { came: Call[]; freed: boolean } {
    const freed = this.technicians.some((one) => one.freeAt > this.now && one.freeAt <= at)
    this.now = at
    const came = this.coming.filter((call) => call.knownAt <= at)
    this.coming = this.coming.slice(came.length)
    for (const call of came) this.waiting.set(call.id, call)
    for (const call of [...this.waiting.values()])
      if (call.promise.until + patienceSeconds[call.kind] < at) this.forget(call)
    for (const one of this.technicians) if (one.freeAt <= at) one.serves = null
    return { came, freed }
  }

  private forget(call: Call): void {
    this.waiting.delete(call.id)
    this.accepted.delete(call.id)
  }

  /** An idle technician sets out for a call; it is his until it is done. */
  send(one: LiveTechnician, call: Call): void {
    const drive = this.leg(one.at, call.location)
    const beginAt = Math.max(this.now + drive, call.promise.from, call.knownAt)
    one.at = call.location
    one.driveSeconds += drive
    one.freeAt = beginAt + call.actualSeconds
    one.expectedAt = beginAt + call.plannedSeconds
    one.serves = call
    this.served.push({ callId: call.id, technicianId: one.id, beginAt, endAt: one.freeAt })
    this.forget(call)
  }

  /** An idle technician drives to a waiting place. */
  reposition(one: LiveTechnician, to: number): void {
    const drive = this.leg(one.at, to)
    one.at = to
    one.driveSeconds += drive
    one.moves += 1
    one.freeAt = one.expectedAt = this.now + drive
  }

  /** The planner's problem at this instant: what a dispatcher knows, and no more. */
  problem(): Problem {
    return {
      now: this.now,
      matrix: this.day.matrix,
      jobs: [...this.waiting.values()].map((call) =>
        jobOfCall(call, call.plannedSeconds, this.accepted.get(call.id) ?? null),
      ),
      technicians: this.technicians.map((one) => this.technicianOf(one)),
    }
  }

  private technicianOf(one: LiveTechnician): ProblemTechnician {
    const busy = one.freeAt > this.now
    const from = busy
      ? Math.max(one.expectedAt, this.now + leastRemaining)
      : Math.max(this.now, one.shift.from)
    return {
      id: one.id,
      start: one.at,
      end: one.end,
      shift: { from, until: Math.max(from, one.shift.until) },
      skills: one.skills,
      stock: {},
      serviceFactor: 1,
      fixed: [],
      maxOvertimeSeconds,
    }
  }

  /** Everybody drives home; what was lived. */
  close(promisesMoved: number, disturbances: readonly number[]): DayRecord {
    const homeAt = new Map<string, number>()
    const driveSeconds = new Map<string, number>()
    for (const one of this.technicians) {
      const out = one.driveSeconds > 0
      const home = out ? this.leg(one.at, one.end) : 0
      driveSeconds.set(one.id, one.driveSeconds + home)
      homeAt.set(one.id, out ? one.freeAt + home : one.shift.from)
    }
    return { served: this.served, driveSeconds, homeAt, promisesMoved, disturbances }
  }
}
