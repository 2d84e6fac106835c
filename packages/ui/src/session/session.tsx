import type { Role } from '@kerbside/domain'
import type { SessionView } from '@kerbside/protocol'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { currentLanguage } from '../texts/text-store.ts'
import { type Api, type CallInput, createApi } from './api.ts'
import { createLive, type Live } from './live.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'
import { createSessionStore } from './session-store.ts'

interface SessionValue {
  session: SessionView | null
  /** The role of the signed-in person, null if nobody is. */
  role: Role | null
  api: Api
  clock: ServerClock
  /** The live link of the signed-in person, null if nobody is. */
  live: Live | null
  /** Signs in with phone and code or password; throws `ApiProblem`. */
  signIn: (input: CallInput<'signIn'>['body']) => Promise<SessionView>
  signOut: () => Promise<void>
}

const SessionContext = createContext<SessionValue | null>(null)

const makeQueryClient = () =>
  new QueryClient({
    // The api tries reads again itself; offline a question should fail in words instead of waiting silently.
    defaultOptions: {
      queries: { retry: false, staleTime: 10_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })

/** Holds session, API, live link, server clock and query cache for one app of an origin. */
export const SessionProvider = ({
  app,
  baseUrl = '',
  children,
}: {
  app: string
  baseUrl?: string
  children: ReactNode
}) => {
  const [store] = useState(() => createSessionStore(app, localStorage))
  const [clock] = useState(() => createServerClock())
  const [queries] = useState(makeQueryClient)
  const session = useSyncExternalStore(store.subscribe, store.get)
  const token = session?.token ?? null

  const api = useMemo(
    () =>
      createApi({
        baseUrl,
        getToken: () => store.get()?.token ?? null,
        getLanguage: currentLanguage,
        onSignedOut: () => store.set(null),
      }),
    [store, baseUrl],
  )
  const live = useMemo(
    () =>
      token === null ? null : createLive({ url: baseUrl, token, clock, onSignedOut: () => store.set(null) }),
    [token, baseUrl, clock, store],
  )
  useEffect(() => {
    if (!live) return
    const [gone, back] = [() => live.networkGone(), () => live.networkBack()]
    window.addEventListener('offline', gone)
    window.addEventListener('online', back)
    live.open()
    return () => {
      window.removeEventListener('offline', gone)
      window.removeEventListener('online', back)
      live.close()
    }
  }, [live])
  useEffect(() => {
    api.call('getClock').then(
      ({ now, speed }) => clock.hear(now, speed),
      // Without the server this device's clock stands in until the first `hello`.
      () => clock.hear(new Date().toISOString(), 1),
    )
  }, [api, clock])

  const value = useMemo<SessionValue>(
    () => ({
      session,
      role: session?.person.role ?? null,
      api,
      clock,
      live,
      signIn: async (body) => {
        const made = await api.call('signIn', { body })
        queries.clear()
        store.set(made)
        return made
      },
      signOut: async () => {
        try {
          await api.call('signOut')
        } finally {
          queries.clear()
          store.set(null)
        }
      },
    }),
    [session, api, clock, live, queries, store],
  )
  return (
    <SessionContext value={value}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </SessionContext>
  )
}

/** The session and its doors; throws outside `SessionProvider`. */
export const useSession = (): SessionValue => {
  const value = useContext(SessionContext)
  if (!value) throw new Error('useSession needs a SessionProvider above it')
  return value
}
