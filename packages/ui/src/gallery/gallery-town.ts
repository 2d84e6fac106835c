import type { Feature, Position } from 'geojson'

/** The middle of the generated town, `[lon, lat]`. */
export const townCenter: [number, number] = [121.47, 31.23]

const metreLon = 1 / 95_200
const metreLat = 1 / 111_000
/** Metres east and north of the middle become `[lon, lat]`, turned a little so that streets are not north-south. */
const at = (x: number, y: number): Position => {
  const [u, v] = [x * 0.99 - y * 0.12, x * 0.12 + y * 0.99]
  return [townCenter[0] + u * metreLon, townCenter[1] + v * metreLat]
}
const feature = (geometry: Feature['geometry'], properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry,
  properties,
})
const line = (points: [number, number][], properties: Record<string, unknown>) =>
  feature({ type: 'LineString', coordinates: points.map(([x, y]) => at(x, y)) }, properties)
const box = (x: number, y: number, w: number, h: number, properties: Record<string, unknown>) =>
  feature(
    { type: 'Polygon', coordinates: [[at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h), at(x, y)]] },
    properties,
  )

const names: [zh: string, en: string][] = [
  ['南京西路', 'Nanjing West Rd'],
  ['威海路', 'Weihai Rd'],
  ['延安中路', "Yan'an Middle Rd"],
  ['长乐路', 'Changle Rd'],
  ['淮海中路', 'Huaihai Middle Rd'],
  ['茂名北路', 'Maoming North Rd'],
  ['石门一路', 'Shimen 1st Rd'],
  ['成都北路', 'Chengdu North Rd'],
]

const roads = (): Feature[] => {
  const made: Feature[] = []
  for (let i = -8; i <= 8; i += 1) {
    const [name, name_en] = names[(i + 8) % names.length] ?? ['', '']
    const kind = i === 0 ? 'motorway' : i % 4 === 0 ? 'primary' : i % 2 === 0 ? 'secondary' : 'residential'
    const properties = { class: kind, name, name_en }
    made.push(
      line(
        [
          [-2600, i * 260],
          [0, i * 260 + 30],
          [2600, i * 260],
        ],
        properties,
      ),
    )
    const [other, other_en] = names[(i + 11) % names.length] ?? ['', '']
    made.push(
      line(
        [
          [i * 300, -2400],
          [i * 300 + 20, 0],
          [i * 300, 2400],
        ],
        {
          class: kind === 'motorway' ? 'trunk' : kind,
          name: other,
          name_en: other_en,
        },
      ),
    )
  }
  return made
}

const buildings = (): Feature[] => {
  const made: Feature[] = []
  for (let i = -8; i < 8; i += 1) {
    for (let j = -8; j < 8; j += 1) {
      if ((i + 3 * j) % 11 === 0) continue
      for (const [dx, dy] of [
        [40, 40],
        [130, 40],
        [210, 40],
        [40, 140],
        [130, 150],
        [210, 130],
      ] as const) {
        made.push(box(i * 300 + dx, j * 260 + dy, 50 + ((i * j + dx) % 20), 55 + ((i + dy) % 25), {}))
      }
    }
  }
  return made
}

const parks = (): Feature[] => {
  const made: Feature[] = []
  for (let i = -8; i < 8; i += 1) {
    for (let j = -8; j < 8; j += 1) {
      if ((i + 3 * j) % 11 === 0) made.push(box(i * 300 + 30, j * 260 + 30, 240, 200, { kind: 'park' }))
    }
  }
  return made
}

/** A town of a grid, a river and parks, by layer of the tile schema; for the gallery alone. */
export const galleryTown = (): Record<string, Feature[]> => ({
  water: [box(-2600, 1400, 5200, 220, { kind: 'river' })],
  landuse: parks(),
  buildings: buildings(),
  roads: roads(),
  places: [
    feature(
      { type: 'Point', coordinates: at(-700, 700) },
      { kind: 'quarter', name: '静安寺', name_en: "Jing'an Temple" },
    ),
    feature(
      { type: 'Point', coordinates: at(900, -500) },
      { kind: 'suburb', name: '黄浦', name_en: 'Huangpu' },
    ),
  ],
  pois: [
    feature(
      { type: 'Point', coordinates: at(160, 90) },
      { kind: 'shop', name: '恒隆广场', name_en: 'Plaza 66' },
    ),
  ],
})
