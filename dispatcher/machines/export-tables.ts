import { catalogue, shortSign } from '@kerbside/domain'
import type { StopView, TechnicianView, TourView } from '@kerbside/protocol'
import { stringify } from 'csv-stringify/sync'
import type { ExportedJob } from './export-store.ts'

type Cell = string | number | null
/** The columns of a table: heading → what stands there. */
type Columns<T> = Readonly<Record<string, (row: T) => Cell>>

const instant = (at: Date | null): string | null => at?.toISOString() ?? null

export const jobColumns: Columns<ExportedJob> = {
  job_id: (job) => job.job_id,
  sign: (job) => shortSign(job.job_id),
  status: (job) => job.status,
  category: (job) => job.category,
  services: (job) => job.services.join(' '),
  zone_id: (job) => job.zone_id,
  zone_en: (job) => job.zone.en,
  zone_zh: (job) => job.zone.zh,
  technician_id: (job) => job.technician_id,
  technician: (job) => job.technician,
  plate: (job) => job.vehicle.plate,
  vehicle_class: (job) => job.vehicle.vehicleClass,
  place: (job) => job.place.label,
  lon: (job) => job.place.point[0],
  lat: (job) => job.place.point[1],
  requested_at: (job) => instant(job.requested_at),
  promise_from: (job) => instant(job.promise_from),
  promise_until: (job) => instant(job.promise_until),
  departed_at: (job) => instant(job.departed_at),
  arrived_at: (job) => instant(job.arrived_at),
  begun_at: (job) => instant(job.begun_at),
  done_at: (job) => instant(job.done_at),
  late_seconds: (job) =>
    job.arrived_at
      ? Math.max(0, Math.round((job.arrived_at.getTime() - job.promise_until.getTime()) / 1000))
      : null,
  total_minor: (job) => job.price.totalMinor,
  currency: (job) => job.price.currency,
}

export interface ExportedStop {
  tour: TourView
  technician: string
  stop: StopView
  position: number
}
export const stopColumns: Columns<ExportedStop> = {
  technician_id: ({ tour }) => tour.technicianId,
  technician: ({ technician }) => technician,
  position: ({ position }) => position,
  job_id: ({ stop }) => stop.jobId,
  sign: ({ stop }) => stop.sign,
  status: ({ stop }) => stop.status,
  services: ({ stop }) => stop.services.map((one) => catalogue[one].name.en).join(' + '),
  plate: ({ stop }) => stop.plate,
  place: ({ stop }) => stop.label,
  lon: ({ stop }) => stop.point[0],
  lat: ({ stop }) => stop.point[1],
  arrive_at: ({ stop }) => stop.arriveAt,
  begin_at: ({ stop }) => stop.beginAt,
  end_at: ({ stop }) => stop.endAt,
  promise_from: ({ stop }) => stop.promise.from,
  promise_until: ({ stop }) => stop.promise.until,
  drive_seconds: ({ stop }) => stop.driveSeconds,
  metres: ({ stop }) => stop.metres,
  late_seconds: ({ stop }) => stop.lateSeconds,
}

export const technicianColumns: Columns<TechnicianView> = {
  technician_id: (one) => one.id,
  name: (one) => one.name,
  zone_id: (one) => one.zoneId,
  skills: (one) => one.skills.join(' '),
  van_plate: (one) => one.vanPlate,
  state: (one) => one.state,
  shift_from: (one) => one.shift?.from ?? null,
  shift_until: (one) => one.shift?.until ?? null,
  load_share: (one) => one.loadShare,
}

/**
 * A table as CSV (RFC 4180, CRLF) with a byte order mark, by which spreadsheets know UTF-8. What would be taken for a
 * formula gets an apostrophe in front.
 */
export const toCsv = <T>(columns: Columns<T>, rows: readonly T[]): string =>
  stringify([Object.keys(columns), ...rows.map((row) => Object.values(columns).map((cell) => cell(row)))], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })

interface Drawn {
  geometry: { type: 'Point' | 'LineString'; coordinates: unknown }
  properties: Record<string, unknown>
}
/** Features as GeoJSON (RFC 7946). */
export const toGeoJson = (features: readonly Drawn[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: features.map((feature) => ({ type: 'Feature', ...feature })),
  })

/** Rows with their place as points; the other columns are the properties. */
export const pointsOf = <T>(
  columns: Columns<T>,
  rows: readonly T[],
  at: (row: T) => readonly number[],
): Drawn[] =>
  rows.map((row) => ({
    geometry: { type: 'Point', coordinates: at(row) },
    properties: Object.fromEntries(
      Object.entries(columns)
        .filter(([name]) => name !== 'lon' && name !== 'lat')
        .map(([name, cell]) => [name, cell(row)]),
    ),
  }))

/** A tour as a line from stop to stop; one with fewer than two stops has none. */
export const linesOf = (tours: readonly (TourView & { technician: string })[]): Drawn[] =>
  tours
    .filter(({ stops }) => stops.length > 1)
    .map((tour) => ({
      geometry: { type: 'LineString', coordinates: tour.stops.map(({ point }) => point) },
      properties: {
        technician_id: tour.technicianId,
        technician: tour.technician,
        depart_at: tour.departAt,
        end_at: tour.endAt,
        drive_seconds: tour.driveSeconds,
        metres: tour.metres,
        quality: tour.quality,
      },
    }))
