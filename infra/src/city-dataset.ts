import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CityManifest, CitySource } from '@kerbside/city'
import type { Say } from './say.ts'
import { hashSources, stampOf } from './source-hash.ts'
import { Trouble } from './trouble.ts'

export interface CityDataset {
  dir: string
  manifest: CityManifest
  /** Of the contracted dataset for osrm-routed, if it could be built. */
  roads?: string
}

export interface CityDatasetPlan {
  source: CitySource
  repoRoot: string
  cacheDir: string
  osrmBin?: string | undefined
  say: Say
  signal?: AbortSignal
}

const KEPT = 4

/** The imported city: from the cache if source, importer and the presence of OSRM are the same, else imported now. */
export async function ensureCityDataset(plan: CityDatasetPlan): Promise<CityDataset> {
  const cities = join(plan.cacheDir, 'cities')
  const dir = join(cities, keyOf(plan))
  if (existsSync(join(dir, 'city.json'))) utimesSync(dir, new Date(), new Date())
  else await importInto(dir, plan)
  forgetOldest(cities, dir)
  const manifest = JSON.parse(readFileSync(join(dir, 'city.json'), 'utf8')) as CityManifest
  const roads = manifest.roads === 'osrm' && manifest.roadsFile ? join(dir, manifest.roadsFile) : undefined
  return { dir, manifest, ...(roads ? { roads } : {}) }
}

function keyOf({ source, repoRoot, osrmBin }: CityDatasetPlan): string {
  const files = Object.values(source).filter((value) => typeof value === 'string' && existsSync(value))
  const importer = hashSources([join(repoRoot, 'services', 'city', 'src')])
  const facts = [
    JSON.stringify(source),
    ...files.map((path) => stampOf(String(path))),
    importer,
    osrmBin ? 'osrm' : 'no roads',
  ]
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 16)
}

/** In a process of its own: parsing an extract would keep this one from hearing Ctrl-C. */
async function importInto(dir: string, { source, osrmBin, say, signal }: CityDatasetPlan): Promise<void> {
  const partial = `${dir}.part-${process.pid}`
  mkdirSync(partial, { recursive: true })
  try {
    const order = JSON.stringify({ source, outDir: partial, osrmBinDir: osrmBin ?? null })
    await runImporter(order, { say, ...(signal ? { signal } : {}) })
    if (!existsSync(dir)) renameSync(partial, dir)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

function runImporter(order: string, { say, signal }: { say: Say; signal?: AbortSignal }): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('./city-import.ts', import.meta.url))
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
    const child = spawn(process.execPath, [program, order], { stdio, ...(signal ? { signal } : {}) })
    let words = ''
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.stdout.on('data', (chunk) => {
      for (const line of String(chunk).split('\n')) if (line.trim()) say('city', line)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Trouble(`The city could not be imported: ${words.trim() || `code ${code}`}`))
    })
  })
}

function forgetOldest(cities: string, current: string): void {
  const all = readdirSync(cities).map((name) => join(cities, name))
  const byAge = all
    .filter((path) => path !== current && !path.includes('.part-'))
    .sort((a, b) => age(a) - age(b))
  for (const path of byAge.slice(KEPT)) rmSync(path, { recursive: true, force: true })
}

function age(path: string): number {
  return -statSync(path).mtimeMs
}
