import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { writePidFile } from '../../infra/src/pid-file.ts'
import { sayOn } from '../../infra/src/say.ts'
import { buildWebApps } from '../../infra/src/web-build.ts'
import { findChromium } from '../browser/chromium.ts'
import { clearLeftOvers } from './left-overs.ts'
import './provided.ts'
import { startTestDatabase } from './test-database.ts'
import { startTestRedis } from './test-redis.ts'
import { startTestRoads } from './test-roads.ts'

const repoRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const testDir = join(repoRoot, '.kerbside', 'test')

/** Pure rooms and web apps need nothing from outside, nor do the tests of the embedded run, which bring their own. */
const NEEDS_NOTHING =
  /^(packages|infra|technician-app|services\/(city|customer|console|surveyor))\/|^tests\/architecture\.test\.ts$/

/** Tests that ask the engine for the apps' pages, or open them. */
const NEEDS_PAGES = /^tests\/(browser|detours)\//

/** Brings up PostgreSQL, Redis and OSRM once for a run in which some test may need them, and builds the pages. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const files = await filesOf(project)
  if (files.every((path) => NEEDS_NOTHING.test(path))) {
    provideNothing(project)
    return async () => undefined
  }
  await clearLeftOvers(testDir)
  const runDir = join(testDir, `run-${process.pid}`)
  mkdirSync(runDir, { recursive: true })
  writePidFile(join(runDir, 'owner.pid'), process.pid)
  const say = sayOn(process.stderr)
  if (files.some((path) => NEEDS_PAGES.test(path))) await buildWebApps({ repoRoot, logs: testDir, say })
  if (files.some((path) => path.startsWith('tests/browser/')) && !findChromium())
    say('Chromium', 'is not here, so the browser tests are skipped; install it, or name it with CHROMIUM.')
  const parts = await allOrNone([
    startTestDatabase({ runDir, say }),
    startTestRedis({ runDir, say }),
    startTestRoads({ repoRoot, runDir, say }),
  ])
  const [database, redis, roads] = parts
  project.provide('databaseUrl', database.adminUrl)
  project.provide('databasePrefix', database.prefix)
  project.provide('redisUrl', redis.url)
  project.provide('osrmUrl', roads.url)
  project.provide('osrmTrouble', roads.trouble)
  project.provide('osrmBin', roads.bin)
  project.provide('cityDir', roads.cityDir)
  return async () => {
    await Promise.all(parts.map((part) => part.stop()))
    rmSync(runDir, { recursive: true, force: true })
  }
}

/** Vitest keeps the words after `vitest run` to itself; without them we look at every test there is. */
async function filesOf(project: TestProject): Promise<string[]> {
  const words: unknown = Reflect.get(project.vitest, 'filenamePattern')
  const filters = Array.isArray(words) ? words.map(String) : []
  const { testFiles } = await project.globTestFiles(filters)
  return testFiles.map((path) => path.slice(repoRoot.length + 1))
}

function provideNothing(project: TestProject): void {
  const none =
    'not started: this run was to hold tests of rooms that need nothing from outside (tests/setup/global.ts)'
  project.provide('databaseUrl', none)
  project.provide('databasePrefix', '')
  project.provide('redisUrl', null)
  project.provide('osrmUrl', null)
  project.provide('osrmTrouble', none)
  project.provide('osrmBin', '')
  project.provide('cityDir', none)
}

type Stoppable = { stop: () => Promise<void> }

/** If one cannot be brought up, those that were are brought down again. */
async function allOrNone<T extends readonly Promise<Stoppable>[]>(
  starting: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(starting)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) for (const one of settled) if (one.status === 'fulfilled') await one.value.stop()
  return Promise.all(starting)
}
