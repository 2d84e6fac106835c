import { changePolicy, defaultPolicy, serviceIds } from '@kerbside/domain'
import type { endpoints, Read, WantedZone, ZoneChangeView, ZoneView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { Tx } from '../outside/postgres/database.ts'
import type { Actor } from '../outside/postgres/tables.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'
import { wantedOf } from './zone-apply.ts'
import { draftChange, goLive, renderChanges, scheduleChange } from './zone-change-store.ts'

/** Adds a zone; one that crosses itself, is empty or overlaps another is refused with the place. */
export const addZone = async (
  tx: Tx,
  house: House,
  wish: Read<typeof endpoints.addZone, 'body'>,
  actor: Actor,
): Promise<ZoneView> => {
  const zone: WantedZone = {
    id: house.newId('zone'),
    version: null,
    name: wish.name,
    polygon: wish.polygon,
    hours: wish.hours,
    services: wish.services ?? [...serviceIds],
    policy: changePolicy(defaultPolicy, wish.policy),
  }
  return editNow(tx, house, zone, actor)
}

/** Changes a zone at once if it still is the version that the caller saw. */
export const changeZone = async (
  tx: Tx,
  house: House,
  zoneId: string,
  wish: Read<typeof endpoints.changeZone, 'body'>,
  actor: Actor,
): Promise<ZoneView> => editNow(tx, house, await changed(tx, house, zoneId, wish), actor)

/** Changes a zone's rules from an instant on. */
export const scheduleZone = async (
  tx: Tx,
  house: House,
  zoneId: string,
  wish: Read<typeof endpoints.scheduleZone, 'body'>,
  actor: Actor,
): Promise<ZoneChangeView> => {
  const zone = await changed(tx, house, zoneId, wish)
  const wanted = { zones: [zone], retire: [], technicians: [] }
  const row = await draftChange(tx, house, { kind: 'edit', note: wish.note, actor, wanted, effect: null })
  await scheduleChange(tx, house, row, wish.at)
  return showChange(tx, house, row.change_id)
}

/** One change as it stands. */
export const showChange = async (tx: Tx, house: House, changeId: string): Promise<ZoneChangeView> => {
  const [view] = await renderChanges(tx, house.city.id, [changeId])
  if (!view) throw new Refusal('not_found', { en: 'There is no such change.', zh: '没有这项变更。' })
  return view
}

const editNow = async (tx: Tx, house: House, zone: WantedZone, actor: Actor): Promise<ZoneView> => {
  const wanted = { zones: [zone], retire: [], technicians: [] }
  const row = await draftChange(tx, house, { kind: 'edit', note: '', actor, wanted, effect: null })
  await goLive(tx, house, row)
  const [view] = await renderZones(tx, house, [zone.id])
  if (!view) throw new Error('a zone that was written cannot be shown')
  return view
}

type Change = Partial<Omit<Read<typeof endpoints.changeZone, 'body'>, 'version'>> & { version: number }

/** The zone as a change of some of its parts wants it. */
const changed = async (tx: Tx, house: House, zoneId: string, wish: Change): Promise<WantedZone> => {
  const row = await tx
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('zone_id', '=', zoneId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', { en: 'There is no such zone.', zh: '没有这个区域。' })
  const now = wantedOf(row)
  return {
    ...now,
    version: wish.version,
    name: wish.name ?? now.name,
    polygon: wish.polygon ?? now.polygon,
    hours: wish.hours ?? now.hours,
    services: wish.services ?? now.services,
    policy: changePolicy(now.policy, wish.policy ?? {}),
  }
}
