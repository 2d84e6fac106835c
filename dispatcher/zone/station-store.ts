import type { Bilingual, LonLat } from '@kerbside/domain'
import { zoneAt } from '@kerbside/geo'
import type { endpoints, Read, StationView } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import { nowOf } from '../outside/postgres/clock-store.ts'
import type { Reader, Tx } from '../outside/postgres/database.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'

/** All stations of a city, oldest first. */
export const listStations = async (reader: Reader, cityId: string): Promise<StationView[]> => {
  const rows = await reader
    .selectFrom('stations')
    .selectAll()
    .where('city_id', '=', cityId)
    .orderBy('station_id')
    .execute()
  return rows.map((row) => ({
    id: row.station_id,
    zoneId: row.zone_id,
    kind: row.kind,
    name: row.name,
    point: [row.lon, row.lat],
  }))
}

/** Adds a station to the zone named, else to the one it stands in; refused where there is none. */
export const addStation = async (
  tx: Tx,
  house: House,
  wish: Read<typeof endpoints.addStation, 'body'>,
): Promise<StationView> => {
  const zones = await renderZones(tx, house, 'all')
  const zone = wish.zoneId ? zones.find(({ id }) => id === wish.zoneId) : zoneAt(wish.point, zones)
  if (!zone) {
    throw wish.zoneId
      ? new Refusal('not_found', { en: 'There is no such zone.', zh: '没有这个区域。' }, { field: 'zoneId' })
      : new Refusal(
          'outside_every_zone',
          {
            en: 'The station stands in no zone; name the zone it belongs to.',
            zh: '该站点不在任何区域内，请指定所属区域。',
          },
          { field: 'point' },
        )
  }
  const station: StationView = {
    id: house.newId('station'),
    zoneId: zone.id,
    kind: wish.kind,
    name: wish.name,
    point: wish.point,
  }
  await tx
    .insertInto('stations')
    .values({
      city_id: house.city.id,
      station_id: station.id,
      zone_id: zone.id,
      kind: station.kind,
      name: JSON.stringify(station.name),
      lon: station.point[0],
      lat: station.point[1],
      created_at: nowOf(house.city.id),
    })
    .execute()
  return station
}

export const removeStation = async (tx: Tx, cityId: string, stationId: string): Promise<void> => {
  const { numDeletedRows } = await tx
    .deleteFrom('stations')
    .where('city_id', '=', cityId)
    .where('station_id', '=', stationId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n)
    throw new Refusal('not_found', { en: 'There is no such station.', zh: '没有这个站点。' })
}

/** What people call the nearest junction, road or place. */
export const nameNear = async (house: House, [lon, lat]: LonLat): Promise<Bilingual> => {
  const { rows } = await sql<{ name: string; name_en: string | null }>`
    select name, name_en from places
    where city_id = ${house.city.id} and kind in ('junction', 'stop', 'poi')
    order by (lon - ${lon}) ^ 2 + (lat - ${lat}) ^ 2 limit 1`.execute(house.db)
  const [row] = rows
  const coordinates = `${lon.toFixed(4)}, ${lat.toFixed(4)}`
  return { zh: row?.name ?? coordinates, en: row?.name_en ?? row?.name ?? coordinates }
}
