import {
  bilingualSchema,
  hoursSchema,
  idSchema,
  instantSchema,
  lonLatSchema,
  polygonSchema,
  serviceIdSchema,
  zonePolicySchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { qualitySchema } from './shared-views.ts'

/** A zone as it shall be. */
const wantedZoneSchema = z.object({
  id: idSchema('zone'),
  version: z.int().nullable().describe('the version it replaces; null: a new zone'),
  name: bilingualSchema,
  polygon: polygonSchema,
  hours: hoursSchema,
  services: z.array(serviceIdSchema),
  policy: zonePolicySchema,
})
export type WantedZone = z.infer<typeof wantedZoneSchema>

/** What a change wants: zones as they shall be, zones to take out, technicians to move. */
export const wantedZonesSchema = z.object({
  zones: z.array(wantedZoneSchema),
  retire: z.array(z.object({ id: idSchema('zone'), version: z.int() })),
  technicians: z.array(z.object({ id: idSchema('technician'), zoneId: idSchema('zone') })),
})
export type WantedZones = z.infer<typeof wantedZonesSchema>

/** What a zone has to do and how soon somebody is there, by the demand that was looked at. */
const zoneFiguresSchema = z.object({
  id: idSchema('zone'),
  name: bilingualSchema,
  jobsPerDay: z.number(),
  workSecondsPerDay: z.number().describe('service and driving'),
  driveSeconds: z.number().describe('mean drive between two jobs'),
  responseSeconds: z.number().describe('mean drive from its waiting places, or its best one, to a job'),
  responseP90Seconds: z.number(),
  squareMetres: z.number(),
  technicians: z.int(),
})
export type ZoneFigures = z.infer<typeof zoneFiguresSchema>

const layoutFiguresSchema = z.object({
  zones: z.array(zoneFiguresSchema),
  spread: z
    .number()
    .describe('how far the work of the zone farthest from it lies off the mean, as a share: 0 is even'),
  driveSeconds: z.number(),
  responseSeconds: z.number(),
  responseP90Seconds: z.number(),
  unservedShare: z.number().describe('demand in no zone'),
})
export type LayoutFigures = z.infer<typeof layoutFiguresSchema>

/** Where demand was taken from: jobs of the last days, what the caller gave, or the city's places as a stand-in. */
export const demandSourceSchema = z.enum(['history', 'given', 'places'])
export type DemandSource = z.infer<typeof demandSourceSchema>

export const zoneEffectSchema = z.object({
  source: demandSourceSchema,
  days: z.int().nullable(),
  jobsPerDay: z.number(),
  cells: z.int(),
  resolution: z.int(),
  roads: qualitySchema,
  before: layoutFiguresSchema,
  after: layoutFiguresSchema,
})
export type ZoneEffect = z.infer<typeof zoneEffectSchema>

export const zoneChangeSummarySchema = z.object({
  id: idSchema('zoneChange'),
  kind: z.enum(['edit', 'proposal', 'import', 'roll_back']),
  status: z.enum(['draft', 'scheduled', 'live', 'cancelled', 'refused']),
  note: z.string(),
  by: z.string(),
  madeAt: instantSchema,
  effectiveAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  reason: bilingualSchema.nullable().describe('why it was refused when its instant came'),
  zoneNames: z.array(bilingualSchema),
  mayRollBack: z.boolean(),
})
export type ZoneChangeSummary = z.infer<typeof zoneChangeSummarySchema>

/** A change of zones: as a draft it shows its effect, live it can be rolled back. */
export const zoneChangeSchema = zoneChangeSummarySchema.extend({
  wanted: wantedZonesSchema,
  effect: zoneEffectSchema.nullable(),
  openJobs: z.int().describe('open jobs, which keep their promise, price and technician'),
})
export type ZoneChangeView = z.infer<typeof zoneChangeSchema>

/** A place where parts lie or technicians wait. */
export const stationSchema = z.object({
  id: idSchema('station'),
  zoneId: idSchema('zone'),
  kind: z.enum(['depot', 'waiting']),
  name: bilingualSchema,
  point: lonLatSchema,
})
export type StationView = z.infer<typeof stationSchema>

/** Proposed places, best first, each with what it takes off the mean drive to a job. */
export const stationProposalSchema = z.object({
  source: demandSourceSchema,
  jobsPerDay: z.number(),
  roads: qualitySchema,
  beforeSeconds: z.number().nullable().describe('with the waiting places there are; null: there are none'),
  afterSeconds: z.number(),
  places: z.array(
    z.object({
      point: lonLatSchema,
      name: bilingualSchema,
      zoneId: idSchema('zone').nullable(),
      gainSeconds: z.number().nullable().describe('null for the first where there was none'),
      responseSeconds: z.number().describe('mean with this one and those before it'),
    }),
  ),
})
export type StationProposal = z.infer<typeof stationProposalSchema>
