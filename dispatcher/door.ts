import type { Language, Person } from '@kerbside/domain'
import type { AnswerGiven, Endpoint, Read } from '@kerbside/protocol'
import type { House } from './house.ts'
import type { Tx } from './outside/postgres/database.ts'
import type { Actor } from './outside/postgres/tables.ts'

/** What a door's handler knows of one call. Parts that the endpoint does not declare are `never`. */
export interface Call<E extends Endpoint> {
  params: Read<E, 'params'>
  query: Read<E, 'query'>
  /** Bytes as they came where the endpoint is `asText`. */
  body: E extends { asText: object } ? Uint8Array : Read<E, 'body'>
  /** Null where everybody is answered alike. */
  person: E['audience'] extends 'everybody' ? null : Person
  language: Language
  /** The caller's session token; empty for a stranger. */
  token: string
  /** Aborted when the caller hangs up before he is answered. */
  gone: AbortSignal
  /**
   * Runs the business in one transaction. Where the caller sent an `Idempotency-Key`, its answer is stored in the same
   * transaction, and a repeated call gets that answer without running anything again.
   */
  commit<T>(business: (tx: Tx) => Promise<T>): Promise<T>
}

export interface Door {
  endpoint: Endpoint
  // The one place where the exact types of an endpoint are forgotten: `door` has checked them.
  handle(house: House, call: Call<never>): Promise<unknown>
}

/** Opens one endpoint of the contract with a handler whose types come from it. */
export const door = <E extends Endpoint>(
  endpoint: E,
  handle: (house: House, call: Call<E>) => Promise<E extends { asText: object } ? string : AnswerGiven<E>>,
): Door => ({ endpoint, handle: handle as unknown as Door['handle'] })

/** The signed-in person as the actor of an event. */
export const actorOf = (person: Person): Actor => ({ kind: person.role, id: person.id, name: person.name })
