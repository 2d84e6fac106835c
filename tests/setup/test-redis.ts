import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { keepRunning } from '../../infra/src/child.ts'
import { chooseFreePort } from '../../infra/src/free-port.ts'
import type { Say } from '../../infra/src/say.ts'

export interface TestRedis {
  url: string | null
  stop: () => Promise<void>
}

/** REDIS_URL if it is set, else `redis-server` from PATH for this run alone, else none. */
export async function startTestRedis({ runDir, say }: { runDir: string; say: Say }): Promise<TestRedis> {
  const given = process.env.REDIS_URL
  if (given) return { url: given, stop: async () => undefined }
  if (!isOnPath('redis-server')) {
    say('redis', 'there is no redis-server on PATH and no REDIS_URL: tests of the Redis queue do not run')
    return { url: null, stop: async () => undefined }
  }
  mkdirSync(runDir, { recursive: true })
  const port = await chooseFreePort()
  const server = await keepRunning(
    {
      name: 'redis',
      command: 'redis-server',
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        runDir,
      ],
      logFile: join(runDir, 'redis.log'),
      pidFile: join(runDir, 'redis.pid'),
      graceMs: 3_000,
      ownGroup: true,
      isReady: () => listens(port),
      readyWithinMs: 15_000,
    },
    say,
  )
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.stop() }
}

function isOnPath(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    // Not installed, which is a fact and no trouble.
    return false
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
