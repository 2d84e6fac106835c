import type { Server as HttpServer } from 'node:http'
import type { Person } from '@kerbside/domain'
import type { House } from '../house.ts'
import { Hub, openMachines, openSockets, type Relay } from '../outside/live/index.ts'
import { currentSeq, currentSeqs, eventsAfter, oldestSeq } from '../outside/postgres/stream-store.ts'
import { whoIs } from '../people/index.ts'
import { takeFixes } from '../travel/fixes.ts'
import { whoseTracker } from '../travel/tracker-store.ts'
import { renderTechnicians } from '../views/index.ts'
import { findTechnician, mayWatch, whoCalls } from './live-access.ts'

const nudgeEveryMs = 3_000

export interface LiveRole {
  hub: Hub
  connections(): number
  close(): Promise<void>
}

interface Wish {
  relay: Relay
  server: HttpServer
  host: string
  /** Of the machines' websocket. */
  port: number
}

/** Holds live connections: people's sockets on the given server, machines' websocket on a port of its own. */
export const openLive = async (house: House, { relay, server, host, port }: Wish): Promise<LiveRole> => {
  const { db, city, log } = house
  const onError = (error: Error): void => log.error({ err: error }, 'a live connection made trouble')
  const hub = new Hub(
    {
      current: (stream) => currentSeq(db, city.id, stream),
      after: (stream, seen, limit) => eventsAfter(db, city.id, stream, seen, limit),
    },
    onError,
  )
  relay.on('events', (events) => hub.publish(events))
  const live = {
    relay,
    hub,
    clock: house.clock,
    positions: house.positions,
    whoIs: (token: string) => whoIs(house, token),
    whoCalls: (token: string) => whoCalls(house, token),
    mayWatch: (person: Person, stream: string) => mayWatch(house, person, stream),
    takeFixes: (person: Person, fixes: Parameters<typeof takeFixes>[2]) => takeFixes(house, person, fixes),
    onError,
  }
  for (const one of await renderTechnicians(db, house, 'all'))
    house.positions.take(one.id, one.state, one.fix)
  const sockets = openSockets({ ...live, server })
  const machines = await openMachines({
    ...live,
    host,
    port,
    technician: (id) => findTechnician(house, id),
    whoseTracker: (token) => whoseTracker(house, token),
    cityNumbers: async () => {
      const newest = await currentSeq(db, city.id, 'city')
      return { newest, oldest: (await oldestSeq(db, city.id, 'city')) || newest + 1 }
    },
  })
  const flush = setInterval(() => house.positions.flush(house.clock.now()), 1_000)
  // What another process published may be lost on its way here; the numbers tell.
  const nudge = setInterval(() => {
    currentSeqs(db, city.id, hub.watched()).then(
      (heads) => {
        for (const { stream, seq } of heads) hub.nudge(stream, seq)
      },
      (error: Error) => log.warn({ err: error }, 'streams are looked at again'),
    )
  }, nudgeEveryMs)
  return {
    hub,
    connections: () => sockets.connections(),
    async close() {
      clearInterval(flush)
      clearInterval(nudge)
      await sockets.close()
      await machines.close()
    },
  }
}
