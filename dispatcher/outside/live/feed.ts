import type { LiveEvent, MachineDown } from '@kerbside/protocol'
import type { Hub, Watcher } from './hub.ts'

export interface FeedDoors {
  hub: Hub
  /** The newest and the oldest kept number of the `city` stream. */
  cityNumbers(): Promise<{ newest: number; oldest: number }>
  onError(error: Error): void
}

interface Wire {
  readonly bufferedAmount: number
  send(text: string, sent?: () => void): void
  close(code: number, reason: string): void
  on(event: 'close', listener: () => void): unknown
}

/** A reader with more than this before him is told to come back with his cursor. */
const mostBuffered = 8 * 1024 * 1024

/** A cursor as it stands in an address: absent is 0, from now on; null is none at all. */
export const parseCursor = (text: string | undefined): number | null => {
  if (text === undefined) return 0
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(number) && number <= 2_147_483_647 ? number : null
}

/**
 * Sends the `city` stream to one machine, from its cursor on, in the order of the numbers, each once. A cursor older than
 * what is kept goes on from the oldest, one from the future from now; both are said.
 */
export const openFeed = (
  socket: Wire,
  { hub, cityNumbers, onError }: FeedDoors,
  wish: { after: number; messages: boolean },
): { resume(after: number): void } => {
  let watcher: Watcher | undefined
  let closed = false
  let last = Promise.resolve()
  const say = (message: MachineDown): void => socket.send(JSON.stringify(message))
  const deliver = (event: LiveEvent): Promise<void> | void => {
    if (event.type === 'message.queued' && !wish.messages) return
    if (socket.bufferedAmount > mostBuffered)
      return socket.close(1013, 'too slow: come back with your cursor')
    return new Promise((sent) => socket.send(JSON.stringify({ kind: 'event', event }), () => sent()))
  }
  const start = async (after: number, greets: boolean): Promise<void> => {
    watcher?.stop()
    if (closed) return
    const { newest, oldest } = await cityNumbers()
    if (greets) say({ kind: 'welcome', seq: newest, oldest })
    const lost = after > 0 && after + 1 < oldest
    if (lost || after > newest) say({ kind: 'problem', code: 'stale', detail: staleSentence(lost) })
    watcher = await hub.watch('city', lost ? oldest - 1 : after, deliver, Number.POSITIVE_INFINITY)
    if (closed) watcher.stop()
  }
  // One after the other, so that no event comes by two ways.
  const resume = (after: number, greets = false): void => {
    last = last
      .then(() => start(after, greets))
      .catch((error: Error) => {
        onError(error)
        socket.close(1011, 'not ready: come back with your cursor')
      })
  }
  socket.on('close', () => {
    closed = true
    watcher?.stop()
  })
  resume(wish.after, true)
  return { resume }
}

const staleSentence = (lost: boolean): string =>
  lost
    ? 'The cursor is older than what is kept; the feed goes on from the oldest event.'
    : 'The cursor is ahead of the stream; the feed goes on from now.'
