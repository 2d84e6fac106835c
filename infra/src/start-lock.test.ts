import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writePidFile } from './pid-file.ts'
import { lockDataDir } from './start-lock.ts'

let path = ''

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'kerbside-lock-')), 'start.pid')
})

afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }))

describe('the lock of a data folder', () => {
  it('is taken, and given back', async () => {
    const lock = await lockDataDir(path)
    expect(lock.ok).toBe(true)
    if (lock.ok) lock.release()
    expect(await lockDataDir(path)).toMatchObject({ ok: true })
  })

  it('is refused while its holder lives, and names him', async () => {
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'])
    writePidFile(path, holder.pid ?? 0)
    expect(await lockDataDir(path, { patienceMs: 0 })).toEqual({ ok: false, pid: holder.pid })
    holder.kill('SIGKILL')
    expect(await lockDataDir(path)).toMatchObject({ ok: true })
  })

  it('is taken over from one who died without giving it back', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'long ago', command: 'something else' }))
    expect(await lockDataDir(path, { patienceMs: 0 })).toMatchObject({ ok: true })
  })
})
