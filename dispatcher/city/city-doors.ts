import { linksTo, nearestZone, zoneAt } from '@kerbside/geo'
import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import { renderZones } from '../views/index.ts'
import { nearestPlace, searchPlaces } from './place-search.ts'

export const cityDoors: readonly Door[] = [
  door(endpoints.getClock, async (house) => ({
    now: house.clock.nowDate().toISOString(),
    speed: house.clock.speed,
  })),

  door(endpoints.getCity, async (house) => ({
    id: house.city.id,
    name: house.city.name,
    bbox: house.city.bbox,
    center: house.city.center,
    timeZone: house.city.timeZone,
    currency: house.city.currency,
    attribution: house.city.attribution,
    kind: house.city.kind,
    roads: house.roads.health().roads,
    tiles: { ...house.city.tiles, url: '/v1/city/tiles/{z}/{x}/{y}.mvt' },
  })),

  door(endpoints.findPlaces, async (house, { query }) => ({
    places: await searchPlaces(house, query),
  })),

  door(endpoints.describePlace, async (house, { query, language }) => {
    const zones = await renderZones(house.db, house, 'all')
    const zone = zoneAt(query.point, zones)
    const nearest = zone ? undefined : nearestZone(query.point, zones)
    const place = await nearestPlace(house, query.point)
    const name = place && (language === 'en' && place.nameEn ? place.nameEn : place.name)
    return {
      label: name ?? query.point.map((degree) => degree.toFixed(5)).join(', '),
      place,
      zone: zone ? { id: zone.id, name: zone.name } : null,
      nearestZone: nearest
        ? { id: nearest.zone.id, name: nearest.zone.name, metres: Math.round(nearest.metres) }
        : null,
    }
  }),

  door(endpoints.linkPlace, async (_, { query }) => linksTo(query.point, query.name)),

  door(endpoints.listZones, async (house) => ({ zones: await renderZones(house.db, house, 'all') })),
]
