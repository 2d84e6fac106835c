import type { FlatEarth } from '../osm/flat-earth.ts'
import { isStop, poiKindOf, quarterKindOf, type Spot } from '../osm/named-spot.ts'
import { englishOf, nameOf } from '../osm/road-class.ts'
import { groupClose, middleOf } from './close-together.ts'
import type { FoundPlace, PlaceKind } from './place.ts'

/** Both directions of a bus stop, and the platforms of a station, are one place to a customer. */
const SAME_SPOT_METRES = 250
const HAN = /\p{Script=Han}/u
const QUARTER_WEIGHT = { city: 90, suburb: 80, quarter: 65 } as const

/** Bus stops, points of interest, quarters and house numbers. */
export function spotPlaces(spots: readonly Spot[], earth: FlatEarth): FoundPlace[] {
  const named = spots.flatMap((spot) => namedPlace(spot) ?? [])
  return [
    ...onceEach(named, earth),
    ...onceEach(
      spots.flatMap((spot) => housePlace(spot) ?? []),
      earth,
    ),
  ]
}

function namedPlace({ id, at, tags }: Spot): FoundPlace | undefined {
  const name = nameOf(tags)
  const kind = name ? kindOf(tags) : undefined
  if (!name || !kind) return undefined
  return { id, ...kind, name, nameEn: englishOf(tags), at }
}

function kindOf(tags: Spot['tags']): { kind: PlaceKind; weight: number } | undefined {
  const quarter = quarterKindOf(tags)
  if (quarter) return { kind: 'quarter', weight: QUARTER_WEIGHT[quarter] }
  const poi = poiKindOf(tags)
  if (poi) return { kind: 'poi', weight: poi === 'station' ? 70 : 45 }
  return isStop(tags) ? { kind: 'stop', weight: 40 } : undefined
}

/** "桂花路12号" or, where houses have no 号, "Rua do Sol 12". */
function housePlace({ id, at, tags }: Spot): FoundPlace | undefined {
  // A house with several numbers ("56;58;60") is found by its first.
  const [number, street] = [tags['addr:housenumber']?.split(';')[0], tags['addr:street']]
  if (!number || !street) return undefined
  const name = HAN.test(street) ? `${street}${number.replace(/号$/, '')}号` : `${street} ${number}`
  return { id: `house/${id}`, kind: 'house', name, nameEn: null, at, weight: 25 }
}

function onceEach(places: readonly FoundPlace[], earth: FlatEarth): FoundPlace[] {
  const alike = Map.groupBy(places, ({ kind, name }) => `${kind} ${name}`)
  return [...alike.values()].flatMap((same) => {
    const positions = same.map(({ at }) => at)
    return groupClose(positions, earth, SAME_SPOT_METRES).flatMap((group) => {
      const first = same[group[0] ?? -1]
      if (!first) return []
      const nameEn = first.nameEn ?? group.map((one) => same[one]?.nameEn).find(Boolean) ?? null
      const own = group.flatMap((one) => (positions[one] ? [positions[one]] : []))
      const [lon, lat] = middleOf(own, earth)
      return [{ ...first, nameEn, at: [lon, lat] as [number, number] }]
    })
  })
}
