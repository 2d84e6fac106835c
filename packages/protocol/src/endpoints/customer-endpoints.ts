import {
  idSchema,
  instantSchema,
  phoneSchema,
  placeSchema,
  serviceIdSchema,
  vehicleSchema,
} from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { heldSlotSchema, jobSchema, quoteSchema } from '../views/index.ts'
import { byId } from './parameters.ts'

/** Cars, quotes and ordering. */
export const customers = {
  listVehicles: endpoint({
    method: 'GET',
    path: '/v1/vehicles',
    audience: ['customer'],
    tag: 'customers',
    says: 'The customer’s cars.',
    answer: z.object({ vehicles: z.array(vehicleSchema.extend({ id: idSchema('vehicle') })) }),
  }),
  addVehicle: endpoint({
    method: 'POST',
    path: '/v1/vehicles',
    audience: ['customer'],
    tag: 'customers',
    success: 201,
    says: 'Adds a car, or updates the one of the same plate.',
    body: vehicleSchema,
    answer: vehicleSchema.extend({ id: idSchema('vehicle') }),
  }),
  makeQuote: endpoint({
    method: 'POST',
    path: '/v1/quotes',
    audience: ['customer', 'supervisor'],
    scope: 'jobs:write',
    tag: 'customers',
    success: 201,
    says: 'Prices services for a car at a place, with the arrival windows that can be kept now.',
    body: z.object({
      services: z.array(serviceIdSchema).min(1).max(4),
      vehicle: vehicleSchema,
      place: placeSchema,
    }),
    answer: quoteSchema,
  }),
  holdSlot: endpoint({
    method: 'PUT',
    path: '/v1/quotes/:id/hold',
    audience: ['customer', 'supervisor'],
    tag: 'customers',
    says: 'Holds a slot of the quote for a while, so that no other quote is offered its time; another choice lets go of it.',
    params: byId('quote'),
    body: z.object({ slotFrom: instantSchema }),
    answer: heldSlotSchema,
  }),
  makeJob: endpoint({
    method: 'POST',
    path: '/v1/jobs',
    audience: ['customer', 'supervisor'],
    scope: 'jobs:write',
    tag: 'customers',
    success: 201,
    says: 'Turns a quote into a job. Scheduled work names the slot; a supervisor names the customer’s phone.',
    body: z.object({
      quoteId: idSchema('quote'),
      slotFrom: instantSchema.nullable().default(null),
      inDanger: z
        .boolean()
        .default(false)
        .describe('a rescue: somebody is hurt, or the car stands in a lane'),
      customerPhone: phoneSchema.optional(),
      customerName: z.string().trim().min(1).max(60).optional(),
    }),
    answer: jobSchema,
  }),
}
