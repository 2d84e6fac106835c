import { join } from 'node:path'
import { CityImportError, findCitySource } from '@kerbside/city'
import { type CityDataset, ensureCityDataset } from './city-dataset.ts'
import { type DataDir, rememberedNumber, rememberNumber } from './data-dir.ts'
import { findOsrmBinaries } from './osrm-binaries.ts'
import { startOsrm } from './osrm-server.ts'
import { type Say, secondsSince } from './say.ts'
import { reasonOf, Trouble } from './trouble.ts'

export interface RoadsPart {
  city: CityDataset
  /** None: straight lines, shown as estimated. */
  osrmUrl: string | undefined
  /** Folder of OSRM's programs, where the roads served are ours to change. */
  osrmBin?: string
  stop: () => Promise<void>
}

export interface RoadsPlan {
  env: NodeJS.ProcessEnv
  cityFile?: string | undefined
  dataDir: DataDir
  repoRoot: string
  say: Say
  ending: AbortSignal
}

/** The city's dataset and OSRM over it: a running one, one from here, or none and a sentence why. */
export async function bringUpRoads(plan: RoadsPlan): Promise<RoadsPart> {
  const { env, repoRoot, say } = plan
  const given = env.OSRM_URL
  const cacheDir = join(repoRoot, '.kerbside', 'cache')
  const osrm = given ? undefined : await findOsrmBinaries({ cacheDir, env, say })
  if (osrm && !osrm.found)
    say('roads', `driving times are estimated from straight lines, for OSRM cannot be had: ${osrm.why}`)
  const osrmBin = osrm?.found ? osrm.bin : undefined
  const begun = performance.now()
  const source = await sourceOf(plan, cacheDir)
  const city = await ensureCityDataset({ source, repoRoot, cacheDir, osrmBin, say })
  say('city', `${city.manifest.name.en} (${secondsSince(begun)})`)
  if (given || !osrmBin || !city.roads) return { city, osrmUrl: given, stop: async () => undefined }
  return { city, osrmBin, ...(await serveRoads({ bin: osrmBin, dataset: city.roads }, plan)) }
}

/** A file that was named and is not there is told as it is; nothing takes its place. */
async function sourceOf({ env, cityFile, repoRoot }: RoadsPlan, cacheDir: string) {
  try {
    return await findCitySource(
      { ...env, ...(cityFile ? { CITY_PBF: cityFile } : {}) },
      { repoRoot, cacheDir },
    )
  } catch (thrown) {
    throw thrown instanceof CityImportError ? new Trouble(thrown.message) : thrown
  }
}

async function serveRoads(osrm: { bin: string; dataset: string }, { dataDir, say, ending }: RoadsPlan) {
  try {
    const server = await startOsrm({
      ...osrm,
      port: rememberedNumber(dataDir, 'osrm-port'),
      logFile: join(dataDir.logs, 'osrm.log'),
      pidFile: join(dataDir.run, 'osrm.pid'),
      say,
      ending,
    })
    rememberNumber(dataDir, 'osrm-port', server.port)
    say('roads', `OSRM serves them at ${server.url}`)
    return { osrmUrl: server.url, stop: () => server.stop() }
  } catch (thrown) {
    say(
      'roads',
      `driving times are estimated from straight lines, for OSRM does not run: ${reasonOf(thrown)}`,
    )
    return { osrmUrl: undefined, stop: async () => undefined }
  }
}
