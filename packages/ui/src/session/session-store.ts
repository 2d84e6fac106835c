import type { SessionView } from '@kerbside/protocol'

/** Who is signed in on this device for one app; several apps of one origin do not share it. */
export interface SessionStore {
  get(): SessionView | null
  set(session: SessionView | null): void
  subscribe(listener: () => void): () => void
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const parse = (text: string | null): SessionView | null => {
  if (text === null) return null
  try {
    const session = JSON.parse(text) as SessionView
    return Date.parse(session.expiresAt) > 0 && session.person ? session : null
  } catch {
    // Somebody else wrote there; signing in again mends it.
    return null
  }
}

/** Keeps the session in a storage under the app's name and follows other tabs. */
export const createSessionStore = (app: string, shelf: Shelf): SessionStore => {
  const key = `kerbside.${app}.session`
  const listeners = new Set<() => void>()
  let session = parse(shelf.getItem(key))
  const tell = () => {
    for (const listener of listeners) listener()
  }
  if (typeof window !== 'undefined') {
    window.addEventListener('storage', (event) => {
      if (event.key !== key) return
      session = parse(event.newValue)
      tell()
    })
  }
  return {
    get: () => session,
    set(next) {
      session = next
      if (next) shelf.setItem(key, JSON.stringify(next))
      else shelf.removeItem(key)
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
