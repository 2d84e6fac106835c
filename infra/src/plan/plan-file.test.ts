import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const entry = fileURLToPath(new URL('./plan.mjs', import.meta.url))
const problem = {
  vehicles: [
    {
      id: 1,
      start_index: 0,
      end_index: 0,
      steps: [
        { type: 'job', id: 2 },
        { type: 'job', id: 1 },
      ],
    },
  ],
  jobs: [
    { id: 1, location_index: 1, time_windows: [[0, 50]] },
    { id: 2, location_index: 2 },
  ],
  matrices: {
    car: {
      durations: [
        [0, 10, 20],
        [10, 0, 30],
        [20, 30, 0],
      ],
    },
  },
}

let folder = ''
let file = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbside-plan-'))
  file = join(folder, 'problem.json')
  await writeFile(file, JSON.stringify(problem))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Run {
  code: number
  out: string
  err: string
}
const run = (words: readonly string[], { stdin = '', interrupted = false } = {}): Promise<Run> => {
  const child = spawn(process.execPath, [entry, ...words], { env: { ...process.env, OSRM_URL: '' } })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  if (interrupted) {
    // More than a pipe holds: all of it is written only once it is being read, and who reads hears signals.
    child.stdin.end(stdin.padEnd(1_000_000), () => child.kill('SIGINT'))
  } else child.stdin.end(stdin)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, ...said })))
}

describe('npm run plan', () => {
  it('answers a file on stdout and says nothing else', async () => {
    const { code, out, err } = await run([file, '--seconds', '0.05', '--seed', '7'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      code: 0,
      summary: { cost: 60, unassigned: 0 },
      kerbside: { seconds: 0.05, seed: 7, threads: 1, roads: 'matrix' },
    })
    expect(out.trimEnd().split('\n')).toHaveLength(1)
  })

  it('plans with two threads what comes through stdin', async () => {
    const { code, out } = await run(['-', '--seconds', '0.05', '--threads', '2'], {
      stdin: JSON.stringify(problem),
    })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ summary: { cost: 60 }, kerbside: { threads: 2 } })
  })

  it('only times the routes that are given with -c', async () => {
    const { out } = await run([file, '-c'])
    const answer = JSON.parse(out)
    expect(answer.routes[0].steps.map((step: { arrival: number }) => step.arrival)).toEqual([0, 20, 50, 60])
  })

  it('prints the best so far when it is interrupted', async () => {
    const begun = performance.now()
    const { code, out } = await run(['-', '--seconds', '600'], {
      stdin: JSON.stringify(problem),
      interrupted: true,
    })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ code: 0, summary: { unassigned: 0 } })
    expect(performance.now() - begun).toBeLessThan(20_000)
  })

  it('estimates roads where there are only coordinates and no OSRM', async () => {
    const stdin = JSON.stringify({
      vehicles: [{ id: 1, start: [121.47, 31.23] }],
      jobs: [{ id: 1, location: [121.48, 31.24] }],
    })
    const { out } = await run(['-', '--seconds', '0.05'], { stdin })
    expect(JSON.parse(out)).toMatchObject({ summary: { unassigned: 0 }, kerbside: { roads: 'estimated' } })
  })

  it.each([
    ['no problem', [], '', 'Name a problem: a file, or - for what comes through stdin.\n'],
    [
      'a time that is none',
      ['-', '--seconds', 'soon'],
      '',
      '--seconds must be above 0, at most 3600, not soon.\n',
    ],
    [
      'an option that nobody knows',
      ['-', '--sedan'],
      '',
      `Unknown option '--sedan'. "npm run plan -- --help" lists the options.\n`,
    ],
    [
      'a problem with a fault',
      ['-'],
      '{"vehicles":[{"id":1}],"jobs":[]}',
      'vehicles.0.start is missing, and so is end.\n',
    ],
  ])('says in one sentence on stderr what is wrong: %s', async (_, words, stdin, sentence) => {
    expect(await run(words, { stdin })).toEqual({ code: 2, out: '', err: sentence })
  })
})
