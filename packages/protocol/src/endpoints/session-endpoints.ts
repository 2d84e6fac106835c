import { languageSchema, phoneSchema } from '@kerbside/domain'
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { sessionSchema } from '../views/index.ts'
import { everyone, nothing } from './parameters.ts'

/** Signing in and out. */
export const sessions = {
  sendCode: endpoint({
    method: 'POST',
    path: '/v1/sessions/code',
    audience: 'everybody',
    tag: 'sessions',
    success: 202,
    says: 'Sends a one-time code to a customer’s phone. The answer never tells whether the phone is known.',
    body: z.object({ phone: phoneSchema, language: languageSchema.default('zh-CN') }),
    answer: z.object({ expiresInSeconds: z.int() }),
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/v1/sessions',
    audience: 'everybody',
    tag: 'sessions',
    success: 201,
    says: 'Signs in: customers with the code, staff with a password.',
    body: z.union([
      z.object({
        phone: phoneSchema,
        code: z.string().regex(/^\d{6}$/, 'Six digits'),
        name: z.string().trim().max(60).optional(),
      }),
      z.object({ phone: phoneSchema, password: z.string().min(1).max(200) }),
    ]),
    answer: sessionSchema,
  }),
  getSession: endpoint({
    method: 'GET',
    path: '/v1/session',
    audience: everyone,
    tag: 'sessions',
    says: 'Who is signed in.',
    answer: sessionSchema.omit({ token: true }),
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/v1/session',
    audience: everyone,
    tag: 'sessions',
    success: 200,
    says: 'Ends the session.',
    answer: nothing,
  }),
}
