import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endProcess, findLiving, removePidFile, writePidFile } from './pid-file.ts'
import { findProcess, listDescendants } from './process-table.ts'

let folder = ''
let children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kerbside-pid-'))
  children = []
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function idle(program = 'setInterval(() => {}, 1e6)'): Promise<number> {
  const child = spawn(process.execPath, ['-e', `${program}; console.log('here')`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve) => child.stdout?.once('data', () => resolve(child.pid ?? 0)))
}

describe('a pid file', () => {
  it('finds its process while that runs, and nobody afterwards', async () => {
    const path = join(folder, 'idle.pid')
    const pid = await idle()
    writePidFile(path, pid)
    const living = findLiving(path)
    expect(living?.pid).toBe(pid)
    if (living) await endProcess(living)
    expect(findLiving(path)).toBeUndefined()
  })

  it('does not speak of another process that has got the pid', async () => {
    const path = join(folder, 'idle.pid')
    const pid = await idle()
    writePidFile(path, pid)
    const note = JSON.parse(readFileSync(path, 'utf8')) as { started: string }
    writeFileSync(path, JSON.stringify({ ...note, started: `${note.started}0` }))
    expect(findLiving(path)).toBeUndefined()
    expect(findProcess(pid)).toBeDefined()
  })

  it('that is missing or cut short speaks of nobody', () => {
    const path = join(folder, 'idle.pid')
    expect(findLiving(path)).toBeUndefined()
    writeFileSync(path, '{"pid": 1')
    expect(findLiving(path)).toBeUndefined()
    removePidFile(path)
  })
})

describe('ending a process', () => {
  it('ends one that does not want to, and its children', async () => {
    const grandchild = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'])`
    const pid = await idle(`process.on('SIGTERM', () => {}); ${grandchild}; setInterval(() => {}, 1e6)`)
    const family = listDescendants(pid)
    expect(family).toHaveLength(1)
    const identity = findProcess(pid)
    if (identity) await endProcess(identity, { graceMs: 100 })
    expect([findProcess(pid), ...family.map((one) => findProcess(one.pid))]).toEqual([undefined, undefined])
  })
})
