import type { ColumnType, JSONColumnType } from 'kysely'

/** A jsonb column: read as `T`, written as its text. */
export type Json<T> = JSONColumnType<T & object, string, string>
/** An instant is read as a Date and written as an ISO text or a Date. */
export type Instant = ColumnType<Date, Date | string, Date | string>
export type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

/** Who did something. */
export interface Actor {
  kind: 'customer' | 'technician' | 'supervisor' | 'system'
  id: string | null
  name: string
}
