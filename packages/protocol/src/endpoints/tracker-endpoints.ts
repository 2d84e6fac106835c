import { idSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { trackerSchema } from '../views/index.ts'
import { byId, nothing } from './parameters.ts'

/** Trackers and tracker apps: each sends one technician's fixes by a token of its own. */
export const trackers = {
  listTrackers: endpoint({
    method: 'GET',
    path: '/v1/trackers',
    audience: ['supervisor'],
    tag: 'supervisors',
    says: 'All trackers that may send, with when each was last heard.',
    answer: z.object({ trackers: z.array(trackerSchema) }),
  }),
  addTracker: endpoint({
    method: 'POST',
    path: '/v1/trackers',
    audience: ['supervisor'],
    tag: 'supervisors',
    success: 201,
    says: 'Gives a technician’s tracker its token, which is shown this once, and the address it sends to.',
    body: z.object({
      technicianId: idSchema('technician'),
      name: z.string().trim().min(1).max(60),
    }),
    answer: trackerSchema.extend({
      token: z.string(),
      path: z.string().describe('on the machines’ port, one above the API’s'),
    }),
  }),
  removeTracker: endpoint({
    method: 'DELETE',
    path: '/v1/trackers/:id',
    audience: ['supervisor'],
    tag: 'supervisors',
    says: 'Takes the token back; what the tracker sends from now on is refused.',
    params: byId('tracker'),
    answer: nothing,
  }),
}
