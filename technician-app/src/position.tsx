import type { Fix } from '@kerbside/domain'
import { useServerClock, useSession } from '@kerbside/ui'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useDay } from './day.tsx'

interface Position {
  fix: Fix | null
  denied: boolean
}
const PositionContext = createContext<Position>({ fix: null, denied: false })

/** Fixes that could not be sent yet; beyond this the oldest are dropped, for the newest matter. */
const mostKept = 300
const sendEveryMs = 5_000

/** Follows the phone's position while on duty, and only then; fixes wait here when there is no network. */
export const PositionProvider = ({ children }: { children: ReactNode }) => {
  const { duty } = useDay()
  const { live } = useSession()
  const clock = useServerClock()
  const kept = useRef<Fix[]>([])
  const [position, setPosition] = useState<Position>({ fix: null, denied: false })
  const onDuty = duty?.onDuty ?? false

  useEffect(() => {
    if (!onDuty || !('geolocation' in navigator)) return
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        const fix: Fix = {
          at: new Date(clock.now()).toISOString(),
          point: [coords.longitude, coords.latitude],
          accuracy: coords.accuracy,
          heading: Number.isFinite(coords.heading) ? coords.heading : null,
          speed: coords.speed,
        }
        kept.current = [...kept.current, fix].slice(-mostKept)
        setPosition({ fix, denied: false })
      },
      (error) => setPosition((known) => ({ ...known, denied: error.code === error.PERMISSION_DENIED })),
      { enableHighAccuracy: true, maximumAge: 5_000 },
    )
    const send = async () => {
      const batch = kept.current
      if (!live || batch.length === 0) return
      try {
        await live.sendFixes(batch)
        kept.current = kept.current.filter((fix) => !batch.includes(fix))
      } catch {
        // No answer: they stay here and go with the next batch.
        kept.current = kept.current.slice(-mostKept)
      }
    }
    const timer = setInterval(() => void send(), sendEveryMs)
    return () => {
      navigator.geolocation.clearWatch(watch)
      clearInterval(timer)
      kept.current = []
      setPosition({ fix: null, denied: false })
    }
  }, [onDuty, live, clock])

  const value = useMemo(() => position, [position])
  return <PositionContext value={value}>{children}</PositionContext>
}

/** The phone's newest position; null off duty or while there is none. */
export const usePosition = (): Position => useContext(PositionContext)
