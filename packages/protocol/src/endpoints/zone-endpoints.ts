import {
  bilingualSchema,
  hoursSchema,
  idSchema,
  instantSchema,
  lonLatSchema,
  polygonSchema,
  serviceIdSchema,
  zonePolicyChangeSchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import {
  stationProposalSchema,
  stationSchema,
  zoneChangeSchema,
  zoneChangeSummarySchema,
  zoneViewSchema,
} from '../views/index.ts'
import { byId, nothing } from './parameters.ts'

const supervisor = ['supervisor'] as const
const when = z.object({
  at: instantSchema.nullable().default(null).describe('when it takes effect; null: at once'),
})

/** Demand as the caller knows it; without it the jobs of the last days are looked at. */
const demand = z.object({
  source: z.enum(['history', 'places']).default('history'),
  days: z.int().min(1).max(365).default(30),
  demand: z
    .array(
      z.object({
        point: lonLatSchema,
        jobsPerDay: z.number().positive().max(100_000),
        serviceSeconds: z.int().min(60).max(86_400).default(2_400),
      }),
    )
    .max(20_000)
    .optional()
    .describe('instead of history'),
})

/** A GeoJSON file as people bring it: read loosely, doubted feature by feature. */
const featureCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        id: z.union([z.string(), z.number()]).optional(),
        properties: z.record(z.string(), z.unknown()).nullable(),
        geometry: z.looseObject({ type: z.string() }).nullable(),
      }),
    )
    .max(500),
})

/** Zones, their changes in time, and the stations that belong to them. */
export const zones = {
  addZone: endpoint({
    method: 'POST',
    path: '/v1/zones',
    audience: supervisor,
    tag: 'zones',
    success: 201,
    says: 'Adds a zone. Self-crossing, empty and overlapping polygons are refused with the place.',
    body: z.object({
      name: bilingualSchema,
      polygon: polygonSchema,
      hours: hoursSchema.prefault({}),
      services: z.array(serviceIdSchema).min(1).optional().describe('all unless said'),
      policy: zonePolicyChangeSchema.prefault({}),
    }),
    answer: zoneViewSchema,
  }),
  changeZone: endpoint({
    method: 'PATCH',
    path: '/v1/zones/:id',
    audience: supervisor,
    tag: 'zones',
    says: 'Changes a zone at once; `version` guards against somebody else’s change. What is left out stays.',
    params: byId('zone'),
    body: z.object({
      version: z.int(),
      name: bilingualSchema.optional(),
      polygon: polygonSchema.optional(),
      hours: hoursSchema.optional(),
      services: z.array(serviceIdSchema).min(1).optional(),
      policy: zonePolicyChangeSchema.optional(),
    }),
    answer: zoneViewSchema,
  }),
  scheduleZone: endpoint({
    method: 'POST',
    path: '/v1/zones/:id/changes',
    audience: supervisor,
    tag: 'zones',
    success: 201,
    says: 'Changes a zone from an instant on; refused at that instant if the zone has become another meanwhile.',
    params: byId('zone'),
    body: z.object({
      version: z.int(),
      at: instantSchema,
      note: z.string().trim().max(200).default(''),
      hours: hoursSchema.optional(),
      services: z.array(serviceIdSchema).min(1).optional(),
      policy: zonePolicyChangeSchema.optional(),
    }),
    answer: zoneChangeSchema,
  }),
  proposeZones: endpoint({
    method: 'POST',
    path: '/v1/zones/proposals',
    audience: supervisor,
    tag: 'zones',
    success: 201,
    says: 'Splits the area served into contiguous zones of even work by travel time; a draft with its effect, not live.',
    body: demand.extend({
      zones: z.int().min(1).max(40),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31)
        .default(1),
      note: z.string().trim().max(200).default(''),
    }),
    answer: zoneChangeSchema,
  }),
  importZones: endpoint({
    method: 'POST',
    path: '/v1/zones/import',
    audience: supervisor,
    tag: 'zones',
    success: 201,
    says: 'Reads zones from GeoJSON into a draft that replaces those there are. Bad polygons are refused with feature and place.',
    body: demand.extend({ geojson: featureCollection, note: z.string().trim().max(200).default('') }),
    answer: zoneChangeSchema,
  }),
  exportZones: endpoint({
    method: 'GET',
    path: '/v1/zones/geojson',
    audience: supervisor,
    tag: 'zones',
    says: 'The zones as GeoJSON, with everything that `import` reads.',
    answer: featureCollection,
  }),
  listZoneChanges: endpoint({
    method: 'GET',
    path: '/v1/zone-changes',
    audience: supervisor,
    tag: 'zones',
    says: 'Changes of zones, newest first: drafts, what is to come, what is live and what was.',
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
    answer: z.object({ changes: z.array(zoneChangeSummarySchema) }),
  }),
  getZoneChange: endpoint({
    method: 'GET',
    path: '/v1/zone-changes/:id',
    audience: supervisor,
    tag: 'zones',
    says: 'One change with the zones it wants and its effect.',
    params: byId('zoneChange'),
    answer: zoneChangeSchema,
  }),
  applyZoneChange: endpoint({
    method: 'POST',
    path: '/v1/zone-changes/:id/apply',
    audience: supervisor,
    tag: 'zones',
    says: 'Makes a draft live at once or at an instant. Running jobs keep their zone.',
    params: byId('zoneChange'),
    body: when,
    answer: zoneChangeSchema,
  }),
  cancelZoneChange: endpoint({
    method: 'POST',
    path: '/v1/zone-changes/:id/cancel',
    audience: supervisor,
    tag: 'zones',
    says: 'Puts a draft aside, or calls off what has not taken effect yet.',
    params: byId('zoneChange'),
    body: nothing,
    answer: zoneChangeSchema,
  }),
  rollBackZones: endpoint({
    method: 'POST',
    path: '/v1/zone-changes/:id/roll-back',
    audience: supervisor,
    tag: 'zones',
    success: 201,
    says: 'Undoes a live change by a new one, at once or at an instant; refused if a later change stands on it.',
    params: byId('zoneChange'),
    body: when,
    answer: zoneChangeSchema,
  }),
  listStations: endpoint({
    method: 'GET',
    path: '/v1/stations',
    audience: ['supervisor', 'technician'],
    tag: 'zones',
    says: 'Parts depots and waiting places.',
    answer: z.object({ stations: z.array(stationSchema) }),
  }),
  addStation: endpoint({
    method: 'POST',
    path: '/v1/stations',
    audience: supervisor,
    tag: 'zones',
    success: 201,
    says: 'Adds a station; it belongs to the zone named, else to the one it stands in.',
    body: z.object({
      kind: z.enum(['depot', 'waiting']),
      name: bilingualSchema,
      point: lonLatSchema,
      zoneId: idSchema('zone').optional(),
    }),
    answer: stationSchema,
  }),
  removeStation: endpoint({
    method: 'DELETE',
    path: '/v1/stations/:id',
    audience: supervisor,
    tag: 'zones',
    says: 'Removes a station.',
    params: byId('station'),
    answer: z.object({ removed: z.literal(true) }),
  }),
  proposeStations: endpoint({
    method: 'POST',
    path: '/v1/stations/proposals',
    audience: supervisor,
    tag: 'zones',
    says: 'The places that lower the expected response most, best first, each with its gain.',
    body: demand.extend({
      places: z.int().min(1).max(20),
      zoneId: idSchema('zone').optional().describe('within one zone only'),
    }),
    answer: stationProposalSchema,
  }),
}
