import { instantSchema, polygonSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { closureKinds, closureSchema, roadStateSchema } from '../views/index.ts'
import { byId } from './parameters.ts'

/** Closed and slow roads. */
export const roads = {
  listClosures: endpoint({
    method: 'GET',
    path: '/v1/roads/closures',
    audience: ['supervisor'],
    tag: 'roads',
    says: 'Closed and slow roads that are or will be in force, and whether the road times in use know them.',
    answer: z.object({ closures: z.array(closureSchema), roads: roadStateSchema }),
  }),
  addClosure: endpoint({
    method: 'POST',
    path: '/v1/roads/closures',
    audience: ['supervisor'],
    tag: 'roads',
    success: 201,
    says: 'Closes the roads of an area, or slows them to a share of their usual speed; new road times are built beside those in use.',
    body: z.object({
      kind: z.enum(closureKinds),
      share: z
        .number()
        .min(0.05, 'At least 0.05; close the roads instead')
        .max(0.95, 'At most 0.95')
        .optional()
        .describe('of the usual speed, for slow roads'),
      polygon: polygonSchema,
      road: z.string().trim().min(1).max(80).nullable().default(null),
      note: z.string().trim().max(200).default(''),
      from: instantSchema.optional().describe('now unless said'),
      until: instantSchema.nullable().default(null),
    }),
    answer: closureSchema,
  }),
  endClosure: endpoint({
    method: 'DELETE',
    path: '/v1/roads/closures/:id',
    audience: ['supervisor'],
    tag: 'roads',
    says: 'Ends a closure now.',
    params: byId('closure'),
    answer: closureSchema,
  }),
  listRoadNames: endpoint({
    method: 'POST',
    path: '/v1/roads/names',
    audience: ['supervisor'],
    tag: 'roads',
    says: 'The names of the roads in an area, to close only one of them.',
    body: z.object({ polygon: polygonSchema }),
    answer: z.object({ names: z.array(z.string()) }),
  }),
}
