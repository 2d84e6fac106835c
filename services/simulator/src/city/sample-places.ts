import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { LonLat } from '@kerbside/domain'
import { distanceMetres, zoneAt } from '@kerbside/geo'
import type { ZoneView } from '@kerbside/protocol'
import { z } from 'zod'
import type { RandomStream } from '../random-stream.ts'

/** Somewhere with a name. */
export interface NamedPlace {
  name: string
  point: LonLat
}

const placeLineSchema = z.object({ name: z.string().min(1), lon: z.number(), lat: z.number() })

/** The named places of the city's dataset, in the file's order. */
export const readPlaces = async (cityDir: string): Promise<NamedPlace[]> => {
  const places: NamedPlace[] = []
  const lines = createInterface({ input: createReadStream(join(cityDir, 'places.ndjson'), 'utf8') })
  for await (const line of lines) if (line.trim() !== '') places.push(readPlace(line))
  if (places.length === 0) throw new Error(`No places in ${join(cityDir, 'places.ndjson')}`)
  return places
}

const readPlace = (line: string): NamedPlace => {
  const { name, lon, lat } = placeLineSchema.parse(JSON.parse(line))
  return { name, point: [lon, lat] }
}

/** Where cars can stand: the named places of each zone, and some that lie in none. */
export interface SamplePlaces {
  inZone(zoneId: string, stream: RandomStream): NamedPlace
  inAnyZone(stream: RandomStream): NamedPlace
  outside(stream: RandomStream): NamedPlace
}

/** A car stands beside the place it is named after. */
const besideMetres = 40
const degreesOf = (metres: number): number => metres / 111_195

/** Sorts places by zone; those in `without` are left out with all that is in them. */
export const sortPlaces = (
  places: readonly NamedPlace[],
  zones: readonly Pick<ZoneView, 'id' | 'polygon'>[],
  without: ReadonlySet<string> = new Set(),
): SamplePlaces => {
  const byZone = Map.groupBy(places, (place) => zoneAt(place.point, zones)?.id ?? null)
  const served = [...byZone].flatMap(([zoneId, some]) => (zoneId === null || without.has(zoneId) ? [] : some))
  const outside = byZone.get(null) ?? [farFrom(places)]
  const beside = (place: NamedPlace, stream: RandomStream): NamedPlace => {
    const [lon, lat] = place.point
    const point: LonLat = [
      lon + degreesOf(stream.between(-besideMetres, besideMetres)) / Math.cos((lat * Math.PI) / 180),
      lat + degreesOf(stream.between(-besideMetres, besideMetres)),
    ]
    const same = zoneAt(point, zones)?.id === zoneAt(place.point, zones)?.id
    return { name: place.name, point: same ? rounded(point) : place.point }
  }
  return {
    inZone: (zoneId, stream) => beside(stream.pick(byZone.get(zoneId) ?? served), stream),
    inAnyZone: (stream) => beside(stream.pick(served), stream),
    outside: (stream) => stream.pick(outside),
  }
}

const rounded = ([lon, lat]: LonLat): LonLat => [Number(lon.toFixed(6)), Number(lat.toFixed(6))]

/** A made-up place well beyond everything that is named, for a city whose zones cover all of it. */
const farFrom = (places: readonly NamedPlace[]): NamedPlace => {
  const first = places[0]?.point ?? [0, 0]
  const reach = Math.max(0, ...places.map((place) => distanceMetres(first, place.point)))
  return { name: '郊外', point: rounded([first[0], first[1] + degreesOf(reach * 2 + 5000)]) }
}
