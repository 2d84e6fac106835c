import type { Language } from '@kerbside/domain'
import {
  type Answer,
  type Endpoint,
  type EndpointName,
  endpoints,
  type Given,
  problemSchema,
} from '@kerbside/protocol'
import { apiAddress } from './api-address.ts'
import { ApiProblem } from './api-problem.ts'

type Ends = typeof endpoints
type Needed<T> = Record<never, never> extends T ? 'maybe' : 'needed'
type Part<E, K extends 'params' | 'query' | 'body'> = E extends { [key in K]: unknown }
  ? Needed<Given<E, K>> extends 'needed'
    ? { [key in K]: Given<E, K> }
    : { [key in K]?: Given<E, K> }
  : Record<never, never>

/** What a call of an endpoint takes: its params, query and body as the contract names them. */
export type CallInput<N extends EndpointName> = Part<Ends[N], 'params'> &
  Part<Ends[N], 'query'> &
  Part<Ends[N], 'body'>
/** What a call of an endpoint gives. */
export type CallAnswer<N extends EndpointName> = Answer<Ends[N]>

export interface CallOptions {
  signal?: AbortSignal | undefined
  /** The same key makes a repeated command happen once; a new one is made if absent. */
  idempotencyKey?: string | undefined
}

export interface ApiOptions {
  /** Origin of the server without a slash; `''` for the page's own. */
  baseUrl: string
  getToken: () => string | null
  getLanguage: () => Language
  /** Called when the server no longer knows the token. */
  onSignedOut?: (() => void) | undefined
  fetch?: typeof fetch
  newKey?: () => string
  pause?: (milliseconds: number) => Promise<void>
}

type Rest<N extends EndpointName> =
  Record<never, never> extends CallInput<N>
    ? [input?: CallInput<N>, options?: CallOptions]
    : [input: CallInput<N>, options?: CallOptions]

/** Calls any endpoint of the contract by its name; refusals and trouble throw `ApiProblem`. */
export interface Api {
  call<N extends EndpointName>(name: N, ...rest: Rest<N>): Promise<CallAnswer<N>>
}

const readMs = 10_000
const commandMs = 20_000
const pausesMs = [300, 1_200]

const trouble = (code: 'network' | 'timeout' | 'unreadable', cause?: unknown, status = 0) =>
  new ApiProblem({ status, code, title: code, detail: '' }, cause)

const readAnswer = async (response: Response, isText: boolean): Promise<unknown> => {
  const text = await response.text()
  if (isText && response.ok) return text
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch (error) {
    // A proxy in between may answer in HTML, mostly because nobody stands behind it.
    throw trouble(response.ok ? 'unreadable' : 'network', error, response.status)
  }
  if (response.ok) return body
  const problem = problemSchema.safeParse(body)
  if (!problem.success) throw trouble('unreadable', problem.error, response.status)
  throw new ApiProblem(problem.data)
}

const mayPass = (error: ApiProblem): boolean => error.code === 'network' || error.code === 'not_ready'

/**
 * A thin typed client made from the contract's endpoints. Reads give up after 10 s and are tried three times,
 * commands after 20 s and twice under one Idempotency-Key; answers are trusted, problems are parsed.
 */
export const createApi = (options: ApiOptions): Api => {
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args))
  const newKey = options.newKey ?? (() => crypto.randomUUID())
  const pause = options.pause ?? ((ms: number) => new Promise<void>((done) => setTimeout(done, ms)))

  const once = async (
    address: string,
    init: RequestInit,
    ms: number,
    isText: boolean,
    signal?: AbortSignal,
  ) => {
    const limit = AbortSignal.timeout(ms)
    try {
      const response = await send(address, {
        ...init,
        signal: signal ? AbortSignal.any([limit, signal]) : limit,
      })
      return await readAnswer(response, isText)
    } catch (error) {
      if (error instanceof ApiProblem) throw error
      if (signal?.aborted) throw error
      throw trouble(limit.aborted ? 'timeout' : 'network', error)
    }
  }

  const call = async (
    name: EndpointName,
    input: CallParts = {},
    given: CallOptions = {},
  ): Promise<unknown> => {
    const end: Endpoint = endpoints[name]
    const isRead = end.method === 'GET'
    const token = options.getToken()
    const headers: Record<string, string> = { 'accept-language': options.getLanguage() }
    if (token !== null) headers.authorization = `Bearer ${token}`
    if (input.body !== undefined || end.body) headers['content-type'] = 'application/json'
    if (!isRead) headers['idempotency-key'] = given.idempotencyKey ?? newKey()
    const address = apiAddress(options.baseUrl, end.path, input.params ?? {}, input.query ?? {})
    const init: RequestInit = { method: end.method, headers }
    if (end.body) init.body = JSON.stringify(input.body ?? {})
    const pauses = isRead ? pausesMs : pausesMs.slice(0, 1)
    for (let turn = 0; ; turn += 1) {
      try {
        return await once(address, init, isRead ? readMs : commandMs, end.media !== undefined, given.signal)
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (error.code === 'not_signed_in' && token !== null) options.onSignedOut?.()
        const wait = pauses[turn]
        if (wait === undefined || !mayPass(error)) throw error
        await pause(wait)
      }
    }
  }
  return { call: call as Api['call'] }
}

interface CallParts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}
