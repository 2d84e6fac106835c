import { z } from 'zod'

/** What an API key may be allowed. A door, or a machines' stream, that names no scope is closed to every key. */
export const scopes = [
  'jobs:read',
  'jobs:write',
  'board:read',
  'technicians:read',
  'positions:write',
  'feed:read',
  'messages:read',
  'exports:read',
  'plans:make',
] as const
export const scopeSchema = z.enum(scopes)
export type Scope = z.infer<typeof scopeSchema>
