import { idSchema, instantSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const common = { method: 'GET', audience: ['supervisor'], scope: 'exports:read', tag: 'exports' } as const
const span = z.object({
  from: instantSchema.describe('requested at or after'),
  until: instantSchema.describe('and before; at most 92 days later'),
  zoneId: idSchema('zone').optional(),
})
const text = z.string()

/** The city's data for spreadsheets and maps: UTF-8, WGS-84, instants in UTC. */
export const exported = {
  exportJobs: endpoint({
    ...common,
    path: '/v1/exports/jobs.csv',
    says: 'Jobs requested in a span as CSV (RFC 4180, with a byte order mark for spreadsheets).',
    query: span,
    media: 'text/csv',
    answer: text,
  }),
  exportJobsMap: endpoint({
    ...common,
    path: '/v1/exports/jobs.geojson',
    says: 'Jobs requested in a span as GeoJSON points.',
    query: span,
    media: 'application/geo+json',
    answer: text,
  }),
  exportStops: endpoint({
    ...common,
    path: '/v1/exports/stops.csv',
    says: 'The tours as planned now, one stop a line, as CSV.',
    media: 'text/csv',
    answer: text,
  }),
  exportToursMap: endpoint({
    ...common,
    path: '/v1/exports/tours.geojson',
    says: 'The tours as planned now as GeoJSON: a line for each tour, straight from stop to stop, and a point for each stop.',
    media: 'application/geo+json',
    answer: text,
  }),
  exportTechnicians: endpoint({
    ...common,
    path: '/v1/exports/technicians.csv',
    says: 'Technicians with skills, zone and van as CSV; no phone numbers.',
    media: 'text/csv',
    answer: text,
  }),
}
