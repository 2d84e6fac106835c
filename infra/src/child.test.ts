import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChildPlan, keepRunning } from './child.ts'
import { findLiving } from './pid-file.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kerbside-child-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function planOf(program: string, more: Partial<ChildPlan> = {}): ChildPlan {
  return {
    name: 'made-up',
    command: process.execPath,
    args: ['-e', program],
    logFile: join(folder, 'made-up.log'),
    pidFile: join(folder, 'made-up.pid'),
    isReady: async () => true,
    readyWithinMs: 5_000,
    ...more,
  }
}

const stays = 'setInterval(() => {}, 1e6)'

describe('a kept child', () => {
  it('is started, noted and stopped', async () => {
    const child = await keepRunning(planOf(stays), () => undefined)
    expect(findLiving(join(folder, 'made-up.pid'))?.pid).toBe(child.pid())
    await child.stop()
    expect(findLiving(join(folder, 'made-up.pid'))).toBeUndefined()
  })

  it('that dies before it is ready is trouble, with the end of its log', async () => {
    const plan = planOf("console.log('no bread'); process.exit(3)", { isReady: async () => false })
    await expect(keepRunning(plan, () => undefined)).rejects.toThrow(
      /ended at once \(code 3\)[\s\S]*no bread/,
    )
  })

  it('that cannot be started is trouble, with the reason', async () => {
    const plan = planOf('', { command: join(folder, 'nobody'), isReady: async () => false })
    await expect(keepRunning(plan, () => undefined)).rejects.toThrow(/could not be started[\s\S]*ENOENT/)
  })

  it('that dies later is said and started again, and what it said before is kept', async () => {
    const said: string[] = []
    const child = await keepRunning(planOf(`console.log('born'); ${stays}`), (_, sentence) =>
      said.push(sentence),
    )
    const first = child.pid() ?? 0
    await vi.waitFor(() => expect(readFileSync(join(folder, 'made-up.log'), 'utf8')).toBe('born\n'))
    process.kill(first, 'SIGKILL')
    await vi.waitFor(() => expect(child.pid()).not.toBe(first), { timeout: 5_000 })
    await vi.waitFor(() => expect(readFileSync(join(folder, 'made-up.log'), 'utf8')).toBe('born\nborn\n'), {
      timeout: 5_000,
    })
    expect(said).toEqual([expect.stringMatching(/died \(SIGKILL\); starting it again/)])
    await child.stop()
  })
})
