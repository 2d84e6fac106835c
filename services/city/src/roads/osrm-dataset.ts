import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CityImportError } from '../city-import-error.ts'

export interface OsrmOrder {
  /** .osm.pbf or .osm */
  source: string
  dir: string
  binDir: string
}

const MOST_MINUTES = 60

/** Builds `osrm/city.osrm.*` (contraction hierarchies, car profile) with OSRM's own tools. */
export async function buildOsrmDataset({ source, dir, binDir }: OsrmOrder): Promise<void> {
  const profile = join(dirname(binDir), 'share', 'profiles', 'car.lua')
  if (!existsSync(profile)) throw failed(`OSRM's car profile is missing at ${profile}`)
  mkdirSync(join(dir, 'osrm'), { recursive: true })
  const base = join(dir, 'osrm', 'city.osrm')
  await run(join(binDir, 'osrm-extract'), [source, '-p', profile, '-o', base])
  await run(join(binDir, 'osrm-contract'), [base])
}

const failed = (why: string, cause?: unknown): CityImportError =>
  new CityImportError('osrm_failed', `OSRM could not prepare the roads: ${why}.`, cause)

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let last = ''
    const child = spawn(program, [...args, '-l', 'WARNING'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: MOST_MINUTES * 60_000,
    })
    const listen = (chunk: unknown) => {
      last = String(chunk).trim().split('\n').at(-1) || last
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', (cause) => reject(failed(`${program} does not run (${cause.message})`, cause)))
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(failed(`${program} ended with ${signal ?? `code ${code}`}${last ? `: ${last}` : ''}`))
    })
  })
}
