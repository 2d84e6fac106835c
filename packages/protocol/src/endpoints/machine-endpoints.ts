import { idSchema, instantSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { scopeSchema } from '../scope.ts'
import { attemptSchema, deliverySchema, hookEventSchema, keySchema, webhookSchema } from '../views/index.ts'
import { byId, nothing } from './parameters.ts'

const supervisor = ['supervisor'] as const
const tag = 'machines'
const url = z.string().trim().min(1).max(500)
const types = z
  .array(hookEventSchema)
  .max(20)
  .transform((all) => [...new Set(all)])
const once = z.string().nullable().describe('shown once; null when the same command is repeated')
const link = z.object({ path: z.string().nullable().describe('shown once, null when repeated') })

/** What supervisors set up for machines: keys, webhooks, calendars. */
export const machines = {
  listKeys: endpoint({
    method: 'GET',
    path: '/v1/keys',
    audience: supervisor,
    tag,
    says: 'API keys, newest first, revoked ones too.',
    answer: z.object({ keys: z.array(keySchema) }),
  }),
  makeKey: endpoint({
    method: 'POST',
    path: '/v1/keys',
    audience: supervisor,
    tag,
    success: 201,
    says: 'Makes an API key. It may do what its scopes say and nothing else; only its hash is kept.',
    body: z.object({
      name: z.string().trim().min(1).max(60),
      scopes: z
        .array(scopeSchema)
        .min(1, 'At least one scope')
        .transform((all) => [...new Set(all)]),
      expiresAt: instantSchema.nullable().default(null),
    }),
    answer: keySchema.extend({ key: once }),
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/v1/keys/:id',
    audience: supervisor,
    tag,
    says: 'Revokes a key, at once and for ever.',
    params: byId('key'),
    answer: keySchema,
  }),
  listWebhooks: endpoint({
    method: 'GET',
    path: '/v1/webhooks',
    audience: supervisor,
    tag,
    says: 'Addresses that events are sent to.',
    answer: z.object({ webhooks: z.array(webhookSchema) }),
  }),
  addWebhook: endpoint({
    method: 'POST',
    path: '/v1/webhooks',
    audience: supervisor,
    tag,
    success: 201,
    says: 'Sends events from now on to a public https address, signed by the Standard Webhooks convention.',
    body: z.object({ url, types: types.default([]).describe('empty means all') }),
    answer: webhookSchema.extend({ secret: once }),
  }),
  changeWebhook: endpoint({
    method: 'PATCH',
    path: '/v1/webhooks/:id',
    audience: supervisor,
    tag,
    says: 'Changes address or events; stops it, or starts it again from now.',
    params: byId('webhook'),
    body: z.object({ url, types, on: z.boolean() }).partial(),
    answer: webhookSchema,
  }),
  removeWebhook: endpoint({
    method: 'DELETE',
    path: '/v1/webhooks/:id',
    audience: supervisor,
    tag,
    says: 'Removes a webhook with its log.',
    params: byId('webhook'),
    answer: nothing,
  }),
  renewSecret: endpoint({
    method: 'POST',
    path: '/v1/webhooks/:id/secret',
    audience: supervisor,
    tag,
    says: 'A new secret; for a day both sign, so that the receiver can change over.',
    params: byId('webhook'),
    answer: webhookSchema.extend({ secret: once }),
  }),
  testWebhook: endpoint({
    method: 'POST',
    path: '/v1/webhooks/:id/test',
    audience: supervisor,
    tag,
    success: 202,
    says: 'Sends a `webhook.test` event.',
    params: byId('webhook'),
    answer: deliverySchema,
  }),
  listDeliveries: endpoint({
    method: 'GET',
    path: '/v1/webhooks/:id/deliveries',
    audience: supervisor,
    tag,
    says: 'The log of a webhook, newest first, kept for 30 days.',
    params: byId('webhook'),
    query: z.object({
      status: deliverySchema.shape.status.optional(),
      before: idSchema('delivery').optional().describe('page on from this delivery'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ deliveries: z.array(deliverySchema), next: idSchema('delivery').nullable() }),
  }),
  getDelivery: endpoint({
    method: 'GET',
    path: '/v1/deliveries/:id',
    audience: supervisor,
    tag,
    says: 'One delivery: what was sent and each attempt.',
    params: byId('delivery'),
    answer: deliverySchema.extend({
      payload: z.record(z.string(), z.unknown()),
      tries: z.array(attemptSchema),
    }),
  }),
  replayDelivery: endpoint({
    method: 'POST',
    path: '/v1/deliveries/:id/replay',
    audience: supervisor,
    tag,
    success: 202,
    says: 'Sends it again under the same id, with a full day of tries.',
    params: byId('delivery'),
    answer: deliverySchema,
  }),
  makeCalendar: endpoint({
    method: 'POST',
    path: '/v1/technicians/:id/calendar',
    audience: supervisor,
    tag,
    success: 201,
    says: 'A secret link to a technician’s tour as iCalendar; an earlier link stops working.',
    params: byId('technician'),
    answer: link,
  }),
  dropCalendar: endpoint({
    method: 'DELETE',
    path: '/v1/technicians/:id/calendar',
    audience: supervisor,
    tag,
    says: 'Ends the technician’s calendar link.',
    params: byId('technician'),
    answer: nothing,
  }),
  makeOwnCalendar: endpoint({
    method: 'POST',
    path: '/v1/me/calendar',
    audience: ['technician'],
    tag,
    success: 201,
    says: 'A secret link to one’s own tour as iCalendar; an earlier link stops working.',
    answer: link,
  }),
  readCalendar: endpoint({
    method: 'GET',
    path: '/v1/calendars/:file',
    audience: 'everybody',
    tag,
    says: 'The tour behind a secret link, as iCalendar (RFC 5545).',
    params: z.object({ file: z.string().regex(/^[\w-]{43}\.ics$/, 'A calendar link ends in .ics') }),
    media: 'text/calendar',
    answer: z.string(),
  }),
}
