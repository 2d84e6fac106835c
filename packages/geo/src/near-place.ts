import { type Fix, type LonLat, toMs } from '@kerbside/domain'
import { distanceMetres } from './lines.ts'

/** When a van counts as being at a place; metres, seconds, metres per second. */
export const nearRules = {
  /** Inside this the van may have arrived … */
  enterMetres: 150,
  /** … and it has left again only beyond this, so that a fix on the rim does not flicker. */
  leaveMetres: 250,
  /** It must have been inside for so many fixes and so long, and slow. */
  fixes: 3,
  seconds: 20,
  slowMetresPerSecond: 3,
  /** A fix worse than this neither brings it in nor takes it out. */
  worstAccuracyMetres: 100,
} as const

/** How long a van has been near a place. */
export interface Near {
  sinceMs: number
  fixes: number
  /** When it was found to have arrived; a person has to say so. */
  arrivedMs: number | null
}

/** Follows one more fix: null while the van is away, else since when it is near and whether it seems to have arrived. */
export const followNear = (before: Near | null, fix: Fix, place: LonLat): Near | null => {
  if (fix.accuracy > nearRules.worstAccuracyMetres) return before
  const metres = distanceMetres(fix.point, place)
  if (metres > (before ? nearRules.leaveMetres : nearRules.enterMetres)) return null
  const atMs = toMs(fix.at)
  if (!before) return { sinceMs: atMs, fixes: 1, arrivedMs: null }
  const near = { ...before, fixes: before.fixes + 1 }
  if (near.arrivedMs !== null || metres > nearRules.enterMetres) return near
  const stands = (fix.speed ?? 0) <= nearRules.slowMetresPerSecond
  const longEnough = near.fixes >= nearRules.fixes && atMs - near.sinceMs >= nearRules.seconds * 1000
  return stands && longEnough ? { ...near, arrivedMs: atMs } : near
}
