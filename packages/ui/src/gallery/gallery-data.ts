import { type Category, statuses, type TechnicianState, type ZonePolygon } from '@kerbside/domain'
import type { Risk } from '../components/glyph.tsx'
import type { MapJob, MapTechnician, MapTour, MapZone } from '../map/map-features.ts'
import { townCenter } from './gallery-town.ts'

const [lon, lat] = townCenter
const at = (x: number, y: number): [number, number] => [lon + x / 95_200, lat + y / 111_000]
const place = (x: number, y: number) => ({ lon: at(x, y)[0], lat: at(x, y)[1] })

export const galleryCity = {
  tiles: { url: '/gallery/tiles/{z}/{x}/{y}.mvt', minzoom: 8, maxzoom: 16 },
  attribution: '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap</a>',
  bbox: [...at(-2000, -1800), ...at(2000, 1800)] as [number, number, number, number],
  center: townCenter,
}

const initials = ['WH', 'LN', 'CZ', 'ZM', 'LY', '赵', 'SQ', 'WJ']
const states: TechnicianState[] = [
  'driving',
  'working',
  'on_site',
  'free',
  'break',
  'driving',
  'free',
  'silent',
]

/** Eight technicians; with every `tick` those who drive are a little further. */
export const galleryTechnicians = (tick: number): MapTechnician[] =>
  initials.map((name, n) => {
    const state = states[n] ?? 'free'
    const step = state === 'driving' ? tick * 14 : 0
    return {
      id: `tech_${n}`,
      ...place(-1000 + n * 290 + step, ((n * 7) % 5) * 210 - 420),
      heading: state === 'driving' ? 83 : null,
      initials: name,
      state,
      ageSeconds: state === 'silent' ? 372 : 4,
      selected: n === 0,
      note: state === 'silent' ? '6 min 12 s' : undefined,
    }
  })

const categories: Category[] = ['wash', 'care', 'rescue']
const risks: Risk[] = ['kept', 'tight', 'danger', 'broken', 'unknown']
export const galleryJobs: MapJob[] = statuses.map((status, n) => ({
  id: `job_${n}`,
  ...place(-1100 + n * 230, ((n * 3) % 7) * 170 - 560),
  category: categories[n % 3] ?? 'wash',
  status,
  risk: risks[n % 5] ?? 'kept',
  label: n === 2 ? 'Jump start 2:40' : undefined,
  selected: n === 2,
}))

export const galleryTours: MapTour[] = [
  {
    id: 'a',
    line: [at(-1000, -420), at(-600, -380), at(-590, 140), at(0, 240)],
    colour: 'accent',
    selected: true,
  },
  { id: 'b', line: [at(300, -300), at(900, -260), at(900, 300)], colour: 'muted' },
]

const ring = (x: number, y: number, w: number, h: number): ZonePolygon => ({
  type: 'Polygon',
  coordinates: [[at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h), at(x, y)]],
})
export const galleryZones: MapZone[] = [
  { id: 'z1', name: "Jing'an 静安", polygon: ring(-1700, -1000, 1700, 2100) },
  { id: 'z2', name: 'Huangpu 黄浦', polygon: ring(60, -1000, 1700, 2100) },
]

export const galleryPromise = { from: '2026-11-24T06:00:00.000Z', until: '2026-11-24T06:30:00.000Z' }
export const galleryEta = (minutes: number, spread: number) => {
  const middle = Date.parse(galleryPromise.from) + minutes * 60_000
  const iso = (ms: number) => new Date(ms).toISOString()
  return {
    at: iso(middle),
    earliest: iso(middle - spread * 60_000),
    latest: iso(middle + spread * 60_000),
    madeAt: galleryPromise.from,
    quality: 'osrm' as const,
  }
}
