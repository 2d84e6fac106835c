import { type Answer, type EndpointName, endpoints, type Given, problemSchema } from '@kerbside/protocol'

type Part<E, K extends 'params' | 'query' | 'body'> = E extends { [key in K]: unknown }
  ? { [key in K]: Given<E, K> }
  : object
export type Words<N extends EndpointName> = Part<(typeof endpoints)[N], 'params'> &
  Part<(typeof endpoints)[N], 'query'> &
  Part<(typeof endpoints)[N], 'body'>

/** Asks one door of Kerbside; throws a `Refused` with the server's own sentence. */
export type Ask = <N extends EndpointName>(name: N, words: Words<N>) => Promise<Answer<(typeof endpoints)[N]>>

/** What the server said no to, or why it could not be asked, in one sentence. */
export class Refused extends Error {}

const longestMs = 300_000

/** Opens the way to a Kerbside; `token` makes it a signed-in person's. */
export const askOf = (url: string, token = ''): Ask => {
  const base = url.replace(/\/$/, '')
  return async (name, words) => {
    const endpoint = endpoints[name]
    const {
      params = {},
      query = {},
      body,
    } = words as {
      params?: Record<string, string>
      query?: Record<string, unknown>
      body?: unknown
    }
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(params[key] ?? ''),
    )
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    )
    const response = await reach(`${base}${path}${search.size > 0 ? `?${search}` : ''}`, {
      method: endpoint.method,
      headers: {
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(longestMs),
    })
    const answer: unknown = await response.json()
    if (response.ok) return endpoint.answer.parse(answer) as never
    const problem = problemSchema.safeParse(answer)
    throw new Refused(
      problem.success
        ? `${problem.data.detail}${problem.data.field ? ` (${problem.data.field})` : ''}`
        : `${base} answered ${response.status}.`,
    )
  }
}

const reach = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init)
  } catch (error) {
    const { host } = new URL(url)
    throw new Refused(`Kerbside cannot be reached at ${host}; start it, or leave --url out.`, {
      cause: error,
    })
  }
}
