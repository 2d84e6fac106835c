import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DataDir, dataDirAt, emptyDataDir, keepSecret, prepareDataDir } from './data-dir.ts'
import { bringUpDatabase } from './database-part.ts'
import { type DemoPeople, demoPeople } from './demo-people.ts'
import { isPortFree } from './free-port.ts'
import type { StartOptions } from './options.ts'
import { foundCity, startDispatcherChild, startSimulatorChild } from './people-part.ts'
import { endProcess, findLiving } from './pid-file.ts'
import { refugeFor } from './postgres-home.ts'
import { bringUpRoads } from './roads-part.ts'
import type { Say } from './say.ts'
import { lockDataDir } from './start-lock.ts'
import { Trouble } from './trouble.ts'
import { buildWebApps } from './web-build.ts'

/** Everything this run has brought up so far; ended in the opposite order, also when only half of it is up. */
export class EmbeddedRun {
  readonly people: DemoPeople
  readonly url: string
  roads = 'estimated'
  databaseUrl = ''
  simulatorEnv: NodeJS.ProcessEnv = {}
  private readonly ending = new AbortController()
  private readonly stops: (() => Promise<void> | void)[] = []
  private readonly options: StartOptions
  private readonly outside: { env: NodeJS.ProcessEnv; repoRoot: string; say: Say }
  private readonly dataDir: DataDir

  constructor(options: StartOptions, outside: { env: NodeJS.ProcessEnv; repoRoot: string; say: Say }) {
    this.options = options
    this.outside = outside
    this.dataDir = dataDirAt(options.dataDir)
    this.people = demoPeople(outside.env)
    this.url = `http://localhost:${options.port}`
  }

  async start(): Promise<void> {
    await this.takeDataDir()
    await this.mustHavePorts()
    const { env, repoRoot, say } = this.outside
    const { dataDir, options } = this
    const ending = this.ending.signal
    const [database, roads] = await Promise.all([
      this.owning(bringUpDatabase({ env, dataDir, say, ending })),
      this.owning(bringUpRoads({ env, cityFile: options.cityFile, dataDir, repoRoot, say, ending })),
      buildWebApps({ repoRoot, logs: dataDir.logs, say }),
    ])
    this.databaseUrl = database.url
    this.roads = roads.osrmUrl ? 'osrm' : 'estimated'
    await this.startPeople({
      databaseUrl: database.url,
      osrmUrl: roads.osrmUrl,
      osrmBin: roads.osrmBin,
      cityDir: roads.city.dir,
    })
  }

  async stop(): Promise<void> {
    this.ending.abort()
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) await stop()
  }

  private async startPeople(parts: {
    databaseUrl: string
    osrmUrl: string | undefined
    osrmBin: string | undefined
    cityDir: string
  }): Promise<void> {
    const { env, repoRoot, say } = this.outside
    const { supervisor } = this.people
    const shared = {
      SUPERVISOR_PHONE: supervisor.phone,
      SUPERVISOR_PASSWORD: supervisor.password,
      CITY_DIR: parts.cityDir,
    }
    const engineEnv: NodeJS.ProcessEnv = {
      ...env,
      ...shared,
      PORT: String(this.options.port),
      HOST: env.HOST ?? 'localhost',
      DATABASE_URL: parts.databaseUrl,
      CLOCK_SPEED: String(this.options.clockSpeed),
      KERBSIDE_SECRET: keepSecret(this.dataDir, 'session'),
      LOG_LEVEL: env.LOG_LEVEL ?? 'info',
    }
    if (parts.osrmUrl) engineEnv.OSRM_URL = parts.osrmUrl
    if (parts.osrmBin) {
      engineEnv.OSRM_BIN = parts.osrmBin
      engineEnv.ROADS_DIR = join(this.dataDir.root, 'roads')
    }
    const at = { repoRoot, dataDir: this.dataDir, say, ending: this.ending.signal }
    await this.owning(startDispatcherChild({ ...at, env: engineEnv, url: this.url }))
    say('dispatcher', `serves at ${this.url}`)
    this.simulatorEnv = { SIM_SEED: '1', SIM_TECHNICIANS: '32', ...env, ...shared, KERBSIDE_URL: this.url }
    await foundCity({ ...at, env: this.simulatorEnv })
    if (this.options.simulator) await this.owning(startSimulatorChild({ ...at, env: this.simulatorEnv }))
  }

  private async owning<T extends { stop: () => Promise<void> }>(starting: Promise<T>): Promise<T> {
    const part = await starting
    // It may have become ready after the end was called for.
    if (this.ending.signal.aborted) await part.stop()
    else this.stops.push(() => part.stop())
    return part
  }

  private async takeDataDir(): Promise<void> {
    const { root, run } = this.dataDir
    prepareDataDir(this.dataDir)
    const lock = await lockDataDir(join(run, 'start.pid'))
    if (!lock.ok) {
      throw new Trouble(
        `Kerbside already runs on ${root} (pid ${lock.pid}): stop that one, or choose another --data and --port.`,
      )
    }
    this.stops.push(lock.release)
    await this.endLeftOvers()
    if (!this.options.fresh) return
    emptyDataDir(this.dataDir)
    rmSync(refugeFor(this.dataDir.postgres), { recursive: true, force: true })
    prepareDataDir(this.dataDir)
  }

  /** A start that was killed leaves its children behind; they hold ports and the database. */
  private async endLeftOvers(): Promise<void> {
    for (const name of ['simulator', 'dispatcher', 'osrm', 'postgres']) {
      const left = findLiving(join(this.dataDir.run, `${name}.pid`))
      if (!left) continue
      this.outside.say(name, `an earlier run left it behind (pid ${left.pid}); ending it`)
      await endProcess(left, { signal: name === 'postgres' ? 'SIGINT' : 'SIGTERM', graceMs: 15_000 })
    }
  }

  private async mustHavePorts(): Promise<void> {
    const { port } = this.options
    for (const one of [port, port + 1]) {
      if (await isPortFree(one)) continue
      const which = one === port ? '' : ` (the machines' port beside ${port})`
      throw new Trouble(
        `Port ${one}${which} is taken by another program: choose another with "npm start -- --port N".`,
      )
    }
  }
}
