import type { Bilingual, LonLat } from '@kerbside/domain'
import { distanceMetres, type MapLink, readMapLink } from '@kerbside/geo'
import type { FoundPlace } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { CityPlace } from '../outside/postgres/place-finder.ts'
import { Refusal } from '../refusal.ts'

/**
 * Finds places by name in any spelling, or the place that a pasted link of a map app or a pair of coordinates means.
 * A link that only its own app can follow is refused with the way out.
 */
export const searchPlaces = async (
  house: House,
  { q, near, limit }: { q: string; near?: LonLat | undefined; limit: number },
): Promise<FoundPlace[]> => {
  const link = readMapLink(q, near ?? house.city.center)
  if (link) return [await linkedPlace(house, link, near)]
  const index = await house.places.index()
  return index.search(q, { near, limit }).map((place) => found(place, near))
}

/** The place nearest to a point, for putting words to it; null in an empty city. */
export const nearestPlace = async (house: House, point: LonLat): Promise<FoundPlace | null> => {
  const index = await house.places.index()
  const nearest = index.nearest(point)
  return nearest ? found(nearest.place, point) : null
}

const found = (place: CityPlace, near: LonLat | undefined): FoundPlace => ({
  id: place.id,
  kind: place.kind,
  name: place.name,
  nameEn: place.nameEn,
  point: place.point,
  metres: near ? Math.round(distanceMetres(near, place.point)) : null,
  detail: place.detail,
})

const apps: Readonly<Record<MapLink['app'], Bilingual>> = {
  amap: { en: 'Amap', zh: '高德地图' },
  baidu: { en: 'Baidu Maps', zh: '百度地图' },
  tencent: { en: 'Tencent Maps', zh: '腾讯地图' },
  geo: { en: 'the link', zh: '链接' },
  numbers: { en: 'coordinates', zh: '坐标' },
}

const linkedPlace = async (house: House, link: MapLink, near: LonLat | undefined): Promise<FoundPlace> => {
  if (link.kind === 'unreadable') throw unreadable(link)
  const { point } = link
  const nearest = await nearestPlace(house, point)
  const words = nearest ? { en: nearest.nameEn ?? nearest.name, zh: nearest.name } : null
  const name = link.name ?? words?.zh ?? point.map((degrees) => degrees.toFixed(5)).join(', ')
  return {
    id: `point/${point.map((degrees) => degrees.toFixed(6)).join(',')}`,
    kind: 'point',
    name,
    nameEn: link.name ? null : (words?.en ?? null),
    point,
    metres: near ? Math.round(distanceMetres(near, point)) : null,
    detail: words,
  }
}

const unreadable = (link: MapLink): Refusal => {
  const app = apps[link.app]
  const isNumbers = link.app === 'numbers'
  return new Refusal(
    'invalid',
    isNumbers
      ? { en: 'These numbers are no place on earth.', zh: '这组数字不是有效坐标。' }
      : {
          en: `This link says no place by itself. Open it in ${app.en} and share the place’s full link, or type its name.`,
          zh: `该链接不含坐标。请在${app.zh}中打开后分享完整链接，或直接输入地点名称。`,
        },
    { field: 'q', more: { app: link.app } },
  )
}
