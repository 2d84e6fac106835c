import { createServer } from 'node:net'

/** True if nobody listens there, on any of the addresses `localhost` may mean. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await tryListen(port, '127.0.0.1')) !== 'taken' && (await tryListen(port, '::1')) !== 'taken'
}

/** The wished port if it is free, else one the system picks. */
export async function chooseFreePort(wished?: number): Promise<number> {
  if (wished && (await isPortFree(wished))) return wished
  const port = await tryListen(0, '127.0.0.1')
  if (typeof port !== 'number') throw new Error('the system has no free port on 127.0.0.1')
  return port
}

/** Below what systems hand out to outgoing connections, so that no stranger takes the neighbour meanwhile. */
const quietPorts = { from: 20_000, count: 12_000 }

/** A free port whose next one is free as well: a dispatcher listens on both. */
export async function chooseFreePair(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = quietPorts.from + 2 * Math.floor((Math.random() * quietPorts.count) / 2)
    if ((await isPortFree(port)) && (await isPortFree(port + 1))) return port
  }
  throw new Error('no two neighbouring ports are free on 127.0.0.1')
}

function tryListen(port: number, host: string): Promise<number | 'taken' | 'no such address'> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('taken')
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('no such address')
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
