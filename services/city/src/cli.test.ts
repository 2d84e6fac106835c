import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CROSSROADS, tinyPbf } from './osm/tiny-pbf.ts'

const program = fileURLToPath(new URL('./cli.ts', import.meta.url))
const cli = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kerbside-cli-'))
  writeFileSync(join(dir, 'cross.osm.pbf'), tinyPbf(CROSSROADS))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('the command line', () => {
  it('imports an extract and says where it is', () => {
    const { status, stdout } = cli('--pbf', join(dir, 'cross.osm.pbf'), '--out', join(dir, 'out'))
    expect(stdout).toContain(`Cross (Cross) is in ${join(dir, 'out')}.`)
    expect(status).toBe(0)
    expect(readdirSync(join(dir, 'out'))).toContain('city.json')
  })

  it.each([
    ['without a folder', [], '--out DIR is missing'],
    ['with two sources', ['--pbf', 'a', '--generated', '7', '--out', 'x'], 'not both'],
    [
      'with a seed that is no number',
      ['--generated', 'seven', '--out', 'x'],
      'takes a whole number, not "seven"',
    ],
    ['with an unknown option', ['--fast'], "Unknown option '--fast'"],
    [
      'with a file that is not there',
      ['--pbf', '/nowhere.osm.pbf', '--out', 'x'],
      'no map extract at /nowhere.osm.pbf',
    ],
  ])('%s answers with a sentence', (_, args, sentence) => {
    const { status, stderr } = cli(...args)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(1)
  })
})
