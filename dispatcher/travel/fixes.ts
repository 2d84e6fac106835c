import { type Fix, type LonLat, type Person, toMs } from '@kerbside/domain'
import { distanceMetres } from '@kerbside/geo'
import type { House } from '../house.ts'
import { storeFixes } from './fix-store.ts'
import { forecast } from './forecast.ts'

/** A fix from further ahead than this comes from a wrong clock. */
const futureMs = 60_000
/** A fix worse than this says nothing of where the van is. */
const worstAccuracyMetres = 500
/** Nobody serves the city from further away, in degrees: null island and swapped coordinates are receivers' errors. */
const reachDegrees = 0.5
/** Nobody drives faster in a city: a jump beyond it is an error of the receiver. */
const fastestMetresPerSecond = 60

/**
 * Takes a technician's fixes, only while he is on duty: the future, the inaccurate, the far and the jumping are refused,
 * doubled ones are harmless, late ones go into the track but do not move him back. The newest forecasts his arrival.
 */
export const takeFixes = async (
  house: House,
  person: Pick<Person, 'id'>,
  fixes: readonly Fix[],
): Promise<{ taken: number; refused: number }> => {
  const technician = await house.db
    .selectFrom('technicians')
    .leftJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'technicians.city_id')
        .onRef('fixes.technician_id', '=', 'technicians.technician_id'),
    )
    .select(['on_duty', 'fixes.at', 'fixes.lon', 'fixes.lat'])
    .where('technicians.city_id', '=', house.city.id)
    .where('technicians.technician_id', '=', person.id)
    .executeTakeFirst()
  if (!technician?.on_duty) return { taken: 0, refused: fixes.length }
  const before =
    technician.at && technician.lon !== null && technician.lat !== null
      ? { atMs: technician.at.getTime(), point: [technician.lon, technician.lat] as const }
      : null
  const near = fixes.filter((fix) => isNear(fix.point, house.city.bbox))
  const good = believable(near, before, house.clock.now())
  if (good.length > 0) await storeFixes(house, person.id, good)
  const newest = good.at(-1)
  if (newest && (!before || toMs(newest.at) > before.atMs)) await forecast(house, person.id, newest)
  return { taken: good.length, refused: fixes.length - good.length }
}

const isNear = ([lon, lat]: LonLat, [west, south, east, north]: readonly number[]): boolean =>
  lon > (west ?? 0) - reachDegrees &&
  lon < (east ?? 0) + reachDegrees &&
  lat > (south ?? 0) - reachDegrees &&
  lat < (north ?? 0) + reachDegrees

interface Known {
  atMs: number
  point: readonly [number, number]
}

/** The fixes that can be believed, oldest first. */
export const believable = (fixes: readonly Fix[], before: Known | null, nowMs: number): Fix[] => {
  const sorted = [...fixes].sort((a, b) => toMs(a.at) - toMs(b.at))
  const good: Fix[] = []
  let last = before
  for (const fix of sorted) {
    const atMs = toMs(fix.at)
    if (atMs > nowMs + futureMs || fix.accuracy > worstAccuracyMetres) continue
    if (last && atMs > last.atMs) {
      const metres = distanceMetres([...last.point], fix.point)
      if (metres > 200 + ((atMs - last.atMs) / 1000) * fastestMetresPerSecond) continue
    }
    good.push(fix)
    if (!last || atMs > last.atMs) last = { atMs, point: fix.point }
  }
  return good
}
