import { type Fix, type FixRefusal, type LonLat, toMs } from '@kerbside/domain'
import { distanceMetres } from './lines.ts'

/** The figures of the rules below; seconds, metres, degrees, metres per second. */
export interface FixRules {
  /** Further ahead than this is a wrong clock. */
  futureSeconds: number
  /** Older than this no track is kept open for. */
  oldestSeconds: number
  /** A worse fix says nothing of where the van is. */
  worstAccuracyMetres: number
  /** Nobody serves the city from further outside its bounds: null island and swapped coordinates are receivers' errors. */
  reachDegrees: number
  /** Nobody drives faster in a city; what would need it, beyond the slack, has jumped. */
  fastestMetresPerSecond: number
  slackMetres: number
  /** So many fixes in a row that agree with each other and not with what was known: then what was known was wrong. */
  agreeingFixes: number
}

export const fixRules: FixRules = {
  futureSeconds: 60,
  oldestSeconds: 86_400,
  worstAccuracyMetres: 500,
  reachDegrees: 0.5,
  fastestMetresPerSecond: 55,
  slackMetres: 200,
  agreeingFixes: 3,
}

/** What is believed of a van so far: its newest fix, and those since that seem to have jumped. */
export interface Belief {
  last: Fix | null
  doubted: readonly Fix[]
}

export interface Believed {
  /** What goes into the track, oldest first. */
  taken: Fix[]
  /** The newest fix that moves the van; null where nothing did. */
  newest: Fix | null
  /** How many were refused, by reason. */
  refused: Partial<Record<FixRefusal, number>>
  /** How many were told twice; harmless, and counted as taken by who sent them. */
  doubled: number
  belief: Belief
}

type Bbox = readonly [west: number, south: number, east: number, north: number]

/**
 * Judges a batch of fixes, in any order, against what is believed of the van. The answer does not depend on the order in
 * the batch. A late fix goes into the track and does not move the van; a jump is doubted until as many agree as the
 * rules ask for, then the van is there. `nowMs` in epoch milliseconds, `bbox` of the city in degrees.
 */
export const believeFixes = (
  fixes: readonly Fix[],
  before: Belief,
  at: { nowMs: number; bbox: Bbox },
  rules: FixRules = fixRules,
): Believed => {
  const out: Believed = { taken: [], newest: null, refused: {}, doubled: 0, belief: before }
  const refuse = (why: FixRefusal): void => {
    out.refused[why] = (out.refused[why] ?? 0) + 1
  }
  let { last, doubted } = before
  const seen = new Set(last ? [toMs(last.at)] : [])
  const move = (fix: Fix): void => {
    last = fix
    doubted = []
    out.newest = fix
  }
  for (const fix of [...fixes].sort(byTime)) {
    const why = plainlyWrong(fix, at, rules)
    if (why) {
      refuse(why)
    } else if (seen.has(toMs(fix.at))) {
      out.doubled += 1
    } else if (last === null || withinReach(last, fix, rules)) {
      seen.add(toMs(fix.at))
      out.taken.push(fix)
      if (last === null || toMs(fix.at) > toMs(last.at)) move(fix)
    } else if (toMs(fix.at) < toMs(last.at)) {
      refuse('jump')
    } else {
      doubted = agreeing(doubted, fix, rules)
      if (doubted.length < rules.agreeingFixes) {
        refuse('jump')
      } else {
        seen.add(toMs(fix.at))
        out.taken.push(fix)
        move(fix)
      }
    }
  }
  out.belief = { last, doubted }
  return out
}

const byTime = (a: Fix, b: Fix): number =>
  toMs(a.at) - toMs(b.at) || a.accuracy - b.accuracy || a.point[0] - b.point[0] || a.point[1] - b.point[1]

const plainlyWrong = (
  fix: Fix,
  { nowMs, bbox }: { nowMs: number; bbox: Bbox },
  rules: FixRules,
): FixRefusal | null => {
  const ageMs = nowMs - toMs(fix.at)
  if (ageMs < -rules.futureSeconds * 1000) return 'future'
  if (ageMs > rules.oldestSeconds * 1000) return 'old'
  if (fix.accuracy > rules.worstAccuracyMetres) return 'inaccurate'
  return isFar(fix.point, bbox, rules.reachDegrees) ? 'far' : null
}

const isFar = ([lon, lat]: LonLat, [west, south, east, north]: Bbox, reach: number): boolean =>
  lon < west - reach || lon > east + reach || lat < south - reach || lat > north + reach

/** Whether a van can have been at both fixes. */
const withinReach = (one: Fix, other: Fix, rules: FixRules): boolean => {
  const seconds = Math.abs(toMs(other.at) - toMs(one.at)) / 1000
  return distanceMetres(one.point, other.point) <= rules.slackMetres + seconds * rules.fastestMetresPerSecond
}

/** The run of doubted fixes with one more; a fix that does not agree with the run begins a new one. */
const agreeing = (doubted: readonly Fix[], fix: Fix, rules: FixRules): readonly Fix[] => {
  const newest = doubted.at(-1)
  if (newest && toMs(fix.at) <= toMs(newest.at)) return doubted
  return newest && withinReach(newest, fix, rules) ? [...doubted, fix] : [fix]
}
