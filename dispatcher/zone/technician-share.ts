import type { LonLat } from '@kerbside/domain'
import { ZoneLoad } from '@kerbside/geo'
import type { WantedZone } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { ServedCells } from './served-cells.ts'
import { nearestCell } from './zone-effect.ts'

/** Where a technician lives and belongs. */
export interface TechnicianHome {
  id: string
  zoneId: string
  home: LonLat
}

export const listHomes = async (house: House): Promise<TechnicianHome[]> => {
  const rows = await house.db
    .selectFrom('technicians')
    .select(['technician_id', 'zone_id', 'home_lon', 'home_lat'])
    .where('city_id', '=', house.city.id)
    .orderBy('technician_id')
    .execute()
  return rows.map((row) => ({
    id: row.technician_id,
    zoneId: row.zone_id,
    home: [row.home_lon, row.home_lat],
  }))
}

/** Zone id → how many technicians. */
export const countTechnicians = (technicians: readonly { zoneId: string }[]): Map<string, number> =>
  new Map([...Map.groupBy(technicians, ({ zoneId }) => zoneId)].map(([id, some]) => [id, some.length]))

/** Who stays where he is costs only this share of his drive: people know their zone. */
const stayShare = 0.6

/**
 * Gives every technician a zone, so many to each as its share of the work, the shortest drives from home first.
 * Skills are not looked at: where a zone lacks one its helpers stand in.
 */
export const shareOut = (
  served: ServedCells,
  homes: readonly TechnicianHome[],
  zoneOf: Int32Array,
  zones: readonly WantedZone[],
): { id: string; zoneId: string }[] => {
  const { world } = served
  const loads = zones.map(() => new ZoneLoad(world))
  world.cells.forEach((_, cell) => void loads[zoneOf[cell] ?? -1]?.add(cell))
  const left = quotasOf(
    loads.map(({ work }) => work),
    homes.length,
  )
  const offers = homes
    .flatMap((technician) => {
      const from = nearestCell(served, technician.home)
      return zones.map((zone, index) => ({
        id: technician.id,
        index,
        zoneId: zone.id,
        cost: driveInto(served, from, loads[index]) * (zone.id === technician.zoneId ? stayShare : 1),
      }))
    })
    .sort((a, b) => a.cost - b.cost)
  const placed = new Map<string, string>()
  for (const { id, index, zoneId } of offers) {
    if (placed.has(id) || (left[index] ?? 0) === 0) continue
    placed.set(id, zoneId)
    left[index] = (left[index] ?? 0) - 1
  }
  return [...placed].map(([id, zoneId]) => ({ id, zoneId }))
}

/** Mean drive from a cell to the jobs of a zone. */
const driveInto = ({ world }: ServedCells, from: number, load: ZoneLoad | undefined): number => {
  let sum = 0
  for (const cell of load?.members ?? [])
    sum += (world.seconds[from * world.cells.length + cell] ?? 0) * (world.cells[cell]?.jobsPerDay ?? 0)
  return sum / Math.max(1e-9, load?.jobs ?? 0)
}

/** Whole numbers that add up to `count`, in proportion to the works (largest remainder). */
const quotasOf = (works: readonly number[], count: number): number[] => {
  const all = works.reduce((sum, work) => sum + work, 0)
  const exact = works.map((work) => (all > 0 ? (work / all) * count : count / works.length))
  const quotas = exact.map(Math.floor)
  const missing = count - quotas.reduce((sum, one) => sum + one, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder)
  for (const { index } of byRemainder.slice(0, missing)) quotas[index] = (quotas[index] ?? 0) + 1
  return quotas
}
