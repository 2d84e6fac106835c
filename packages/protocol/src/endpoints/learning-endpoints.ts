import { idSchema, instantSchema, serviceIdSchema, vehicleClassSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const switches = z.object({
  roads: z.boolean().describe('road times by the hour as learnt; else as assumed'),
  durations: z.boolean().describe('durations of work as learnt; else the catalogue’s'),
})
const hoursSchema = z.object({
  legs: z.int(),
  sigma: z.number().describe('deviation of ln(actual / forecast)'),
  factors: z
    .array(z.number())
    .length(168)
    .describe('by hour of the week from Monday 0 h, times the free road'),
  counts: z.array(z.int()).length(168),
})

/** What was learnt, and whether it is used. */
export const learning = {
  getLessons: endpoint({
    method: 'GET',
    path: '/v1/learning',
    audience: ['supervisor'],
    tag: 'learning',
    says: 'What was learnt from drives and work that are over, from how many, and whether it is used.',
    answer: z.object({
      on: switches,
      assumed: z
        .array(z.number())
        .length(24)
        .describe('factors by hour of the day before anything is learnt'),
      all: hoursSchema,
      zones: z.array(hoursSchema.extend({ zoneId: idSchema('zone') })),
      services: z.array(
        z.object({
          service: serviceIdSchema,
          vehicleClass: vehicleClassSchema,
          catalogueSeconds: z.int(),
          medianSeconds: z.int(),
          p80Seconds: z.int(),
          jobs: z.number(),
        }),
      ),
      technicians: z.array(
        z.object({
          technicianId: idSchema('technician'),
          name: z.string(),
          ratio: z.number(),
          jobs: z.int(),
        }),
      ),
      pairs: z.array(
        z.object({
          service: serviceIdSchema,
          vehicleClass: vehicleClassSchema,
          technicianId: idSchema('technician'),
          medianSeconds: z.int(),
          jobs: z.number(),
        }),
      ),
    }),
  }),
  switchLessons: endpoint({
    method: 'PATCH',
    path: '/v1/learning',
    audience: ['supervisor'],
    tag: 'learning',
    says: 'Uses what was learnt, or does not.',
    body: switches.partial(),
    answer: switches,
  }),
  getMileage: endpoint({
    method: 'GET',
    path: '/v1/mileage',
    audience: ['supervisor'],
    tag: 'learning',
    says: 'What each technician has driven to jobs since an instant, along the roads.',
    query: z.object({ since: instantSchema }),
    answer: z.object({
      technicians: z.array(
        z.object({
          technicianId: idSchema('technician'),
          name: z.string(),
          legs: z.int(),
          metres: z.int(),
          seconds: z.int(),
          matched: z.int().describe('legs whose track was matched to the roads'),
        }),
      ),
    }),
  }),
}
