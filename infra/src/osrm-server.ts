import { join } from 'node:path'
import { keepRunning } from './child.ts'
import { chooseFreePort } from './free-port.ts'
import { endProcess, findLiving } from './pid-file.ts'
import { type Say, sayNothing } from './say.ts'

export interface OsrmServer {
  url: string
  port: number
  stop(): Promise<void>
}

export interface OsrmPlan {
  /** Folder of OSRM's programs. */
  bin: string
  /** Path of the contracted dataset, ending in `.osrm`. */
  dataset: string
  port?: number | undefined
  logFile?: string
  pidFile?: string
  say?: Say
  ending?: AbortSignal | undefined
}

/** `osrm-routed` on 127.0.0.1, which is not hardened and must stay there. One left behind is ended first. */
export async function startOsrm(plan: OsrmPlan): Promise<OsrmServer> {
  const say = plan.say ?? sayNothing
  const pidFile = plan.pidFile ?? `${plan.dataset}.pid`
  const left = findLiving(pidFile)
  if (left) {
    say('roads', `an earlier run left an osrm-routed behind (pid ${left.pid}); ending it`)
    await endProcess(left)
  }
  const port = await chooseFreePort(plan.port)
  const url = `http://127.0.0.1:${port}`
  const child = await keepRunning(
    {
      name: 'osrm',
      command: join(plan.bin, 'osrm-routed'),
      args: [
        ...['--ip', '127.0.0.1', '--port', String(port), '--algorithm', 'ch', '--threads', '2'],
        ...['--max-table-size', '2000', '--max-matching-size', '500', plan.dataset],
      ],
      logFile: plan.logFile ?? `${plan.dataset}.log`,
      pidFile,
      graceMs: 3_000,
      isReady: () => answers(url),
      readyWithinMs: 60_000,
      ending: plan.ending,
    },
    say,
  )
  return { url, port, stop: () => child.stop() }
}

/** Any answer will do, also "no such place". */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/nearest/v1/driving/0,0`, { signal: AbortSignal.timeout(1_000) })
    await response.arrayBuffer()
    return true
  } catch {
    // Not yet. The time limit is the caller's.
    return false
  }
}
