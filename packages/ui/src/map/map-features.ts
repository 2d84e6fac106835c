import {
  type Category,
  type LonLat,
  type Status,
  statusGroup,
  type TechnicianState,
  type ZonePolygon,
} from '@kerbside/domain'
import type { Feature, FeatureCollection } from 'geojson'
import type { Risk } from '../components/glyph.tsx'
import type { MapTokens } from './map-tokens.ts'

/** A zone on the map: dashed edge, its name inside. */
export interface MapZone {
  id: string
  name: string
  polygon: ZonePolygon
  /** Closed or about to go: shown shaded. */
  off?: boolean
  selected?: boolean
}

/** A technician on duty; heading in degrees from north, age of the fix in seconds. */
export interface MapTechnician {
  id: string
  lon: number
  lat: number
  heading: number | null
  initials: string
  state: TechnicianState
  ageSeconds: number
  selected?: boolean
  /** A line under the marker, e.g. the age of an old fix. */
  note?: string | undefined
}

/** A job: its shape is the service, its corner the risk; hollow while nobody has it, faded when over. */
export interface MapJob {
  id: string
  lon: number
  lat: number
  category: Category
  status: Status
  risk: Risk
  label?: string | undefined
  selected?: boolean
}

/** A tour or way drawn along roads. */
export interface MapTour {
  id: string
  line: readonly LonLat[]
  colour?: 'accent' | 'muted' | 'alt'
  selected?: boolean
}

/** A place without a life of its own: the customer's car, a home, a waiting place, this device. */
export interface MapSpot {
  id: string
  lon: number
  lat: number
  kind: 'car' | 'home' | 'stand' | 'me'
}

export type Features = FeatureCollection

const collection = (features: Feature[]): Features => ({ type: 'FeatureCollection', features })
const point = (lon: number, lat: number, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties,
})

export const zoneFeatures = (zones: readonly MapZone[]): Features =>
  collection(
    zones.map(({ id, name, polygon, off }) => ({
      type: 'Feature',
      geometry: polygon,
      properties: { id, name, off: off === true },
    })),
  )

/** Middle of a ring by area (the shoelace centroid); good enough to write a name at. */
const middleOf = (ring: readonly (readonly number[])[]): [number, number] => {
  let [area, x, y] = [0, 0, 0]
  const [lon0 = 0, lat0 = 0] = ring[0] ?? []
  for (let i = 1; i < ring.length; i += 1) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? []
    const [bx = 0, by = 0] = ring[i] ?? []
    const cross = (ax - lon0) * (by - lat0) - (bx - lon0) * (ay - lat0)
    area += cross
    x += (ax + bx - 2 * lon0) * cross
    y += (ay + by - 2 * lat0) * cross
  }
  return area === 0 ? [lon0, lat0] : [lon0 + x / (3 * area), lat0 + y / (3 * area)]
}

/** One point per zone for its name: a label on the polygon itself would be repeated in every tile. */
export const zoneNameFeatures = (zones: readonly MapZone[]): Features =>
  collection(
    zones.map(({ id, name, polygon }) => {
      const outer = polygon.type === 'Polygon' ? polygon.coordinates[0] : polygon.coordinates[0]?.[0]
      const [lon, lat] = middleOf(outer ?? [])
      return point(lon, lat, { id, name })
    }),
  )

export const tourFeatures = (tours: readonly MapTour[]): Features =>
  collection(
    tours
      .filter(({ line }) => line.length > 1)
      .map(({ id, line, colour }) => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: line.map((one) => [...one]) },
        properties: { id, colour: colour ?? 'accent' },
      })),
  )

export const spotFeatures = (spots: readonly MapSpot[]): Features =>
  collection(spots.map(({ id, lon, lat, kind }) => point(lon, lat, { id, icon: `spot-${kind}` })))

const riskRank: Record<Risk, number> = { unknown: 0, kept: 1, tight: 2, danger: 3, broken: 4 }

/** Jobs as points; the riskier lie on top. */
export const jobFeatures = (jobs: readonly MapJob[]): Features =>
  collection(
    jobs.map(({ id, lon, lat, category, status, risk, label }) => {
      const group = statusGroup[status]
      const body = group === 'planning' || group === 'offering' ? 'hollow' : 'solid'
      const mark = group === 'over' ? 'kept' : risk
      return point(lon, lat, {
        id,
        icon: `job-${category}-${body}-${mark}`,
        rank: group === 'over' ? -1 : riskRank[risk],
        opacity: group === 'over' ? 0.5 : 1,
        label: label ?? '',
      })
    }),
  )

/** A fix older than this is drawn hollow and dashed. */
export const staleSeconds = 300
/** A heading older than this says nothing about where he drives now. */
export const headingSeconds = 30

/** Technicians as points; the selected one is on top. Those off duty have no marker. */
export const technicianFeatures = (technicians: readonly MapTechnician[], c: MapTokens): Features =>
  collection(
    technicians
      .filter(({ state }) => state !== 'off')
      .map(({ id, lon, lat, heading, initials, state, ageSeconds, selected, note }) => {
        const isStale = ageSeconds > staleSeconds || state === 'silent'
        const shown: TechnicianState = isStale ? 'silent' : state
        return point(lon, lat, {
          id,
          icon: `tech-${shown}`,
          arrow: `arrow-${shown}`,
          initials,
          ink: isStale ? c['tech-silent'] : c['on-tech'],
          heading: !isStale && ageSeconds <= headingSeconds ? heading : null,
          rank: selected ? 1 : 0,
          note: note ?? '',
        })
      }),
  )
