import { lookup as systemLookup } from 'node:dns'
import { type ClientRequest, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { faultOf, hostOf } from './hook-address.ts'
import { guardedLookup, isReachable, type Lookup, type Reach } from './public-address.ts'

/** One message on its way: the body is sent and signed as it stands. */
export interface HookMessage {
  url: string
  id: string
  body: string
  /** Secrets `whsec_…`; each signs, the newest first. */
  secrets: readonly string[]
}
/** What became of it: an HTTP status, or the reason why there is none. */
export interface HookResult {
  status: number | null
  error: string | null
  answer: string
  millis: number
  /** Seconds the receiver asks us to wait, from `Retry-After`. */
  retryAfter: number | null
}

export interface HookSender {
  faultOf(url: string): ReturnType<typeof faultOf>
  send(message: HookMessage, signal?: AbortSignal): Promise<HookResult>
}

const limitMs = 10_000
const mostKept = 500

/** Opens the way out to webhooks: signed by Standard Webhooks, public addresses only, no redirect followed. */
export const openHookSender = (
  reach: Reach,
  lookup: Lookup = systemLookup as unknown as Lookup,
): HookSender => ({
  faultOf: (url) => faultOf(url, reach, lookup),
  async send(message, signal) {
    const begun = performance.now()
    const limit = AbortSignal.timeout(limitMs)
    const ended = (part: Partial<HookResult>): HookResult => ({
      status: null,
      error: null,
      answer: '',
      retryAfter: null,
      ...part,
      millis: Math.round(performance.now() - begun),
    })
    try {
      const fault = literalFault(message.url, reach)
      if (fault) return ended({ error: fault })
      return ended(await post(message, reach, lookup, signal ? AbortSignal.any([limit, signal]) : limit))
    } catch (error) {
      if (signal?.aborted) throw error
      return ended({ error: limit.aborted ? `no answer within ${limitMs / 1000} s` : sentenceOf(error) })
    }
  },
})

/** A host that is an address is never looked up, so it is looked at here. */
const literalFault = (text: string, reach: Reach): string | null => {
  const host = hostOf(new URL(text))
  return isIP(host) !== 0 && !isReachable(host, reach) ? `${host} is no public address` : null
}

/** The three headers of Standard Webhooks; the timestamp is the wall's, for receivers compare it with theirs. */
export const headersOf = ({ id, body, secrets }: HookMessage, at: Date): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
})

const post = (
  message: HookMessage,
  reach: Reach,
  lookup: Lookup,
  signal: AbortSignal,
): Promise<Partial<HookResult>> =>
  new Promise((resolve, reject) => {
    const url = new URL(message.url)
    const send = url.protocol === 'https:' ? secureRequest : plainRequest
    const sent: ClientRequest = send(url, {
      method: 'POST',
      // A connection of its own, so that its look-up is the one that was guarded.
      agent: false,
      lookup: guardedLookup(reach, lookup) as never,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'Kerbside-Webhooks/1',
        ...headersOf(message, new Date()),
      },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0
      const retryAfter = /^\d{1,5}$/.exec(response.headers['retry-after'] ?? '')?.[0]
      let answer = ''
      const finish = () =>
        resolve({
          status,
          answer: answer.slice(0, mostKept).replaceAll('\0', ''),
          retryAfter: retryAfter === undefined ? null : Number(retryAfter),
          error: status >= 300 && status < 400 ? 'a redirect is not followed' : null,
        })
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        answer += part
        if (answer.length < mostKept) return
        finish()
        response.destroy()
      })
      response.on('end', finish)
      response.on('error', reject)
    })
    sent.end(message.body)
  })

const sentenceOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return sentenceOf(error.errors[0])
  return error instanceof Error ? error.message.slice(0, 200) : String(error)
}
