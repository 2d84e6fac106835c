import { setTimeout as pause } from 'node:timers/promises'
import {
  type Answer,
  type Endpoint,
  type EndpointName,
  endpoints,
  type Given,
  problemSchema,
} from '@kerbside/protocol'
import { doorAddress } from './door-address.ts'
import { DoorProblem } from './door-problem.ts'
import { limitInFlight } from './in-flight.ts'

type Doorways = typeof endpoints
type Optional<T> = Record<never, never> extends T ? true : false
type Piece<E, K extends 'params' | 'query' | 'body'> =
  E extends Record<K, unknown>
    ? Optional<Given<E, K>> extends true
      ? Partial<Record<K, Given<E, K>>>
      : Record<K, Given<E, K>>
    : Record<never, never>

/** What a call of an endpoint takes, as the contract names it. */
export type Asked<N extends EndpointName> = Piece<Doorways[N], 'params'> &
  Piece<Doorways[N], 'query'> &
  Piece<Doorways[N], 'body'>
/** What it answers. */
export type Told<N extends EndpointName> = Answer<Doorways[N]>
type Words<N extends EndpointName> = Optional<Asked<N>> extends true ? [asked?: Asked<N>] : [asked: Asked<N>]

/** Kerbside's HTTP doors for one person, or for nobody in particular; refusals throw `DoorProblem`. */
export interface Caller {
  call<N extends EndpointName>(name: N, ...words: Words<N>): Promise<Told<N>>
}
export interface Doors extends Caller {
  /** The same doors with somebody's token. */
  as(token: string): Caller
}

export interface DoorsOptions {
  url: string
  mostInFlight?: number
  signal: AbortSignal
  onTrouble?: (name: EndpointName, problem: DoorProblem) => void
}

const limitMs = 20_000
const pausesMs = [300, 1000, 3000]
const longestRetryAfterMs = 60_000

/**
 * Opens the doors. A call that met an outage, 429 or 503 is repeated, a command under the same Idempotency-Key, after
 * what Retry-After asks; no more than `mostInFlight` are under way at once.
 */
export const openDoors = ({ url, mostInFlight = 16, signal, onTrouble }: DoorsOptions): Doors => {
  const inFlight = limitInFlight(mostInFlight)

  const callAs = async (token: string | null, name: EndpointName, asked: Parts = {}): Promise<unknown> => {
    const door: Endpoint = endpoints[name]
    const headers: Record<string, string> = { 'accept-language': 'zh-CN' }
    if (token !== null) headers.authorization = `Bearer ${token}`
    if (door.method !== 'GET') headers['idempotency-key'] = crypto.randomUUID()
    if (door.body) headers['content-type'] = 'application/json'
    const init: RequestInit = { method: door.method, headers }
    if (door.body) init.body = JSON.stringify(asked.body ?? {})
    const address = doorAddress(url, door.path, asked.params ?? {}, asked.query ?? {})
    for (let turn = 0; ; turn += 1) {
      try {
        return await inFlight(() => once(address, init, signal))
      } catch (error) {
        const waitMs = pausesMs[turn]
        if (!(error instanceof DoorProblem) || signal.aborted) throw error
        onTrouble?.(name, error)
        if (!error.mayPass || waitMs === undefined) throw error
        const asksMs = Number(error.more.retryAfterMs ?? 0)
        await pause(Math.min(Math.max(waitMs, asksMs), longestRetryAfterMs), undefined, { signal })
      }
    }
  }
  // The one place where the exact types of an endpoint are forgotten; they were checked at the call.
  const caller = (token: string | null): Caller => ({
    call: ((name: EndpointName, asked?: Parts) => callAs(token, name, asked)) as Caller['call'],
  })
  return { ...caller(null), as: caller }
}

interface Parts {
  params?: Readonly<Record<string, unknown>>
  query?: Readonly<Record<string, unknown>>
  body?: unknown
}

const once = async (address: string, init: RequestInit, signal: AbortSignal): Promise<unknown> => {
  try {
    const response = await fetch(address, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    })
    const text = await response.text()
    if (response.ok) return text === '' ? {} : JSON.parse(text)
    throw problemOf(response, text)
  } catch (error) {
    if (error instanceof DoorProblem || signal.aborted) throw error
    throw new DoorProblem(
      { status: 0, code: 'network', detail: `${new URL(address).pathname} could not be reached` },
      error,
    )
  }
}

const problemOf = (response: Response, text: string): DoorProblem => {
  const retryAfter = Number(response.headers.get('retry-after'))
  const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : 0
  const body = response.headers.get('content-type')?.includes('json')
    ? problemSchema.safeParse(JSON.parse(text))
    : undefined
  if (body?.success) return new DoorProblem({ ...body.data, more: { ...body.data.more, retryAfterMs } })
  return new DoorProblem({
    status: response.status,
    code: 'network',
    detail: text.slice(0, 200),
    more: { retryAfterMs },
  })
}
