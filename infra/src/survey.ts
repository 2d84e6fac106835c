import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoPeople } from './demo-people.ts'
import { EmbeddedRun } from './embedded-run.ts'
import { chooseFreePort } from './free-port.ts'
import { liveUntilToldToEnd } from './life.ts'
import { parseStartOptions } from './options.ts'
import { refugeFor } from './postgres-home.ts'
import { repoRoot } from './repo-root.ts'
import { sayOn } from './say.ts'
import { splitOwn } from './sim-args.ts'

/**
 * `npm run zones` and `npm run places`: the surveyor's command line, against the Kerbside that `--url` names, else
 * against one brought up on a cold folder for this alone.
 */
const { env } = process
const urlAt = process.argv.indexOf('--url')
const words = process.argv.slice(2).filter((_, at) => urlAt < 0 || (at + 2 !== urlAt && at + 2 !== urlAt + 1))

const { own, others } = splitOwn(words)
const wantsHelp = words.includes('--help') || words.includes('-h')

if (wantsHelp) process.exitCode = await survey(others, {})
else if (urlAt >= 0) process.exitCode = await survey(words, onUrl(process.argv[urlAt + 1] ?? ''))
else {
  // Nothing is brought up for words that nobody understands.
  process.exitCode = await survey([...others, '--understood'], {})
  if (process.exitCode === 0) await onColdFolder()
}

function onUrl(url: string): NodeJS.ProcessEnv {
  const { supervisor } = demoPeople(env)
  return { SUPERVISOR_PHONE: supervisor.phone, SUPERVISOR_PASSWORD: supervisor.password, KERBSIDE_URL: url }
}

async function onColdFolder(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-survey-'))
  process.on('exit', () => {
    for (const path of [folder, refugeFor(join(folder, 'postgres'))])
      rmSync(path, { recursive: true, force: true })
  })
  const defaults = ['--port', String(await chooseFreePort()), '--data', folder]
  const at = { env, cwd: process.cwd(), repoRoot }
  const parsed = parseStartOptions([...defaults, ...own, '--no-simulator'], at)
  if (!parsed.ok) {
    process.stderr.write(`${parsed.sentence}\n`)
    process.exitCode = 2
    return
  }
  const run = new EmbeddedRun(parsed.options, { env, repoRoot, say: sayOn(process.stderr) })
  await liveUntilToldToEnd(run, () => survey([...others, '--cold'], run.simulatorEnv))
}

function survey(args: string[], more: NodeJS.ProcessEnv): Promise<number> {
  const surveyor = join(repoRoot, 'services', 'surveyor', 'main.ts')
  const child = spawn(process.execPath, [surveyor, ...args], { stdio: 'inherit', env: { ...env, ...more } })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
