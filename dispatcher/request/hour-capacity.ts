import { capacityOf, needsOf, type Skill } from '@kerbside/domain'
import type { House } from '../house.ts'
import type { Reader } from '../outside/postgres/database.ts'
import type { ZoneRow } from '../planning/zone-board.ts'
import { listHolds } from './hold-store.ts'

interface SlotWindow {
  fromMs: number
  untilMs: number
}

const hourMs = 3_600_000

/**
 * The windows whose local hour still takes a job that needs these skills, by the zone's capacity, what is promised, and what
 * other quotes than this one hold.
 */
export const withinCapacity = async <W extends SlotWindow>(
  reader: Reader,
  house: Pick<House, 'city'>,
  zone: ZoneRow,
  { skills, quoteId }: { skills: readonly Skill[]; quoteId: string | undefined },
  windows: readonly W[],
): Promise<W[]> => {
  const limited = skills.filter((skill) => zone.policy.capacityByHour[skill] !== undefined)
  const [first, last] = [windows[0], windows.at(-1)]
  if (limited.length === 0 || !first || !last) return [...windows]
  const rows = await reader
    .selectFrom('jobs')
    .select(['promise_from', 'skills'])
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zone.zone_id)
    .where('status', 'not in', ['cancelled', 'failed'])
    .where('promise_from', '>=', new Date(first.fromMs - hourMs))
    .where('promise_from', '<=', new Date(last.fromMs + hourMs))
    .execute()
  const keyOf = hourKey(house.city.timeZone)
  const holds = await listHolds(reader, house.city.id, zone.zone_id, quoteId)
  const promised = Map.groupBy(
    [
      ...rows.map((row) => ({ from: row.promise_from, skills: row.skills })),
      ...holds.map(({ from, quote }) => ({
        from,
        skills: needsOf(quote.services, quote.vehicle.vehicleClass).skills,
      })),
    ],
    ({ from }) => keyOf(from.getTime()).key,
  )
  return windows.filter((window) => {
    const { key, hour } = keyOf(window.fromMs)
    const there = promised.get(key) ?? []
    return limited.every((skill) => {
      const most = capacityOf(zone, [skill], hour)
      return most === null || there.filter((row) => row.skills.includes(skill)).length < most
    })
  })
}

/** The local day and hour of an instant. */
const hourKey = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return (atMs: number): { key: string; hour: number } => {
    const key = format.format(atMs)
    return { key, hour: Number(key.slice(-2)) }
  }
}
