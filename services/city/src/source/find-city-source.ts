import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { CityImportError, reasonFrom } from '../city-import-error.ts'
import type { CitySource } from './city-source.ts'
import { downloadCity } from './download-city.ts'
import { knownTimeZone } from './time-zone.ts'

export interface SourceSearch {
  repoRoot: string
  /** Where a download is kept; `.kerbside/cache` of the repository if not said. */
  cacheDir?: string
  onProgress?: (sentence: string) => void
}

type Env = Readonly<Record<string, string | undefined>>

export const TOWN_SEED = 7

/** The first there is of: CITY_PBF, the shared Shanghai extract, a download from CITY_URL, a generated town. */
export async function findCitySource(env: Env, search: SourceSearch): Promise<CitySource> {
  if (env.CITY_PBF) return namedExtract(env.CITY_PBF, env)
  const shanghai = join(search.repoRoot, '..', 'shared', 'city', 'shanghai', 'shanghai-center.osm.pbf')
  if (existsSync(shanghai))
    return {
      kind: 'pbf',
      file: shanghai,
      id: 'shanghai',
      name: { en: 'Shanghai', zh: '上海' },
      timeZone: 'Asia/Shanghai',
    }
  if (env.CITY_URL) {
    const cacheDir = search.cacheDir ?? join(search.repoRoot, '.kerbside', 'cache')
    const file = await downloadCity(env.CITY_URL, { cacheDir, onProgress: search.onProgress })
    return namedExtract(file, env)
  }
  return { kind: 'generated', seed: TOWN_SEED, id: 'kerbtown' }
}

const sidecarSchema = z.object({
  id: z.string().min(1).optional(),
  name: z.object({ en: z.string().min(1), zh: z.string().min(1) }).optional(),
  timeZone: z.string().min(1).optional(),
})
type Sidecar = z.infer<typeof sidecarSchema>

/** An extract with the names the environment gives it, else its sidecar `<file>.json`, else its own file name. */
export function namedExtract(file: string, env: Env = {}): CitySource {
  if (!existsSync(file))
    throw new CityImportError('source_missing', `There is no map extract at ${file} (CITY_PBF).`)
  const sidecar = readSidecar(`${file}.json`)
  const stem = basename(file).replace(/(\.osm)?\.pbf$/i, '')
  const title = stem.charAt(0).toUpperCase() + stem.slice(1)
  const en = env.CITY_NAME ?? sidecar.name?.en ?? title
  const zh = env.CITY_NAME_ZH ?? env.CITY_NAME ?? sidecar.name?.zh ?? title
  const id =
    sidecar.id ??
    (stem
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') ||
      'city')
  const timeZone = env.CITY_TZ ?? sidecar.timeZone ?? null
  return { kind: 'pbf', file, id, name: { en, zh }, timeZone: timeZone && knownTimeZone(timeZone) }
}

function readSidecar(file: string): Sidecar {
  if (!existsSync(file)) return {}
  try {
    return sidecarSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (thrown) {
    throw new CityImportError(
      'wrong_input',
      `${file} must be JSON like {"name":{"en":"Porto","zh":"波尔图"},"timeZone":"Europe/Lisbon"} (${reasonFrom(thrown)}).`,
      thrown,
    )
  }
}
