import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type CellWorld, type ChosenPlace, chooseBestPlaces, splitCity } from '@kerbside/geo'

/** What is thought about away from the event loop that serves people. */
export interface ZoningRequest {
  world: CellWorld
  split?: { zones: number; seed: number }
  places?: { count: number; given: number[]; within?: number[] }
}
export interface ZoningAnswer {
  zoneOf?: Int32Array
  places?: ChosenPlace[]
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
  ...(split ? { zoneOf: splitCity(world, split) } : {}),
  ...(places ? { places: chooseBestPlaces(world, places) } : {}),
})

if (!isMainThread && parentPort) parentPort.postMessage(think(workerData as ZoningRequest))
