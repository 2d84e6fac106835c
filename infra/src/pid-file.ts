import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findProcess, listDescendants, type ProcessIdentity, stillRuns } from './process-table.ts'

/** Remembers who runs under the pid, so that a later run can end exactly this process. */
export function writePidFile(path: string, pid: number): void {
  const identity = findProcess(pid)
  if (!identity) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(identity))
}

export function removePidFile(path: string): void {
  rmSync(path, { force: true })
}

/** The process the file speaks of, if it still runs; an unrelated process that got its pid is not it. */
export function findLiving(path: string): ProcessIdentity | undefined {
  const identity = parse(path)
  return identity && stillRuns(identity) ? identity : undefined
}

function parse(path: string): ProcessIdentity | undefined {
  try {
    const { pid, started, command } = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity>
    return pid && started && command ? { pid, started, command } : undefined
  } catch {
    // No file, or one cut short by a crash: nobody to speak of.
    return undefined
  }
}

/** Asks the process to end, waits, and then makes it and all it has started end. */
export async function endProcess(
  identity: ProcessIdentity,
  { signal = 'SIGTERM', graceMs = 8_000 }: { signal?: NodeJS.Signals; graceMs?: number } = {},
): Promise<void> {
  const family = [identity, ...listDescendants(identity.pid)]
  send(identity, signal)
  if (!(await gone([identity], graceMs))) send(identity, 'SIGKILL')
  for (const one of family.slice(1)) send(one, 'SIGTERM')
  if (await gone(family, 1_500)) return
  for (const one of family) send(one, 'SIGKILL')
  await gone(family, 2_000)
}

async function gone(family: ProcessIdentity[], withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; family.some(stillRuns); waitedMs += 50) {
    if (waitedMs >= withinMs) return false
    await pause(50)
  }
  return true
}

function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!stillRuns(identity)) return
  try {
    process.kill(identity.pid, signal)
  } catch (thrown) {
    const ended = thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH'
    if (!ended) throw thrown
  }
}
