import {
  below,
  type DemandCell,
  type Problem,
  type Random,
  type RoadMatrix,
  seededRandom,
  type Tier,
  type Window,
} from '@kerbside/planner'
import type { VroomDay } from '../vroom-day.ts'

/** A wish as the day will bring it. Instants in seconds of the day. */
export interface Call {
  readonly id: string
  readonly kind: 'rescue' | 'scheduled' | 'same-day'
  readonly location: number
  /** When it is heard of: at dawn for what was booked before. */
  readonly knownAt: number
  readonly promise: Window
  readonly tier: Tier
  readonly skills: readonly string[]
  /** What a planner is told, and what the work then takes. */
  readonly plannedSeconds: number
  readonly actualSeconds: number
  /** Somebody stands in a lane. */
  readonly inDanger: boolean
}

export interface DynamicTechnician {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly shift: Window
  readonly skills: readonly string[]
}

export interface DynamicDay {
  readonly name: string
  readonly matrix: RoadMatrix
  readonly technicians: readonly DynamicTechnician[]
  readonly calls: readonly Call[]
  /** Where rescues are to be expected, from days like this one, and where one may wait for them. */
  readonly cells: readonly DemandCell[]
  readonly dawn: number
}

export interface DynamicWish {
  readonly seed: number
  /** Work and usual driving, as a share of all paid time. */
  readonly load: number
}

const hour = 3600
const usualLeg = 900
/** Scheduled work begins within this long of the promise's end, rescues within the other, or is lost. */
export const patienceSeconds = { rescue: 4 * hour, scheduled: 2 * hour, 'same-day': 2 * hour } as const

/**
 * Turns a field-service day into one that unfolds: a fifth of the calls are rescues, three tenths ordered the same day,
 * the rest known at dawn. Places, roads, skills, shifts and work are the day's own; the same for the same seed.
 */
export const unfold = (name: string, day: VroomDay, { seed, load }: DynamicWish): DynamicDay => {
  const random = seededRandom(seed * 104_729 + day.jobs.length)
  const technicians = day.vehicles.map((one, r): DynamicTechnician => {
    const [from, until] = one.time_window ?? [8 * hour, 17 * hour]
    const start = one.start_index ?? 0
    const skills = (one.skills ?? []).map(String)
    return { id: `t${r}`, start, end: one.end_index ?? start, shift: { from, until }, skills }
  })
  const room = load * technicians.reduce((sum, one) => sum + one.shift.until - one.shift.from, 0)
  const able = (skills: readonly string[]) =>
    technicians.filter((one) => skills.every((skill) => one.skills.includes(skill))).length
  const calls: Call[] = []
  let busy = 0
  for (const job of shuffled(day.jobs, random)) {
    const skills = (job.skills ?? []).map(String)
    const work = (job.service ?? 0) + (job.setup ?? 0)
    const call = drawCall(calls.length, job.location_index, skills, work, technicians, random)
    if (able(skills) < 2) continue
    if (busy + call.plannedSeconds + usualLeg > room) break
    busy += call.plannedSeconds + usualLeg
    calls.push(call)
  }
  const dawn = Math.min(...technicians.map((one) => one.shift.from))
  const matrix = matrixOf(day)
  const known = calls.map((call) => (call.kind === 'scheduled' ? { ...call, knownAt: dawn } : call))
  return { name, matrix, technicians, calls: known, cells: cellsOf(day, matrix), dawn }
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0

const shuffled = <T>(list: readonly T[], random: Random): T[] => {
  const all = [...list]
  for (let i = all.length - 1; i > 0; i -= 1) {
    const k = below(random, i + 1)
    ;[all[i], all[k]] = [all[k] as T, all[i] as T]
  }
  return all
}

const drawCall = (
  index: number,
  location: number,
  skills: readonly string[],
  work: number,
  technicians: readonly DynamicTechnician[],
  random: Random,
): Call => {
  // Wishes come while most are there to answer them.
  const begins = median(technicians.map((one) => one.shift.from))
  const ends = median(technicians.map((one) => one.shift.until))
  const draw = random()
  const kind = draw < 0.2 ? 'rescue' : draw < 0.5 ? 'same-day' : 'scheduled'
  const at = Math.round(begins + hour / 2 + random() * (ends - begins - 3.5 * hour))
  const knownAt = kind === 'scheduled' ? begins : at
  const slot =
    Math.ceil((kind === 'scheduled' ? at + hour / 2 : at + hour * (1 + random() * 2)) / 1800) * 1800
  const promise =
    kind === 'rescue'
      ? { from: at, until: at + 2700 }
      : { from: Math.min(slot, ends - 3 * hour), until: Math.min(slot, ends - 3 * hour) + 2 * hour }
  const plannedSeconds = kind === 'rescue' ? Math.min(work, 2400) : work
  return {
    id: `c${index}`,
    kind,
    location,
    knownAt,
    promise,
    tier: kind === 'rescue' ? 0 : 1,
    skills,
    plannedSeconds,
    actualSeconds: Math.round(plannedSeconds * lognormal(random, 0.25)),
    inDanger: kind === 'rescue' && random() < 0.15,
  }
}

/** A factor of mean 1. */
const lognormal = (random: Random, sigma: number): number => {
  const normal = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  return Math.exp(sigma * normal - (sigma * sigma) / 2)
}

const matrixOf = (day: VroomDay): Problem['matrix'] => {
  const rows = Object.values(day.matrices)[0]?.durations ?? []
  const seconds = Int32Array.from(rows.flat())
  // The days name no metres: thirty kilometres an hour.
  return { size: rows.length, seconds, metres: seconds.map((one) => Math.round((one * 25) / 3)) }
}

/** A dozen middles of the day's places, each with the places nearest to it: k-medoids by farthest first. */
const cellsOf = (day: VroomDay, { size, seconds }: RoadMatrix): DemandCell[] => {
  const places = day.jobs.map((job) => job.location_index)
  const middles = [places[0] ?? 0]
  const away = (place: number): number =>
    Math.min(...middles.map((middle) => seconds[middle * size + place] as number))
  while (middles.length < Math.min(12, places.length))
    middles.push(places.reduce((far, place) => (away(place) > away(far) ? place : far)))
  const demand = new Map<number, number>(middles.map((middle) => [middle, 0]))
  for (const place of places) {
    const nearest = middles.reduce((a, b) =>
      (seconds[b * size + place] as number) < (seconds[a * size + place] as number) ? b : a,
    )
    demand.set(nearest, (demand.get(nearest) ?? 0) + 1)
  }
  return [...demand].map(([location, count]) => ({ location, demand: count }))
}
