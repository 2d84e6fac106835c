import { defaultWeights } from '@kerbside/planner'
import { type DynamicDay, patienceSeconds } from './dynamic-day.ts'

/** What happened to one call: who came, and when work began and ended. */
export interface Served {
  readonly callId: string
  readonly technicianId: string
  readonly beginAt: number
  readonly endAt: number
}

/** A day as it was lived, or planned by somebody who knew all of it. */
export interface DayRecord {
  readonly served: readonly Served[]
  /** By technician: all driving, home and to waiting places included, and when he was home. */
  readonly driveSeconds: ReadonlyMap<string, number>
  readonly homeAt: ReadonlyMap<string, number>
  /** Calls whose planned begin a re-plan moved out of their promise. */
  readonly promisesMoved: number
  /** By emergency: other calls that changed technician, or begin by more than 15 minutes. */
  readonly disturbances: readonly number[]
}

export interface DayFigures {
  /** Seconds of driving, lateness and overtime by the planner's weights, 3 h for each call that is lost. */
  readonly steering: number
  /** The same and all work: what the day costs in paid seconds. */
  readonly cost: number
  readonly drive: number
  readonly driveShare: number
  readonly lateShare: number
  readonly waits: readonly number[]
  readonly lost: number
  readonly promisesMoved: number
  readonly promises: number
  readonly disturbances: readonly number[]
}

/** What somebody else is paid to do it instead. */
const lostSeconds = 10_800

/** The same yardstick for everybody: nothing is taken from what a planner says of itself. */
export const figuresOf = (day: DynamicDay, record: DayRecord): DayFigures => {
  const served = new Map(record.served.map((one) => [one.callId, one]))
  const late = day.calls.map((call) => {
    const begun = served.get(call.id)?.beginAt
    return begun === undefined ? patienceSeconds[call.kind] : Math.max(0, begun - call.promise.until)
  })
  const lost = day.calls.filter((call) => !served.has(call.id)).length
  const drive = [...record.driveSeconds.values()].reduce((sum, one) => sum + one, 0)
  const overtime = day.technicians.reduce(
    (sum, one) => sum + Math.max(0, (record.homeAt.get(one.id) ?? 0) - one.shift.until),
    0,
  )
  const work = record.served.reduce((sum, one) => sum + one.endAt - one.beginAt, 0)
  const lateCost = day.calls.reduce(
    (sum, call, i) =>
      served.has(call.id) ? sum + (late[i] as number) * defaultWeights.latePerSecondByTier[call.tier] : sum,
    0,
  )
  const steering = drive + lateCost + overtime * defaultWeights.overtimePerSecond + lost * lostSeconds
  return {
    steering,
    cost: steering + work,
    drive,
    driveShare: drive / Math.max(1, drive + work),
    lateShare: late.filter((one) => one > 0).length / Math.max(1, day.calls.length),
    waits: day.calls
      .filter((call) => call.kind === 'rescue')
      .flatMap((call) => {
        const begun = served.get(call.id)?.beginAt
        return begun === undefined ? [] : [begun - call.knownAt]
      }),
    lost,
    promisesMoved: record.promisesMoved,
    promises: day.calls.length,
    disturbances: record.disturbances,
  }
}
