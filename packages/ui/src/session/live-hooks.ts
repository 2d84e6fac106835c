import type { Approach, LiveEvent, Positions, Stream } from '@kerbside/protocol'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Connection } from './live.ts'
import { useSession } from './session.tsx'

const signedOut: Connection = { word: 'offline', since: null, refused: null }
const noSubscription = () => () => undefined
const noConnection = () => signedOut

/** How the live link stands: live, reconnecting or offline, since when. */
export const useConnection = (): Connection => {
  const { live } = useSession()
  return useSyncExternalStore(live?.subscribe ?? noSubscription, live?.connection ?? noConnection)
}

/**
 * Watches a stream while the component is there (null: nothing). `onReload` comes once at the start and whenever
 * events may have been missed: fetch or invalidate then. `seen` is the number the data already contain (0: unknown).
 */
export const useStream = (
  stream: Stream | null,
  handlers: { onEvent: (event: LiveEvent) => void; onReload: () => void; seen?: number },
) => {
  const { live } = useSession()
  const onEvent = useEffectEvent(handlers.onEvent)
  const onReload = useEffectEvent(handlers.onReload)
  const seen = useEffectEvent(() => handlers.seen ?? 0)
  useEffect(() => {
    if (!live || stream === null) return
    return live.watch(stream, {
      seen: seen(),
      onEvent: (event) => onEvent(event),
      onReload: () => onReload(),
    })
  }, [live, stream])
}

/** Hears the technician on his way to watched jobs. */
export const useApproach = (onApproach: (approach: Approach) => void) => {
  const { live } = useSession()
  const hear = useEffectEvent(onApproach)
  useEffect(() => live?.onApproach((approach) => hear(approach)), [live])
}

/** Hears batches of positions in the view told by `live.look`. */
export const usePositions = (onPositions: (positions: Positions) => void) => {
  const { live } = useSession()
  const hear = useEffectEvent(onPositions)
  useEffect(() => live?.onPositions((positions) => hear(positions)), [live])
}

/** Server time in epoch milliseconds, ticking on screen every `everyMs` wall milliseconds. */
export const useServerNow = (everyMs = 1000): number => {
  const { clock } = useSession()
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    const tick = () => setNow(clock.now())
    const unsubscribe = clock.subscribe(tick)
    const timer = setInterval(tick, everyMs)
    tick()
    return () => {
      clearInterval(timer)
      unsubscribe()
    }
  }, [clock, everyMs])
  return now
}

/** The server's clock itself, for computing an age at the moment of an event. */
export const useServerClock = () => useSession().clock
