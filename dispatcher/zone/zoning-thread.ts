import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { ZonePolygon } from '@kerbside/domain'
import { type CellWorld, type ChosenPlace, chooseBestPlaces, outlineOf, splitCity } from '@kerbside/geo'

/** What is thought about away from the event loop that serves people. */
export interface ZoningRequest {
  world: CellWorld
  /** So many zones within an area. */
  split?: { zones: number; seed: number; area: ZonePolygon }
  places?: { count: number; given: number[]; within?: number[] }
}
export interface ZoningAnswer {
  split?: SplitAnswer
  places?: ChosenPlace[]
}

/** Which zone each cell is in, and each zone's border; undefined where nothing of it lies in the area. */
export interface SplitAnswer {
  zoneOf: Int32Array
  outlines: (ZonePolygon | undefined)[]
}

const longestMs = 60_000

/** Splits or chooses in a thread of its own, which ends with it. */
export const thinkOfZones = (request: ZoningRequest): Promise<ZoningAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: request })
    const tooLong = setTimeout(() => {
      void worker.terminate()
      reject(new Error(`zones were thought about for more than ${longestMs / 1000} s`))
    }, longestMs)
    worker.once('message', (answer: ZoningAnswer) => resolve(answer))
    worker.once('error', reject)
    worker.once('exit', () => clearTimeout(tooLong))
  })

const think = ({ world, split, places }: ZoningRequest): ZoningAnswer => ({
  ...(split ? { split: splitAndDraw(world, split) } : {}),
  ...(places ? { places: chooseBestPlaces(world, places) } : {}),
})

const splitAndDraw = (world: CellWorld, split: NonNullable<ZoningRequest['split']>): SplitAnswer => {
  const zoneOf = splitCity(world, split)
  const cellsOf = (zone: number): string[] =>
    world.cells.filter((_, cell) => zoneOf[cell] === zone).map(({ id }) => id)
  return {
    zoneOf,
    outlines: Array.from({ length: split.zones }, (_, zone) => outlineOf(cellsOf(zone), split.area)),
  }
}

if (!isMainThread && parentPort) parentPort.postMessage(think(workerData as ZoningRequest))
