import type { Fix, TechnicianState } from '@kerbside/domain'
import type { Approach, LiveEvent } from '@kerbside/protocol'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import { type DefaultEventsMap, Server } from 'socket.io'

/** What the processes of one house tell each other. All of it may be lost: PostgreSQL has the truth. */
export interface Relayed {
  events: readonly LiveEvent[]
  position: { technicianId: string; state: TechnicianState; fix: Fix | null }
  approach: Approach
}

export interface Relay {
  /** Socket.IO's server of this process, not yet listening; its adapter is what carries the words. */
  io: Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap>
  /** Tells the other processes, never this one. Without Redis there are none. */
  send<K extends keyof Relayed>(kind: K, body: Relayed[K]): void
  on<K extends keyof Relayed>(kind: K, hear: (body: Relayed[K]) => void): void
  /** How it stands with Redis; `alone` where there is none. */
  state(): string
  close(): Promise<void>
}

interface Wish {
  redisUrl: string | null
  /** Keeps houses that share a Redis apart. */
  name: string
  onError: (error: Error) => void
}

/** Opens the way between processes: Socket.IO's Redis streams adapter where there is Redis, else nothing. */
export const openRelay = ({ redisUrl, name, onError }: Wish): Relay => {
  const redis = redisUrl === null ? null : new Redis(redisUrl, { maxRetriesPerRequest: null })
  redis?.on('error', onError)
  const io: Relay['io'] = new Server({
    serveClient: false,
    ...(redis
      ? {
          adapter: createAdapter(redis, {
            streamName: `${name}:live`,
            channelPrefix: `${name}:live`,
            onlyPlaintext: true,
          }),
        }
      : {}),
  })
  return {
    io,
    send: (kind, body) => {
      if (redis?.status === 'ready') io.serverSideEmit(kind, body)
    },
    on: (kind, hear) => {
      io.on(kind as never, hear as never)
    },
    state: () => redis?.status ?? 'alone',
    async close() {
      await io.of('/').adapter.close()
      redis?.disconnect()
    },
  }
}
