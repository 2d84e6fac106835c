import type { Place, ServiceId, Vehicle } from '@kerbside/domain'
import { useSyncExternalStore } from 'react'

/** What the customer is putting together; it survives a reload, not the tab. */
export interface Wish {
  services: readonly ServiceId[]
  vehicle: Vehicle | null
  place: Place | null
  /** Somebody said that he stands in a lane. */
  inDanger: boolean
}

const empty: Wish = { services: [], vehicle: null, place: null, inDanger: false }
const shelf = 'kerbside-wish'

const read = (): Wish => {
  try {
    return { ...empty, ...(JSON.parse(sessionStorage.getItem(shelf) ?? '{}') as Partial<Wish>) }
  } catch {
    // What another version left there cannot be read: begin anew.
    return empty
  }
}

let now: Wish | null = null
const listeners = new Set<() => void>()

const current = (): Wish => {
  now ??= read()
  return now
}

/** Changes the wish and keeps it for this tab. */
export const changeWish = (change: Partial<Wish>): void => {
  now = { ...current(), ...change }
  sessionStorage.setItem(shelf, JSON.stringify(now))
  for (const listener of listeners) listener()
}

/** Begins a new wish, keeping the car. */
export const clearWish = (): void => changeWish({ services: [], place: null, inDanger: false })

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const useWish = (): Wish => useSyncExternalStore(subscribe, current)

/** The page that asks for what a wish still lacks; null when it can be quoted. */
export const missingStep = (wish: Wish): '/' | '/car' | '/place' | null => {
  if (wish.services.length === 0) return '/'
  if (!wish.vehicle) return '/car'
  return wish.place ? null : '/place'
}
