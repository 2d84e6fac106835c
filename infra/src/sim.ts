import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDayFigures } from './day-figures.ts'
import { EmbeddedRun } from './embedded-run.ts'
import { chooseFreePort } from './free-port.ts'
import { liveUntilToldToEnd } from './life.ts'
import { parseStartOptions } from './options.ts'
import { comparePolicies } from './policy-days.ts'
import { refugeFor } from './postgres-home.ts'
import { repoRoot } from './repo-root.ts'
import { sayOn } from './say.ts'
import { readSimArgs, type SimArgs, simHelp } from './sim-args.ts'
import { reasonOf } from './trouble.ts'

/**
 * `npm run sim`: a working day of the simulated city on a cold data folder of its own, gone afterwards. With `--policy A,B`
 * or `--seeds n` the same seeded days are lived through each policy and compared. What the run says goes to stderr, so
 * that the report, and with `--json` its line, are all there is on stdout.
 */
const { env } = process
/** Two policies over five whole days at the stock day's pace would take three hours; so long as this, half an hour. */
const comparedHours = 3
const comparedClock = '90'
const said = understood()

if (said && (said.policies.length > 1 || said.seeds !== undefined)) {
  const { own, policies, seeds = 1, json } = said
  process.exitCode = await comparePolicies({
    policies: policies.length > 0 ? policies : ['default'],
    seeds,
    json,
    words: [
      '--clock',
      comparedClock,
      ...own,
      ...wordsOfTheDay({ ...said, hours: said.hours ?? comparedHours }),
    ],
  })
} else if (said) await oneDay(said)

function understood(): SimArgs | undefined {
  try {
    const read = readSimArgs(process.argv.slice(2))
    if (!read) process.stdout.write(simHelp)
    return read
  } catch (thrown) {
    process.stderr.write(`${reasonOf(thrown)}\n`)
    process.exitCode = 2
    return undefined
  }
}

function wordsOfTheDay({ hours, requests }: SimArgs): string[] {
  return [
    ...(hours === undefined ? [] : ['--hours', String(hours)]),
    ...(requests === undefined ? [] : ['--requests', String(requests)]),
  ]
}

async function oneDay(words: SimArgs): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-sim-'))
  process.on('exit', () => {
    for (const path of [folder, refugeFor(join(folder, 'postgres'))])
      rmSync(path, { recursive: true, force: true })
  })
  const defaults = ['--clock', '60', '--port', String(await chooseFreePort()), '--data', folder]
  const parsed = parseStartOptions([...defaults, ...words.own, '--no-simulator'], {
    env,
    cwd: process.cwd(),
    repoRoot,
  })
  if (!parsed.ok) {
    process.stderr.write(`${parsed.sentence}\n`)
    process.exitCode = 2
    return
  }
  const run = new EmbeddedRun(parsed.options, {
    env: { CLOCK_START: '06:45', ...env },
    repoRoot,
    say: sayOn(process.stderr),
  })
  await liveUntilToldToEnd(run, () => liveADay(run, words))
}

/** The day's own report comes through; its JSON line waits until the invariants have been counted. */
async function liveADay(run: EmbeddedRun, { json, policies, hours, requests }: SimArgs): Promise<number> {
  const simulator = join(repoRoot, 'services', 'simulator', 'main.ts')
  const day = await runProgram([simulator, 'day', '--json'], {
    ...run.simulatorEnv,
    ...(policies[0] ? { SIM_POLICY: policies[0] } : {}),
    ...(hours === undefined ? {} : { SIM_HOURS: String(hours) }),
    ...(requests === undefined ? {} : { SIM_REQUESTS: String(requests) }),
  })
  const checked = await runProgram([join(repoRoot, 'dispatcher', 'run', 'check-house.ts')], {
    DATABASE_URL: run.databaseUrl,
  })
  const lines = day.printed.trimEnd().split('\n')
  const report = JSON.parse(lines.pop() ?? '{}') as Record<string, unknown>
  const invariants = JSON.parse(checked.printed || '{}') as Record<string, number>
  for (const line of lines) process.stdout.write(`${line}\n`)
  for (const [name, violations] of Object.entries(invariants)) {
    process.stdout.write(
      `${violations === 0 ? 'holds   ' : 'BROKEN  '}${name}${violations === 0 ? '' : `: ${violations}`}\n`,
    )
  }
  const figures = await readDayFigures(run.databaseUrl)
  if (json) process.stdout.write(`${JSON.stringify({ ...report, invariants, figures })}\n`)
  return day.code || checked.code
}

function runProgram(args: string[], env: NodeJS.ProcessEnv): Promise<{ printed: string; code: number }> {
  const child = spawn(process.execPath, args, {
    cwd: repoRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ printed, code: code ?? 1 }))
  })
}
