import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { endLeftOver, runTool, type ServedRoads, serveRoads } from './osrm-programs.ts'

/** Where OSRM's programs are, the dataset they start from, and a folder of our own for changed ones. */
export interface RoadTools {
  bin: string
  /** Path of the extracted dataset, ending in `.osrm`; never written to. */
  dataset: string
  dir: string
}

/** Longer than any question's time limit: what was asked of the former server is answered. */
const graceMs = 10_000

/**
 * Builds changed roads beside the serving ones and serves them by an `osrm-routed` of its own; the former goes on for a
 * while, so that a swap loses no question. What it serves ends with it.
 */
export class RoadKeeper {
  readonly #tools: RoadTools
  readonly #onDeath: (why: string) => void
  readonly #all = new Set<ServedRoads>()
  #served: ServedRoads | null = null

  /** `onDeath` hears of a server that ended without being told to. */
  constructor(tools: RoadTools, onDeath: (why: string) => void) {
    this.#tools = tools
    this.#onDeath = onDeath
  }

  /** Contracts a copy with these segment speeds (`from,to,km/h`); answers its address once it answers. */
  async rebuild(version: string, lines: readonly string[]): Promise<string> {
    const { bin, dataset, dir } = this.#tools
    const pidFile = join(dir, 'osrm-routed.pid')
    // A process that was killed leaves its server behind.
    if (this.#all.size === 0) await endLeftOver(pidFile, dir)
    const folder = join(dir, version)
    await copyDataset(dataset, folder)
    const base = join(folder, basename(dataset))
    const speeds = join(folder, 'speeds.csv')
    await writeFile(speeds, lines.map((line) => `${line}\n`).join(''))
    // One core is left to those who are served meanwhile.
    await runTool(join(bin, 'osrm-contract'), [
      base,
      ...['--segment-speed-file', speeds, '--threads', String(Math.max(1, availableParallelism() - 1))],
    ])
    const next = await serveRoads(join(bin, 'osrm-routed'), base, pidFile)
    this.#all.add(next)
    void next.ended.then((why) => {
      this.#all.delete(next)
      if (this.#served !== next) return
      this.#served = null
      this.#onDeath(why)
    })
    this.#retire()
    this.#served = next
    return next.url
  }

  /** Lets what is served in addition go: the roads are as they were extracted. */
  rest(): void {
    this.#retire()
  }

  async close(): Promise<void> {
    this.#served = null
    await Promise.all([...this.#all].map((one) => one.end()))
    await rm(this.#tools.dir, { recursive: true, force: true })
  }

  #retire(): void {
    const former = this.#served
    this.#served = null
    if (former) setTimeout(() => void former.end(), graceMs).unref()
  }
}

/** Beside the data a dataset's folder may hold logs and pids of the server that uses it; they stay. */
const copyDataset = async (dataset: string, folder: string): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const prefix = `${basename(dataset)}.`
  for (const name of await readdir(dirname(dataset))) {
    if (!name.startsWith(prefix) || /\.(pid|log)$/.test(name)) continue
    await cp(join(dirname(dataset), name), join(folder, name))
  }
}
