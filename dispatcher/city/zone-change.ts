import { defaultPolicy, serviceIds, type ZonePolygon } from '@kerbside/domain'
import { overlapOf, polygonProblem } from '@kerbside/geo'
import type { endpoints, Read, ZoneView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { tell, wake } from '../outside/postgres/outbox.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'

/** Adds a zone; one that crosses itself, is empty or overlaps another is refused with the place. */
export const addZone = async (
  tx: Tx,
  house: House,
  wish: Read<typeof endpoints.addZone, 'body'>,
): Promise<ZoneView> => {
  await refusePolygon(tx, house, wish.polygon, null)
  const zoneId = house.newId('zone')
  await tx
    .insertInto('zones')
    .values({
      city_id: house.city.id,
      zone_id: zoneId,
      name: JSON.stringify(wish.name),
      polygon: JSON.stringify(wish.polygon),
      hours: JSON.stringify(wish.hours),
      services: wish.services ?? [...serviceIds],
      policy: JSON.stringify({ ...defaultPolicy, ...defined(wish.policy) }),
      version: 1,
      created_at: nowOf(house.city.id),
    })
    .execute()
  return told(tx, house, zoneId)
}

/** Changes a zone if it still is the version that the caller saw. */
export const changeZone = async (
  tx: Tx,
  house: House,
  zoneId: string,
  wish: Read<typeof endpoints.changeZone, 'body'>,
): Promise<ZoneView> => {
  const zone = await tx
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zoneId)
    .forUpdate()
    .executeTakeFirst()
  if (!zone) throw new Refusal('not_found', { en: 'There is no such zone.', zh: '没有这个区域。' })
  if (zone.version !== wish.version) {
    throw new Refusal(
      'stale',
      {
        en: 'Somebody has changed this zone meanwhile; look at it again.',
        zh: '该区域已被他人修改，请刷新后重试。',
      },
      { field: 'version', more: { version: zone.version } },
    )
  }
  if (wish.polygon) await refusePolygon(tx, house, wish.polygon, zoneId)
  await tx
    .updateTable('zones')
    .set({
      version: zone.version + 1,
      ...(wish.name ? { name: JSON.stringify(wish.name) } : {}),
      ...(wish.polygon ? { polygon: JSON.stringify(wish.polygon) } : {}),
      ...(wish.hours ? { hours: JSON.stringify(wish.hours) } : {}),
      ...(wish.services ? { services: wish.services } : {}),
      ...(wish.policy ? { policy: JSON.stringify({ ...zone.policy, ...defined(wish.policy) }) } : {}),
    })
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zoneId)
    .execute()
  return told(tx, house, zoneId)
}

const told = async (tx: Tx, house: House, zoneId: string): Promise<ZoneView> => {
  await tell(tx, house.city.id, { live: 'zone', id: zoneId })
  await wake(tx, house.city.id, 'plan', zoneId)
  const [view] = await renderZones(tx, house, [zoneId])
  if (!view) throw new Error('a zone that was written cannot be shown')
  return view
}

const refusePolygon = async (
  tx: Tx,
  house: House,
  polygon: ZonePolygon,
  own: string | null,
): Promise<void> => {
  const problem = polygonProblem(polygon)
  if (problem)
    throw new Refusal('invalid', problem.sentence, {
      field: 'polygon',
      more: { code: problem.code, at: problem.at },
    })
  const others = await renderZones(tx, house, 'all')
  for (const other of others) {
    const at = other.id === own ? null : overlapOf(polygon, other.polygon)
    if (!at) continue
    throw new Refusal(
      'overlapping',
      { en: `The zone overlaps ${other.name.en}.`, zh: `与${other.name.zh}区域重叠。` },
      { field: 'polygon', more: { zoneId: other.id, at } },
    )
  }
}

/** Only what the caller has said; a default must not undo what a zone says of its own. */
const defined = <T extends object>(change: T): Partial<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>
