import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { asWriteTrouble } from './city-import-error.ts'
import { type CityManifest, cityManifestSchema } from './manifest.ts'
import type { OsmData } from './osm/osm-data.ts'
import { writeRoadsXml } from './osm/osm-xml.ts'
import { readPbf } from './osm/read-pbf.ts'
import { buildOsrmDataset } from './roads/osrm-dataset.ts'
import { writeRoadLines } from './roads/road-lines.ts'
import type { CitySource } from './source/city-source.ts'
import { datasetHashOf } from './source/dataset-hash.ts'
import { knownTimeZone, likelyTimeZone } from './source/time-zone.ts'
import { generateTown, TOWN_NAME, TOWN_TIME_ZONE } from './town/generate-town.ts'
import { openWorkFolder, type WorkFolder } from './work-folder.ts'
import { writeMapParts } from './write-map-parts.ts'

export interface CityOrder {
  source: CitySource
  /** Becomes the dataset folder; an older dataset in it is replaced. */
  outDir: string
  /** Folder of osrm-extract and osrm-contract; null: a dataset without roads. */
  osrmBinDir: string | null
  onProgress: (sentence: string) => void
}

/**
 * Turns an extract, or a generated town, into a dataset folder; returns at once if the folder already holds it.
 * Throws CityImportError, whose message is a sentence for a person; the old dataset is then still in place.
 */
export async function importCity(order: CityOrder): Promise<CityManifest> {
  const { source, onProgress } = order
  const outDir = resolve(order.outDir)
  if (source.kind === 'pbf' && source.timeZone) knownTimeZone(source.timeZone)
  const datasetHash = await datasetHashOf(source)
  const present = findManifest(outDir)
  if (present && isStillGood(present, datasetHash, order.osrmBinDir)) {
    onProgress(`${present.name.en} is already prepared.`)
    return present
  }
  try {
    const folder = openWorkFolder(outDir, present !== undefined)
    try {
      const manifest = await build(folder.path, { ...order, datasetHash })
      folder.moveInto(outDir)
      return manifest
    } finally {
      discard(folder)
    }
  } catch (thrown) {
    throw asWriteTrouble(thrown, outDir)
  }
}

const discard = ({ path }: WorkFolder): void => rmSync(path, { recursive: true, force: true })

const isStillGood = (manifest: CityManifest, datasetHash: string, osrmBinDir: string | null): boolean =>
  manifest.datasetHash === datasetHash && (manifest.roads === 'osrm' || osrmBinDir === null)

/** The manifest of a dataset folder; undefined if there is none, or one that an older importer wrote. */
export function findManifest(dir: string): CityManifest | undefined {
  try {
    return cityManifestSchema.parse(JSON.parse(readFileSync(join(dir, 'city.json'), 'utf8')))
  } catch {
    // Whatever is wrong with it, the cure is the same: it is written anew.
    return undefined
  }
}

interface BuildOrder extends CityOrder {
  datasetHash: string
}

async function build(dir: string, order: BuildOrder): Promise<CityManifest> {
  const { source, osrmBinDir, onProgress, datasetHash } = order
  const begun = performance.now()
  const data = await read(source, onProgress)
  const parts = await writeMapParts(data, { dir, onProgress })
  onProgress(`Map, zones and places are written (${((performance.now() - begun) / 1000).toFixed(1)} s).`)
  if (osrmBinDir) await prepareRoads(dir, { source, data, osrmBinDir, onProgress })
  const named =
    source.kind === 'pbf'
      ? { name: source.name, timeZone: source.timeZone ?? takeLikelyZone(data, parts.center[0], onProgress) }
      : { name: TOWN_NAME, timeZone: TOWN_TIME_ZONE }
  const manifest: CityManifest = {
    version: 1,
    id: source.id,
    ...named,
    ...parts,
    kind: source.kind === 'pbf' ? 'osm' : 'generated',
    attribution: source.kind === 'pbf' ? '© OpenStreetMap contributors (ODbL)' : 'Generated town',
    roads: osrmBinDir ? 'osrm' : 'none',
    roadsFile: osrmBinDir ? 'osrm/city.osrm' : null,
    datasetHash,
  }
  writeFileSync(join(dir, 'city.json'), `${JSON.stringify(cityManifestSchema.parse(manifest), null, 2)}\n`)
  return manifest
}

function takeLikelyZone({ ways }: OsmData, longitude: number, say: CityOrder['onProgress']): string {
  const names = ways.flatMap(({ tags }) => (tags.highway && tags.name ? [tags.name] : []))
  const machine = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const timeZone = likelyTimeZone({ longitude, names, machine, atMs: Date.now() })
  say(`No time zone is given: taking ${timeZone}; CITY_TZ says otherwise.`)
  return timeZone
}

async function read(source: CitySource, onProgress: CityOrder['onProgress']): Promise<OsmData> {
  onProgress(
    source.kind === 'pbf' ? `Reading ${basename(source.file)}` : `Building a town (seed ${source.seed})`,
  )
  const data = source.kind === 'pbf' ? await readPbf(source.file) : generateTown(source.seed)
  const count = (one: number) => one.toLocaleString('en')
  onProgress(`${count(data.nodes.count)} points and ${count(data.ways.length)} ways are read.`)
  return data
}

interface RoadsOrder extends Pick<CityOrder, 'source' | 'onProgress'> {
  data: OsmData
  osrmBinDir: string
}

async function prepareRoads(
  dir: string,
  { source, data, osrmBinDir, onProgress }: RoadsOrder,
): Promise<void> {
  onProgress('Preparing the roads for OSRM')
  const begun = performance.now()
  writeRoadLines(join(dir, 'roads.ndjson'), data)
  if (source.kind === 'pbf') {
    await buildOsrmDataset({ source: source.file, dir, binDir: osrmBinDir })
  } else {
    mkdirSync(join(dir, 'osrm'))
    const xml = join(dir, 'osrm', 'town.osm')
    writeRoadsXml(xml, data)
    await buildOsrmDataset({ source: xml, dir, binDir: osrmBinDir })
    rmSync(xml)
  }
  onProgress(`Roads are prepared (${((performance.now() - begun) / 1000).toFixed(1)} s).`)
}
