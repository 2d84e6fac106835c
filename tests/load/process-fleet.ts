import { join } from 'node:path'
import { keepRunning, type RunningChild } from '../../infra/src/child.ts'
import { chooseFreePair } from '../../infra/src/free-port.ts'
import { repoRoot } from '../../infra/src/repo-root.ts'
import type { Say } from '../../infra/src/say.ts'

export type FleetRole = 'api' | 'live' | 'worker'
export interface Member {
  name: string
  role: FleetRole
  port: number
  /** Ends it as an orchestrator does, with SIGTERM, and starts it anew at the same place. */
  restart(): Promise<void>
  stop(): Promise<void>
}

interface Wish {
  databaseUrl: string
  redisUrl: string
  osrmUrl: string | null
  cityDir: string
  /** Where logs and pid files go. */
  runDir: string
  drainSeconds: number
  env?: NodeJS.ProcessEnv
  say?: Say
}

const boss = { SUPERVISOR_PHONE: '+8613800000001', SUPERVISOR_PASSWORD: 'kerbside-demo' }

/** Starts processes of one house, each in one role; the first alone, for it brings the schema. */
export const startFleet = async (wish: Wish, roles: readonly FleetRole[]): Promise<Member[]> => {
  const [first, ...rest] = roles.map((role, index) => ({ role, name: `${role}-${index}` }))
  if (!first) return []
  const members = [await startMember(wish, first)]
  members.push(...(await Promise.all(rest.map((one) => startMember(wish, one)))))
  return members
}

const startMember = async (
  wish: Wish,
  { role, name }: { role: FleetRole; name: string },
): Promise<Member> => {
  const port = await chooseFreePair()
  const plan = {
    name,
    command: process.execPath,
    args: [join(repoRoot, 'dispatcher', 'run', 'main.ts')],
    cwd: repoRoot,
    env: {
      PATH: process.env.PATH,
      ...boss,
      PORT: String(port),
      HOST: '127.0.0.1',
      ROLES: role,
      DATABASE_URL: wish.databaseUrl,
      REDIS_URL: wish.redisUrl,
      CITY_DIR: wish.cityDir,
      CLOCK_START: '09:00',
      DRAIN_SECONDS: String(wish.drainSeconds),
      LOG_LEVEL: 'info',
      ...(wish.osrmUrl === null ? {} : { OSRM_URL: wish.osrmUrl }),
      ...wish.env,
    },
    logFile: join(wish.runDir, `${name}.log`),
    pidFile: join(wish.runDir, `${name}.pid`),
    graceMs: 30_000,
    ownGroup: true,
    isReady: () => isReady(port),
    readyWithinMs: 60_000,
  }
  const say = wish.say ?? (() => undefined)
  let child: RunningChild = await keepRunning(plan, say)
  return {
    name,
    role,
    port,
    async restart() {
      await child.stop()
      child = await keepRunning(plan, say)
    },
    stop: () => child.stop(),
  }
}

/** Whether a process says that work may be sent to it. */
export const isReady = async (port: number): Promise<boolean> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) })
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    // Not listening: as good as not ready.
    return false
  }
}
