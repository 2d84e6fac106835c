import { linkSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { findLiving, removePidFile, writePidFile } from './pid-file.ts'

export type Locked = { ok: true; release: () => void } | { ok: false; pid: number }

/**
 * One start per data folder. A holder that has died is succeeded; one that is just ending is waited for.
 * The file appears by `link`, which fails if there is one, so of two that come together one wins.
 */
export async function lockDataDir(path: string, { patienceMs = 4_000 } = {}): Promise<Locked> {
  const mine = `${path}.${process.pid}`
  writePidFile(mine, process.pid)
  try {
    for (let waitedMs = 0; ; waitedMs += 200) {
      if (linked(mine, path)) return { ok: true, release: () => removePidFile(path) }
      const holder = findLiving(path)
      if (!holder) putAside(path, mine)
      else if (holder.pid === process.pid) return { ok: true, release: () => removePidFile(path) }
      else if (waitedMs >= patienceMs) return { ok: false, pid: holder.pid }
      else await pause(200)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Takes a dead holder's file away, and gives it back if another start has put its own there meanwhile. */
function putAside(path: string, mine: string): void {
  const aside = `${mine}.old`
  try {
    renameSync(path, aside)
  } catch (thrown) {
    if (isCode(thrown, 'ENOENT')) return
    throw thrown
  }
  if (findLiving(aside)) linked(aside, path)
  rmSync(aside, { force: true })
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (thrown) {
    if (isCode(thrown, 'EEXIST')) return false
    throw thrown
  }
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}
