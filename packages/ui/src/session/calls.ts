import type { EndpointName } from '@kerbside/protocol'
import { type UseQueryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Api, CallAnswer, CallInput } from './api.ts'
import { ApiProblem } from './api-problem.ts'
import { useSession } from './session.tsx'

/** The cache key of a read; `callKey('getJob')` alone names all its reads. */
export const callKey = <N extends EndpointName>(name: N, input?: CallInput<N>) =>
  input === undefined ? ([name] as const) : ([name, input] as const)

type Ask = (name: EndpointName, input: unknown, options: object) => Promise<unknown>
const asking = (api: Api): Ask => api.call as Ask

type ReadOptions<N extends EndpointName> = Omit<
  UseQueryOptions<CallAnswer<N>, ApiProblem, CallAnswer<N>>,
  'queryKey' | 'queryFn'
>

/** The input may be left out where nothing in it is needed. */
type Reading<N extends EndpointName> =
  Record<never, never> extends CallInput<N>
    ? [input?: CallInput<N> | undefined, options?: ReadOptions<N>]
    : [input: CallInput<N>, options?: ReadOptions<N>]
type Wish<N extends EndpointName> =
  // biome-ignore lint/suspicious/noConfusingVoidType: `mutate()` without arguments needs void
  Record<never, never> extends CallInput<N> ? CallInput<N> | void : CallInput<N>

/** Reads an endpoint into the cache: `useCall('getJob', { params: { id } })`; the error is an `ApiProblem`. */
export const useCall = <N extends EndpointName>(name: N, ...[input, options]: Reading<N>) => {
  const { api } = useSession()
  return useQuery<CallAnswer<N>, ApiProblem>({
    ...options,
    queryKey: callKey(name, input),
    queryFn: ({ signal }) => asking(api)(name, input ?? {}, { signal }) as Promise<CallAnswer<N>>,
  })
}

/**
 * A command: `const accept = useCommand('acceptOffer')`, then `accept.mutate({ params: { id } })`.
 * Pressing again after silence sends the same Idempotency-Key, so that it happens once.
 */
export const useCommand = <N extends EndpointName>(name: N) => {
  const { api } = useSession()
  const open = useRef<{ input: string; key: string } | null>(null)
  return useMutation<CallAnswer<N>, ApiProblem, Wish<N>>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input ?? {})
      if (open.current?.input !== text) open.current = { input: text, key: crypto.randomUUID() }
      try {
        const answer = (await asking(api)(name, input ?? {}, {
          idempotencyKey: open.current.key,
        })) as CallAnswer<N>
        open.current = null
        return answer
      } catch (error) {
        // A refusal is an answer: the next press is a new wish. Silence is not.
        if (error instanceof ApiProblem && error.status > 0 && error.status < 500) open.current = null
        throw error
      }
    },
  })
}
