// The first thing that runs, on whatever Node (20 or newer) the machine has: plain JavaScript, no packages.
// It makes the packages match package-lock.json, then hands over to the same command in TypeScript on Node 24.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, installPackages } from './install.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const repoRoot = dirname(here)

const COMMANDS = {
  start: 'start.ts',
  test: 'test.ts',
  sim: 'sim.ts',
  zones: 'survey.ts',
  'bench:positions': '../../tests/load/bench-positions.ts',
  'bench:rolling': '../../tests/load/bench-rolling.ts',
  lint: 'lint.ts',
  types: 'type-check.ts',
  'bench:days': '../bench/bench-days.ts',
  'bench:insert': '../bench/bench-insert.ts',
  'bench:linked': '../bench/bench-linked.ts',
  plan: 'plan/plan-file.ts',
  'bench:planner': '../bench/bench-planner.ts',
  'bench:dynamic': '../bench/bench-dynamic.ts',
}

// `npm start -- --help | head` closes the pipe before we have said everything.
process.stdout.on('error', () => process.exit())

const [command = '', ...args] = process.argv.slice(2)

if (!Object.hasOwn(COMMANDS, command)) {
  const known = Object.keys(COMMANDS).join(', ')
  end(`"${command}" is no command of this house; it knows ${known}.`, 2)
} else if (command === 'start' && (args.includes('--help') || args.includes('-h'))) {
  process.stdout.write(readFileSync(join(here, 'start-help.txt'), 'utf8'))
} else {
  await handOver()
}

async function handOver() {
  const trouble = await installPackages(repoRoot)
  if (trouble) return end(trouble, 1)
  const node = await findNode(repoRoot)
  if (node.trouble) return end(node.trouble, 1)
  const entry = join(here, 'src', COMMANDS[command])
  const bin = join(repoRoot, 'node_modules', '.bin')
  const child = spawn(node.path, [entry, ...args], {
    cwd: repoRoot,
    // The channel carries nothing: its end tells the child that this process is gone, however it died.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  followNpm(child)
  child.on('error', (error) => end(`${node.path} does not start: ${error.message}.`, 1))
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGKILL'] ?? 9))
  })
}

/** A killed npm cannot pass its signal on; the house must not live on without the terminal it belongs to. */
function followNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 250).unref()
}

function end(sentence, code) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = code
}
