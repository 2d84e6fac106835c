import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A link to something outside that can be cut for good. */
export interface Link {
  /** The address it stands for, by way of this link. */
  url: string
  /** Ends every connection; nobody listens here from then on. */
  cut(): Promise<void>
}

/** Opens a link to the host and port of an address. */
export const openLink = async (address: string): Promise<Link> => {
  const { hostname, port } = new URL(address)
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const one of [near, far]) keep(one)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const url = new URL(address)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cut: async () => {
      const closed = new Promise((done) => server.close(done))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
