import { type Positions, protocolVersion } from '@kerbside/protocol'
import { io } from 'socket.io-client'

/** A fix on its way: when it was handed to the socket, by technician and instant. */
export type SentFixes = ReadonlyMap<string, number>
export const sentKey = (technicianId: string, at: string): string => `${technicianId} ${at}`

/** Opens a console's socket that looks at the whole city and notes when each fix came. */
export const openConsole = async (
  { base, token }: { base: string; token: string },
  bbox: readonly number[],
) => {
  const seen = new Map<string, number>()
  const socket = io(base, {
    path: '/socket.io',
    transports: ['websocket'],
    auth: { token, protocol: protocolVersion },
  })
  socket.on('positions', ({ fixes }: Positions) => {
    const now = performance.now()
    for (const { technicianId, fix } of fixes) {
      const key = sentKey(technicianId, fix.at)
      if (!seen.has(key)) seen.set(key, now)
    }
  })
  await new Promise<void>((done, failed) => {
    socket.once('hello', () => done())
    socket.once('connect_error', failed)
  })
  await socket.emitWithAck('view', { bbox: [...bbox] })
  return {
    /** Milliseconds from each sent fix to the batch that showed it. */
    lags: (sent: SentFixes): number[] =>
      [...sent].flatMap(([key, atMs]) => {
        const came = seen.get(key)
        return came === undefined ? [] : [came - atMs]
      }),
    close: async () => void socket.close(),
  }
}
