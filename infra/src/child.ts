import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { endProcess, removePidFile, writePidFile } from './pid-file.ts'
import { findProcess } from './process-table.ts'
import type { Say } from './say.ts'
import { reasonOf, Trouble } from './trouble.ts'

/** How one child is run, watched and ended. */
export interface ChildPlan {
  name: string
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  owner?: { uid: number; gid: number }
  logFile: string
  pidFile: string
  stopSignal?: NodeJS.Signals
  graceMs?: number
  /** A group of its own: the terminal's Ctrl-C does not reach it, we end it when its turn comes. */
  ownGroup?: boolean
  isReady: () => Promise<boolean>
  readyWithinMs: number
  /** The whole run is ending: deaths are expected now, Ctrl-C reaches everybody at once. */
  ending?: AbortSignal | undefined
}

export interface RunningChild {
  pid(): number | undefined
  stop(): Promise<void>
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const CALM_AFTER_MS = 60_000

/**
 * Starts the child and waits until it is ready; a death before that is trouble. From then on a death is said and
 * mended: it is started again, after pauses that double as long as it keeps dying.
 */
export async function keepRunning(plan: ChildPlan, say: Say): Promise<RunningChild> {
  const life = new ChildLife(plan, say)
  await life.begin()
  return life
}

class ChildLife implements RunningChild {
  private readonly plan: ChildPlan
  private readonly say: Say
  private readonly ended = new AbortController()
  private process: ChildProcess | undefined
  private pauseMs = FIRST_PAUSE_MS

  constructor(plan: ChildPlan, say: Say) {
    this.plan = plan
    this.say = say
  }

  pid(): number | undefined {
    return this.process?.pid
  }

  async begin(): Promise<void> {
    const child = this.spawnOnce()
    const deadline = Date.now() + this.plan.readyWithinMs
    try {
      while (!(await this.plan.isReady())) {
        if (hasEnded(child)) throw await this.trouble(`ended at once (${howItEnded(child)})`)
        if (Date.now() > deadline)
          throw this.trouble(`was not ready within ${this.plan.readyWithinMs / 1000} s`)
        await pause(100)
      }
    } catch (thrown) {
      await this.stop()
      throw thrown
    }
    child.once('exit', () => void this.mend(child))
    if (hasEnded(child)) void this.mend(child)
  }

  async stop(): Promise<void> {
    this.ended.abort()
    const pid = this.process?.pid
    const identity =
      pid === undefined || !this.process || hasEnded(this.process) ? undefined : findProcess(pid)
    if (identity)
      await endProcess(identity, {
        signal: this.plan.stopSignal ?? 'SIGTERM',
        graceMs: this.plan.graceMs ?? 8_000,
      })
    removePidFile(this.plan.pidFile)
  }

  private spawnOnce(): ChildProcess {
    const { command, args, env, cwd, owner, logFile, pidFile, ownGroup } = this.plan
    mkdirSync(dirname(logFile), { recursive: true })
    // A file, not a pipe: a child that outlives us must not die of its own words.
    const log = openSync(logFile, 'a')
    const child = spawn(command, args, {
      stdio: ['ignore', log, log],
      detached: ownGroup ?? false,
      ...(env ? { env } : {}),
      ...(cwd ? { cwd } : {}),
      ...(owner ?? {}),
    })
    closeSync(log)
    // A command that cannot be started has no pid; `hasEnded` sees that, the words go to the log.
    child.on('error', (error) => appendFileSync(logFile, `${error.message}\n`))
    if (child.pid !== undefined) writePidFile(pidFile, child.pid)
    this.process = child
    return child
  }

  private async mend(died: ChildProcess): Promise<void> {
    if (this.ended.signal.aborted || this.plan.ending?.aborted) return
    this.say(this.plan.name, `died (${howItEnded(died)}); starting it again. Its log: ${this.plan.logFile}`)
    const pauseMs = this.pauseMs
    this.pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    if (!(await this.waited(pauseMs)) || this.plan.ending?.aborted) return
    const child = this.spawnOnce()
    const calm = setTimeout(() => {
      this.pauseMs = FIRST_PAUSE_MS
    }, CALM_AFTER_MS).unref()
    child.once(child.pid === undefined ? 'error' : 'exit', () => {
      clearTimeout(calm)
      void this.mend(child)
    })
  }

  private async waited(ms: number): Promise<boolean> {
    try {
      await pause(ms, undefined, { signal: this.ended.signal })
      return true
    } catch {
      // Only `stop` interrupts the pause.
      return false
    }
  }

  private async trouble(what: string): Promise<Trouble> {
    // Its last words, and the reason why it could not be started, arrive in the log a moment later.
    await pause(50)
    return new Trouble(`${this.plan.name} ${what}. ${lastLines(this.plan.logFile)}`)
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

function howItEnded(child: ChildProcess): string {
  return child.signalCode ?? (child.exitCode === null ? 'it could not be started' : `code ${child.exitCode}`)
}

function lastLines(path: string): string {
  try {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-6)
    return `The end of ${path}:\n  ${lines.join('\n  ')}`
  } catch (thrown) {
    return `Its log ${path} cannot be read: ${reasonOf(thrown)}.`
  }
}
