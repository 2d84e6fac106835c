import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel'

/** What went wrong outside; never leaves this folder but as an estimate. */
export class RoadsTrouble extends Error {}

export interface OsrmClient {
  get<T>(path: string, limitMs: number): Promise<T>
  state(): { open: boolean; reason: string | null; sinceMs: number | null }
  counts: { calls: number; failures: number; milliseconds: number }
}

const breakAfter = 4
const probeAfterMs = 3_000

/**
 * Speaks to osrm-routed: a time limit on each call, one retry when the connection was closed under us (it closes them
 * after 512 requests and after 5 s idle), and a breaker that stops asking a dead server and probes it now and then.
 */
export const openOsrm = (baseUrl: () => string, fetcher: typeof fetch): OsrmClient => {
  const counts = { calls: 0, failures: 0, milliseconds: 0 }
  let reason: string | null = null
  let sinceMs: number | null = null
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: probeAfterMs,
    breaker: new ConsecutiveBreaker(breakAfter),
  })

  const once = async <T>(path: string, limitMs: number): Promise<T> => {
    const response = await fetcher(`${baseUrl()}${path}`, { signal: AbortSignal.timeout(limitMs) })
    const body = (await response.json()) as T & { code?: string; message?: string }
    // NoRoute and NoSegment are answers about the roads, not trouble; the callers read the code.
    if (response.status >= 500) throw new RoadsTrouble(`OSRM answered ${response.status}`)
    return body
  }

  const withRetry = async <T>(path: string, limitMs: number): Promise<T> => {
    try {
      return await once<T>(path, limitMs)
    } catch (error) {
      if (error instanceof RoadsTrouble || (error instanceof Error && error.name === 'TimeoutError'))
        throw error
      return once<T>(path, limitMs)
    }
  }

  return {
    counts,
    state: () => ({ open: breaker.state !== CircuitState.Closed, reason, sinceMs }),
    async get<T>(path: string, limitMs: number): Promise<T> {
      counts.calls += 1
      const begin = performance.now()
      try {
        const answer = await breaker.execute(() => withRetry<T>(path, limitMs))
        reason = null
        sinceMs = null
        return answer
      } catch (error) {
        counts.failures += 1
        if (!(error instanceof BrokenCircuitError)) {
          reason = error instanceof Error ? error.message : String(error)
          sinceMs ??= Date.now()
        }
        throw new RoadsTrouble(reason ?? 'OSRM is not asked for a moment')
      } finally {
        counts.milliseconds += performance.now() - begin
      }
    },
  }
}
