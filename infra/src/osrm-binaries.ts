import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { unpackOsrmWheel } from './osrm-wheel.ts'
import { type Say, sayNothing } from './say.ts'
import { reasonOf } from './trouble.ts'

const run = promisify(execFile)

export type OsrmBinaries = { found: true; bin: string; version: string } | { found: false; why: string }

const NEEDED = ['osrm-extract', 'osrm-contract', 'osrm-routed']

/** The folder of OSRM's programs: from PATH, else unpacked from OSRM's wheel; a reason if neither can be had. */
export async function findOsrmBinaries({
  cacheDir,
  env = process.env,
  say = sayNothing,
}: {
  cacheDir: string
  env?: NodeJS.ProcessEnv
  say?: Say
}): Promise<OsrmBinaries> {
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .find((folder) => NEEDED.every((name) => isProgram(folder, name)))
  try {
    const bin = onPath ?? (await unpackOsrmWheel({ cacheDir, say }))
    const { stdout } = await run(join(bin, 'osrm-routed'), ['--version'], { timeout: 10_000 })
    return { found: true, bin, version: stdout.trim() }
  } catch (thrown) {
    return { found: false, why: reasonOf(thrown).split('\n')[0] ?? 'unknown' }
  }
}

function isProgram(folder: string, name: string): boolean {
  try {
    accessSync(join(folder, name), constants.X_OK)
    return true
  } catch {
    // Not there, or not for us: look in the next folder.
    return false
  }
}
