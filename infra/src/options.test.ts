import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseStartOptions } from './options.ts'
import { repoRoot } from './repo-root.ts'

const parse = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  parseStartOptions(args, { env, cwd: '/somewhere', repoRoot: '/kerbside' })

describe('the options of npm start', () => {
  it('have defaults for everything', () => {
    expect(parse([])).toEqual({
      ok: true,
      options: { port: 8080, dataDir: '/kerbside/.kerbside', simulator: true, clockSpeed: 1, fresh: false },
    })
  })

  it('are read, with paths from where the person is', () => {
    const args = '--port 9000 --data d --city c.osm.pbf --no-simulator --clock 60 --fresh'.split(' ')
    expect(parse(args)).toEqual({
      ok: true,
      options: {
        port: 9000,
        dataDir: '/somewhere/d',
        cityFile: '/somewhere/c.osm.pbf',
        simulator: false,
        clockSpeed: 60,
        fresh: true,
      },
    })
  })

  it('win over the environment', () => {
    expect(parse(['--port', '9000'], { PORT: '9100' })).toMatchObject({ options: { port: 9000 } })
    expect(parse([], { PORT: '9100' })).toMatchObject({ options: { port: 9100 } })
  })

  it.each([
    [['--port', 'eighty'], /--port wants a number from 1 to 65534, not "eighty"/],
    [['--port', '65535'], /--port wants a number/],
    [['--port', '80.5'], /whole number/],
    [['--clock', '0'], /--clock wants a number/],
    [['--prot', '80'], /Unknown option '--prot'/],
    [['somewhere'], /somewhere/],
    [['--data'], /--data/],
  ])('that are wrong, such as %s, get a sentence that names the help', (args, sentence) => {
    const parsed = parse(args)
    expect(parsed).toMatchObject({ ok: false, sentence: expect.stringMatching(sentence) })
    expect(parsed).toMatchObject({ sentence: expect.stringContaining('npm start -- --help') })
  })

  it('are all on the help page', () => {
    const help = readFileSync(join(repoRoot, 'infra', 'start-help.txt'), 'utf8')
    for (const option of ['port', 'data', 'city', 'no-simulator', 'clock', 'fresh', 'help']) {
      expect(help).toContain(`--${option} `)
    }
  })
})
