import type { Role } from '@kerbside/domain'

/** For whom a view is rendered: one person, or the house itself. */
export type Audience = 'all' | { role: Role; personId: string }

/** What views need of the house. */
export interface ViewHouse {
  clock: { now(): number }
  city: { id: string; timeZone: string }
}
