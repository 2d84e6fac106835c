import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { chooseFreePair, chooseFreePort, isPortFree } from './free-port.ts'

it('a port is taken while somebody listens, and another is chosen in its place', async () => {
  const port = await chooseFreePort()
  expect(await isPortFree(port)).toBe(true)
  expect(await chooseFreePort(port)).toBe(port)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  try {
    expect(await isPortFree(port)).toBe(false)
    expect(await chooseFreePort(port)).not.toBe(port)
  } finally {
    server.close()
  }
})

it('a pair is free together with its neighbour', async () => {
  const port = await chooseFreePair()
  expect(await isPortFree(port)).toBe(true)
  expect(await isPortFree(port + 1)).toBe(true)
})
