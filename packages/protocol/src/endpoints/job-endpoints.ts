import { fixSchema, idSchema, statusSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { jobEventSchema, jobSchema, pointOfLine, qualitySchema, rankingSchema } from '../views/index.ts'
import { byId, everyone } from './parameters.ts'

/** Jobs, for all who have to do with them. */
export const jobs = {
  listJobs: endpoint({
    method: 'GET',
    path: '/v1/jobs',
    audience: everyone,
    tag: 'jobs',
    says: 'Jobs, newest first: the customer’s own, the technician’s own, or all for supervisors.',
    query: z.object({
      status: z.union([statusSchema, z.array(statusSchema)]).optional(),
      open: z.enum(['true', 'false']).optional().describe('only jobs that are not over'),
      zoneId: idSchema('zone').optional(),
      q: z.string().trim().max(40).optional().describe('sign, plate or phone'),
      before: idSchema('job').optional().describe('page on from this job'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ jobs: z.array(jobSchema), next: idSchema('job').nullable() }),
  }),
  getJob: endpoint({
    method: 'GET',
    path: '/v1/jobs/:id',
    audience: everyone,
    tag: 'jobs',
    says: 'One job.',
    params: byId('job'),
    answer: jobSchema,
  }),
  listJobEvents: endpoint({
    method: 'GET',
    path: '/v1/jobs/:id/events',
    audience: everyone,
    tag: 'jobs',
    says: 'The job’s history, oldest first.',
    params: byId('job'),
    answer: z.object({ events: z.array(jobEventSchema) }),
  }),
  getTracking: endpoint({
    method: 'GET',
    path: '/v1/jobs/:id/tracking',
    audience: everyone,
    tag: 'jobs',
    says: 'Where the technician of this job is and the way he has left; only from en route to arrival.',
    params: byId('job'),
    answer: z.object({
      fix: fixSchema.nullable(),
      line: pointOfLine.nullable(),
      quality: qualitySchema.nullable(),
    }),
  }),
  priceCancellation: endpoint({
    method: 'GET',
    path: '/v1/jobs/:id/cancellation',
    audience: ['customer', 'supervisor'],
    tag: 'jobs',
    says: 'What cancelling would cost now.',
    params: byId('job'),
    answer: z.object({ allowed: z.boolean(), feeMinor: z.int(), currency: z.string() }),
  }),
  cancelJob: endpoint({
    method: 'POST',
    path: '/v1/jobs/:id/cancel',
    audience: ['customer', 'supervisor'],
    tag: 'jobs',
    says: 'Cancels the job for the fee of this moment.',
    params: byId('job'),
    body: z.object({
      reason: z.string().trim().max(200).default(''),
      agreedFeeMinor: z.int().min(0).optional().describe('refused as stale if the fee is higher by now'),
    }),
    answer: jobSchema,
  }),
  stepJob: endpoint({
    method: 'POST',
    path: '/v1/jobs/:id/steps',
    audience: ['technician'],
    tag: 'jobs',
    says: 'The technician’s own steps. An illegal one answers 409.',
    params: byId('job'),
    body: z.object({
      step: z.enum(['depart', 'arrive', 'begin', 'finish', 'fail', 'release']),
      reason: z.string().trim().max(300).default('').describe('needed to fail or release'),
      fix: fixSchema.optional(),
    }),
    answer: jobSchema,
  }),
  explainJob: endpoint({
    method: 'GET',
    path: '/v1/jobs/:id/why',
    audience: ['supervisor'],
    tag: 'jobs',
    says: 'All technicians ranked for this job, and why the others were left out.',
    params: byId('job'),
    answer: rankingSchema,
  }),
  giveJob: endpoint({
    method: 'POST',
    path: '/v1/jobs/:id/give',
    audience: ['supervisor'],
    tag: 'jobs',
    says: 'Gives the job to one technician: as an offer, or directly.',
    params: byId('job'),
    body: z.object({
      technicianId: idSchema('technician'),
      how: z.enum(['offer', 'direct']).default('offer'),
    }),
    answer: jobSchema,
  }),
  releaseJob: endpoint({
    method: 'POST',
    path: '/v1/jobs/:id/release',
    audience: ['supervisor'],
    tag: 'jobs',
    says: 'Takes the job from its technician and puts it back.',
    params: byId('job'),
    body: z.object({ reason: z.string().trim().min(1).max(300) }),
    answer: jobSchema,
  }),
}
