import { fixSchema, idSchema, languageSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import {
  fixCountsSchema,
  jobSchema,
  offerSchema,
  technicianSchema,
  tourSchema,
  wayViewSchema,
} from '../views/index.ts'
import { byId, nothing, pointText } from './parameters.ts'

/** The technician’s own day. */
export const technicians = {
  getDuty: endpoint({
    method: 'GET',
    path: '/v1/me/duty',
    audience: ['technician'],
    tag: 'technicians',
    says: 'The technician himself: shift, state, van.',
    answer: technicianSchema,
  }),
  setDuty: endpoint({
    method: 'POST',
    path: '/v1/me/duty',
    audience: ['technician'],
    tag: 'technicians',
    says: 'Goes on or off duty. Without a shift today going on duty opens one of eight hours.',
    body: z.object({ onDuty: z.boolean(), fix: fixSchema.optional() }),
    answer: technicianSchema,
  }),
  getTour: endpoint({
    method: 'GET',
    path: '/v1/me/tour',
    audience: ['technician'],
    tag: 'technicians',
    says: 'The tour as planned now.',
    answer: tourSchema,
  }),
  listOffers: endpoint({
    method: 'GET',
    path: '/v1/me/offers',
    audience: ['technician'],
    tag: 'technicians',
    says: 'Offers that stand.',
    answer: z.object({ offers: z.array(offerSchema) }),
  }),
  acceptOffer: endpoint({
    method: 'POST',
    path: '/v1/offers/:id/accept',
    audience: ['technician'],
    tag: 'technicians',
    says: 'Takes the job. One winner; the others get `offer_over`.',
    params: byId('offer'),
    answer: jobSchema,
  }),
  declineOffer: endpoint({
    method: 'POST',
    path: '/v1/offers/:id/decline',
    audience: ['technician'],
    tag: 'technicians',
    says: 'Leaves the job to the next one. Remembered for this job.',
    params: byId('offer'),
    body: z.object({
      reason: z.enum(['busy', 'too_far', 'vehicle', 'no_material', 'break', 'other']),
      note: z.string().trim().max(200).default(''),
    }),
    answer: nothing,
  }),
  getWay: endpoint({
    method: 'GET',
    path: '/v1/me/way',
    audience: ['technician'],
    tag: 'technicians',
    says: 'The way to a job of one’s own, with turn instructions.',
    query: z.object({
      jobId: idSchema('job'),
      from: pointText.optional(),
      language: languageSchema.default('zh-CN'),
    }),
    answer: wayViewSchema,
  }),
  answerWait: endpoint({
    method: 'POST',
    path: '/v1/waits/:id/answer',
    audience: ['technician'],
    tag: 'technicians',
    says: 'Answers the question to wait somewhere else: `go`, `not_now` (also on the way), `there`. Nobody has to go.',
    params: byId('wait'),
    body: z.object({ answer: z.enum(['go', 'not_now', 'there']) }),
    answer: technicianSchema,
  }),
  getWaitWay: endpoint({
    method: 'GET',
    path: '/v1/waits/:id/way',
    audience: ['technician'],
    tag: 'technicians',
    says: 'The way to a waiting place that one was asked to go to.',
    params: byId('wait'),
    query: z.object({ from: pointText.optional(), language: languageSchema.default('zh-CN') }),
    answer: wayViewSchema,
  }),
  sendFixes: endpoint({
    method: 'POST',
    path: '/v1/me/fixes',
    audience: ['technician'],
    tag: 'technicians',
    success: 202,
    says: 'A batch of fixes in any order; only on duty. What is refused is named by reason.',
    body: z.object({ fixes: z.array(fixSchema).min(1).max(500) }),
    answer: fixCountsSchema,
  }),
}
