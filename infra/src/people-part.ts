import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { type ChildPlan, keepRunning, type RunningChild } from './child.ts'
import type { DataDir } from './data-dir.ts'
import type { Say } from './say.ts'
import { Trouble } from './trouble.ts'

const ENGINE = join('dispatcher', 'run', 'main.ts')
const SIMULATOR = join('services', 'simulator', 'main.ts')

interface NodeChild {
  repoRoot: string
  dataDir: DataDir
  env: NodeJS.ProcessEnv
  say: Say
  ending: AbortSignal
}

/** The dispatcher, ready when its `/readyz` says so. */
export function startDispatcherChild(part: NodeChild & { url: string }): Promise<RunningChild> {
  const plan = planOf('dispatcher', ENGINE, [], part)
  return keepRunning(
    { ...plan, isReady: () => isReady(part.url), readyWithinMs: 120_000, graceMs: 15_000 },
    part.say,
  )
}

/** The simulated city; it has nothing to be ready for. */
export function startSimulatorChild(part: NodeChild): Promise<RunningChild> {
  const plan = planOf('simulator', SIMULATOR, ['run'], part)
  return keepRunning({ ...plan, isReady: async () => true, readyWithinMs: 1_000 }, part.say)
}

/** Zones, technicians and demo logins, made through the API; made once, however often it is called. */
export function foundCity(part: NodeChild): Promise<void> {
  return runSimulatorOnce('found', [], part)
}

/** Runs one of the simulator's commands to its end; its words go into its log. */
async function runSimulatorOnce(command: string, args: string[], part: NodeChild): Promise<void> {
  const {
    command: node,
    args: before,
    env,
    cwd,
    logFile,
  } = planOf('simulator', SIMULATOR, [command, ...args], part)
  const log = openSync(logFile, 'a')
  const child = spawn(node, before, { stdio: ['ignore', log, log], env, cwd })
  closeSync(log)
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0)
    throw new Trouble(`The city's zones and technicians could not be founded (code ${code}): see ${logFile}.`)
}

function planOf(name: string, entry: string, args: string[], { repoRoot, dataDir, env, ending }: NodeChild) {
  const path = join(repoRoot, entry)
  if (!existsSync(path)) throw new Trouble(`This checkout has no ${entry}, so the ${name} cannot be started.`)
  return {
    name,
    command: process.execPath,
    args: [path, ...args],
    env,
    ending,
    cwd: repoRoot,
    logFile: join(dataDir.logs, `${name}.log`),
    pidFile: join(dataDir.run, `${name}.pid`),
  } satisfies Partial<ChildPlan>
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    // Not listening yet. The time limit is the caller's.
    return false
  }
}
