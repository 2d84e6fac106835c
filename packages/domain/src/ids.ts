import { z } from 'zod'

/** What an id may name; the prefix stands before the underscore of every id. */
export const idPrefixes = {
  job: 'job',
  customer: 'cust',
  technician: 'tech',
  supervisor: 'sup',
  vehicle: 'veh',
  quote: 'quote',
  zone: 'zone',
  zoneChange: 'zchg',
  station: 'stn',
  wait: 'wait',
  offer: 'offer',
  plan: 'plan',
  shift: 'shift',
  alert: 'alert',
  message: 'msg',
  session: 'sess',
  tracker: 'trk',
  closure: 'cls',
  key: 'key',
  webhook: 'hook',
  delivery: 'dlv',
} as const
export type IdKind = keyof typeof idPrefixes

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

/** The schema of an id of one kind: its prefix, an underscore and a UUIDv7. */
export const idSchema = <K extends IdKind>(kind: K) =>
  z.string().regex(new RegExp(`^${idPrefixes[kind]}_${uuid}$`), `An id such as ${idPrefixes[kind]}_0190…`)

/**
 * Makes a prefixed UUIDv7 (RFC 9562 §5.7) from an instant in epoch milliseconds and ten random bytes.
 * Ids of later instants sort after those of earlier ones.
 */
export const makeId = (kind: IdKind, atMs: number, random: Uint8Array): string => {
  const bytes = new Uint8Array(16)
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(atMs / 2 ** (8 * (5 - i))) & 0xff
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return `${idPrefixes[kind]}_${parts.join('-')}`
}

/** The short sign by which people name a job: the last five digits of its id, upper case. */
export const shortSign = (id: string): string => id.slice(-5).toUpperCase()
