import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { isReady, type Member } from './process-fleet.ts'

interface Place {
  port: number
  ready: boolean
}

/** What any load balancer does: asks `/readyz`, sends nobody to who is not ready, tries the next when nobody listens. */
export interface Balancer {
  url: string
  /** Requests that found nobody listening and went on to the next. */
  passedOn(): number
  close(): Promise<void>
}

const probeMs = 150

export const openBalancer = async (members: readonly Member[]): Promise<Balancer> => {
  const placesOf = (role: Member['role']): Place[] =>
    members.filter((one) => one.role === role).map(({ port }) => ({ port, ready: true }))
  const pools = { api: placesOf('api'), live: placesOf('live') }
  let turn = 0
  let passedOn = 0
  const poolOf = (url = ''): Place[] => (url.startsWith('/socket.io') ? pools.live : pools.api)
  const choose = (pool: readonly Place[]): Place[] => {
    turn += 1
    const ready = pool.filter((place) => place.ready)
    return ready.map((_, index) => ready[(index + turn) % ready.length] as Place)
  }

  const server: Server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part as Buffer)
    for (const { port } of choose(poolOf(incoming.url))) {
      if (await pass(incoming, outgoing, Buffer.concat(parts), port)) return
      passedOn += 1
    }
    outgoing.writeHead(502).end()
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [place] = choose(poolOf(incoming.url))
    if (!place) return socket.destroy()
    const behind = connect(place.port, '127.0.0.1', () => {
      const lines = [`GET ${incoming.url} HTTP/1.1`]
      for (let at = 0; at < incoming.rawHeaders.length; at += 2)
        lines.push(`${incoming.rawHeaders[at]}: ${incoming.rawHeaders[at + 1]}`)
      behind.write(`${lines.join('\r\n')}\r\n\r\n`)
      behind.write(head)
      behind.pipe(socket).pipe(behind)
    })
    for (const one of [behind, socket]) {
      one.on('error', () => undefined)
      one.on('close', () => [behind, socket].map((other) => other.destroy()))
    }
    return undefined
  })
  const all = [...pools.api, ...pools.live]
  const probe = setInterval(() => {
    for (const place of all) {
      isReady(place.port).then((ready) => {
        place.ready = ready
      })
    }
  }, probeMs)
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    passedOn: () => passedOn,
    close: async () => {
      clearInterval(probe)
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Sends a request on; false when nobody listens there, so that nothing of it was heard. */
const pass = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer,
  port: number,
): Promise<boolean> =>
  new Promise((resolve) => {
    const { method, url, headers } = incoming
    const behind = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false })
    behind.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
      resolve(true)
    })
    behind.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return resolve(false)
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(502).end()
      return resolve(true)
    })
    behind.end(body)
  })
