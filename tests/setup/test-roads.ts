import { join } from 'node:path'
import { ensureCityDataset } from '../../infra/src/city-dataset.ts'
import { findOsrmBinaries } from '../../infra/src/osrm-binaries.ts'
import { startOsrm } from '../../infra/src/osrm-server.ts'
import type { Say } from '../../infra/src/say.ts'
import { Trouble } from '../../infra/src/trouble.ts'

export interface TestRoads {
  cityDir: string
  url: string | null
  trouble: string
  bin: string
  stop: () => Promise<void>
}

export interface TestRoadsPlan {
  repoRoot: string
  runDir: string
  say: Say
}

/** Tests that need no roads go on without; those that do fail with this sentence. */
export async function startTestRoads(plan: TestRoadsPlan): Promise<TestRoads> {
  try {
    return await bringUp(plan)
  } catch (thrown) {
    if (!(thrown instanceof Trouble)) throw thrown
    plan.say('roads', thrown.message)
    return { cityDir: '', url: null, trouble: thrown.message, bin: '', stop: async () => undefined }
  }
}

/** The generated town, and osrm-routed over it: OSRM_URL is not asked, for it knows another city. */
async function bringUp({ repoRoot, runDir, say }: TestRoadsPlan): Promise<TestRoads> {
  const cacheDir = join(repoRoot, '.kerbside', 'cache')
  const osrm = await findOsrmBinaries({ cacheDir, say })
  const city = await ensureCityDataset({
    source: { kind: 'generated', seed: 1, id: 'kerb-town' },
    repoRoot,
    cacheDir,
    osrmBin: osrm.found ? osrm.bin : undefined,
    say,
  })
  if (!osrm.found || !city.roads) {
    const trouble = `Real roads cannot be tested: ${osrm.found ? 'the town has no road dataset' : osrm.why}.`
    say('roads', trouble)
    return { cityDir: city.dir, url: null, trouble, bin: '', stop: async () => undefined }
  }
  const files = { logFile: join(runDir, 'osrm.log'), pidFile: join(runDir, 'osrm.pid') }
  const server = await startOsrm({ bin: osrm.bin, dataset: city.roads, ...files, say })
  return { cityDir: city.dir, url: server.url, trouble: '', bin: osrm.bin, stop: () => server.stop() }
}
