import { createHash } from 'node:crypto'
import type { Bilingual } from '@kerbside/domain'
import type { House } from '../house.ts'
import { type RoadKeeper, trafficLines } from '../outside/osrm/index.ts'
import { wake } from '../outside/postgres/outbox.ts'
import type { ClosureRow } from '../outside/postgres/road-tables.ts'
import { findRoadState, isInForce, listClosures, saveRoadState, wakeAfterRoads } from './closure-store.ts'

/** What a process that can change roads has for it; null where there are no tools. */
export interface RoadWorks {
  keeper: RoadKeeper | null
  /** Whether this process is the one that would build them; the others take up what it serves. */
  builds: boolean
  cityDir: string
}

/** The version of roads that nobody has changed. */
export const roadsAsMapped = 'as mapped'
const versionOf = (active: readonly ClosureRow[]): string =>
  active.length === 0
    ? roadsAsMapped
    : createHash('sha256')
        .update(JSON.stringify(active.map((one) => [one.closure_id, one.share, one.road, one.polygon])))
        .digest('hex')
        .slice(0, 12)

const sentences = {
  asMapped: { en: 'No road is changed.', zh: '道路无变更。' },
  building: {
    en: 'New road times are being built; the present ones serve.',
    zh: '正在生成新的路况数据，现有数据继续使用。',
  },
  noTools: {
    en: 'This machine has no OSRM tools: closed and slow roads are noted and change no times.',
    zh: '本机没有 OSRM 工具：封路与缓行仅作记录，不影响行车时间。',
  },
} satisfies Record<string, Bilingual>

/** Remembers, in this process, which version of the roads it serves. */
export interface RoadsInUse {
  version: string
}

/**
 * Brings the roads in line with the closures in force: builds changed ones beside those in use, swaps, forgets remembered
 * times and lets everything be planned and forecast anew. Does nothing while nothing has changed.
 */
export const keepRoads = async (house: House, works: RoadWorks, inUse: RoadsInUse): Promise<void> => {
  const active = (await listClosures(house.db, house.city.id))
    .filter((row) => isInForce(row, house.clock.now()))
    .sort((a, b) => a.closure_id.localeCompare(b.closure_id))
  const version = versionOf(active)
  if (version === inUse.version) return
  const { keeper, builds, cityDir } = works
  if (!builds) {
    await takeUp(house, version, inUse)
    return
  }
  if (!keeper) {
    inUse.version = version
    const changed = version !== roadsAsMapped
    await saveRoadState(house, {
      version,
      url: null,
      state: changed ? 'failed' : 'serving',
      says: changed ? sentences.noTools : sentences.asMapped,
      segments: 0,
    })
    return
  }
  await build(house, { keeper, cityDir }, version, active)
  inUse.version = version
  house.matrices.forget()
  await wakeEverybody(house)
}

/** Takes up what the building process serves, as soon as it does. */
const takeUp = async (house: House, version: string, inUse: RoadsInUse): Promise<void> => {
  const state = await findRoadState(house.db, house.city.id)
  if (state?.version !== version || state.state !== 'serving') return
  house.roads.use(state.url)
  house.matrices.forget()
  inUse.version = version
}

const build = async (
  house: House,
  { keeper, cityDir }: { keeper: RoadKeeper; cityDir: string },
  version: string,
  active: readonly ClosureRow[],
): Promise<void> => {
  const before = await findRoadState(house.db, house.city.id)
  if (version === roadsAsMapped) {
    house.roads.use(null)
    keeper.rest()
    await saveRoadState(house, {
      version,
      url: null,
      state: 'serving',
      says: sentences.asMapped,
      segments: 0,
    })
    return
  }
  const known = { url: before?.url ?? null, segments: before?.segments ?? 0 }
  await saveRoadState(house, { version, ...known, state: 'building', says: sentences.building })
  const begun = performance.now()
  try {
    const lines = await trafficLines(cityDir, active)
    const url = await keeper.rebuild(version, lines)
    house.roads.use(url)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const says = {
      en: `${lines.length} stretches changed, built in ${seconds} s and in use.`,
      zh: `已变更 ${lines.length} 个路段，用时 ${seconds} 秒，已生效。`,
    }
    await saveRoadState(house, { version, url, state: 'serving', says, segments: lines.length })
    house.log.info({ version, segments: lines.length, seconds }, 'the roads have changed')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    house.log.error({ err: error }, 'changed roads could not be built; the former ones serve')
    await saveRoadState(house, {
      version,
      ...known,
      state: 'failed',
      says: {
        en: `Could not be built (${why}); the former roads serve.`,
        zh: `生成失败（${why}），继续使用原有路况。`,
      },
    })
  }
}

const wakeEverybody = async (house: House): Promise<void> => {
  const { zones, jobs } = await wakeAfterRoads(house)
  await house.db.transaction().execute(async (tx) => {
    for (const zone of zones) await wake(tx, house.city.id, 'plan', zone)
    for (const job of jobs) await wake(tx, house.city.id, 'travel', job)
  })
}
