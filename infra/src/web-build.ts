import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { type Say, secondsSince } from './say.ts'
import { hashSources } from './source-hash.ts'

const APPS = ['services/customer', 'services/console', 'technician-app']
const SHARED = ['packages/domain', 'packages/protocol', 'packages/geo', 'packages/ui', 'package-lock.json']

export interface WebBuildPlan {
  repoRoot: string
  logs: string
  say: Say
}

/** Builds the pages of every app whose sources differ from what its `dist` was built from, one after the other. */
export async function buildWebApps(plan: WebBuildPlan): Promise<void> {
  for (const app of APPS.filter((one) => existsSync(join(plan.repoRoot, one, 'vite.config.ts')))) {
    await buildIfChanged(app, plan)
  }
}

async function buildIfChanged(app: string, { repoRoot, logs, say }: WebBuildPlan): Promise<void> {
  const dist = join(repoRoot, app, 'dist')
  const mark = join(dist, '.sources')
  const hash = hashSources([...SHARED, app].map((path) => join(repoRoot, path)))
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  const begun = performance.now()
  const logFile = join(logs, `web-${basename(app)}.log`)
  // Beside the old pages, so that a build that fails or is interrupted leaves those as they were.
  const fresh = join(repoRoot, 'node_modules', '.kerbside-web', `${basename(app)}-${process.pid}`)
  try {
    const code = await runVite({ repoRoot, cwd: join(repoRoot, app), outDir: fresh, logFile })
    if (code !== 0)
      return say(
        'pages',
        `${app} could not be built, its pages are ${existsSync(dist) ? 'old' : 'missing'}: see ${logFile}`,
      )
    writeFileSync(join(fresh, '.sources'), hash)
    rmSync(dist, { recursive: true, force: true })
    renameSync(fresh, dist)
    say('pages', `${app} built (${secondsSince(begun)})`)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

interface ViteRun {
  repoRoot: string
  cwd: string
  outDir: string
  logFile: string
}

function runVite({ repoRoot, cwd, outDir, logFile }: ViteRun): Promise<number> {
  mkdirSync(outDir, { recursive: true })
  const log = openSync(logFile, 'w')
  const vite = join(repoRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir'], {
    cwd,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
