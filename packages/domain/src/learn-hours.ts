import { Sums, shrunkDeviation, shrunkMean } from './shrink.ts'
import { priorDriveSigma } from './travel-time.ts'
import { hoursOfWeek } from './week-hours.ts'

/** A drive that is over: how long it took, and how long its way takes on free roads; seconds. */
export interface FinishedLeg {
  zoneId: string
  /** Local, from Monday 0. */
  weekday: number
  hour: number
  seconds: number
  freeSeconds: number
}

/** What was learnt of one zone: by hour of the week how many times as long as on free roads, and from how many legs. */
export interface ZoneHours {
  legs: number
  factors: readonly number[]
  counts: readonly number[]
  /** The deviation of ln(actual / forecast). */
  sigma: number
}
export interface LearntHours {
  zones: Readonly<Record<string, ZoneHours>>
  /** Of all zones together; stands in for a zone without legs. */
  all: ZoneHours
}

/** How many imagined legs each level weighs: whole city, zone, hour of the day, hour of the week, spread. */
const strength = { city: 20, zone: 20, hour: 20, weekHour: 20, sigma: 30 }
/** Shorter drives are parking and traffic lights more than roads; seconds on free roads. */
const shortestSeconds = 60
/** What differs from the prior by more than this, either way, is no drive. */
const wildest = Math.log(3)
/** A learnt factor stays within these shares of the prior, and within these bounds. */
const bounds = { below: 0.5, above: 2, least: 0.8, most: 4 }

/**
 * Learns by zone and hour of the week how much longer driving takes than on free roads: means of ln(actual / prior), each
 * level shrunk towards the one above (hour of week → hour of day → zone → city → `prior` by hour of day), bounded.
 */
export const learnHours = (legs: readonly FinishedLeg[], prior: readonly number[]): LearntHours => {
  const usable = legs.flatMap((leg) => {
    const forecast = leg.freeSeconds * (prior[leg.hour] ?? 1)
    const ratio = Math.log(leg.seconds / forecast)
    const good = leg.freeSeconds >= shortestSeconds && leg.seconds > 0 && Math.abs(ratio) <= wildest
    return good ? [{ ...leg, ratio }] : []
  })
  const citySum = usable.reduce((sum, leg) => sum + leg.ratio, 0)
  const city = shrunkMean(citySum, usable.length, 0, strength.city)
  const zones = Map.groupBy(usable, (leg) => leg.zoneId)
  return {
    zones: Object.fromEntries([...zones].map(([id, some]) => [id, learnZone(some, prior, city)])),
    all: learnZone(usable, prior, city),
  }
}

const learnZone = (
  legs: readonly (FinishedLeg & { ratio: number })[],
  prior: readonly number[],
  city: number,
): ZoneHours => {
  const byHour = new Sums()
  const byWeekHour = new Sums()
  let sum = 0
  for (const { hour, weekday, ratio } of legs) {
    byHour.add(`${hour}`, ratio)
    byWeekHour.add(`${weekday * 24 + hour}`, ratio)
    sum += ratio
  }
  const zone = shrunkMean(sum, legs.length, city, strength.zone)
  const hours = prior.map((_, hour) => {
    const own = byHour.of(`${hour}`)
    return shrunkMean(own.sum, own.count, zone, strength.hour)
  })
  const week = Array.from({ length: hoursOfWeek }, (_, index) => {
    const own = byWeekHour.of(`${index}`)
    return shrunkMean(own.sum, own.count, hours[index % 24] ?? zone, strength.weekHour)
  })
  const squares = legs.reduce(
    (total, leg) => total + (leg.ratio - (week[leg.weekday * 24 + leg.hour] ?? 0)) ** 2,
    0,
  )
  return {
    legs: legs.length,
    factors: week.map((mean, index) =>
      bounded((prior[index % 24] ?? 1) * Math.exp(mean), prior[index % 24] ?? 1),
    ),
    counts: week.map((_, index) => byWeekHour.of(`${index}`).count),
    sigma: shrunkDeviation(squares, legs.length, priorDriveSigma.osrm, strength.sigma),
  }
}

const bounded = (factor: number, prior: number): number =>
  Math.min(Math.max(factor, bounds.least, prior * bounds.below), Math.min(bounds.most, prior * bounds.above))
