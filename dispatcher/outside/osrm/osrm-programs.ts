import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** An `osrm-routed` of ours on 127.0.0.1, for it is not hardened. */
export interface ServedRoads {
  url: string
  /** Resolves with the reason when the process is gone. */
  ended: Promise<string>
  /** Ends it and removes its dataset. */
  end(): Promise<void>
}

const readyWithinMs = 60_000
const toolWithinMs = 30 * 60_000

/** Runs one of OSRM's programs to its end; throws its last words when it fails. */
export const runTool = (program: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    let last = ''
    const child = spawn(program, [...args, '-l', 'WARNING'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: toolWithinMs,
    })
    const listen = (chunk: unknown): void => {
      last = String(chunk).trim().split('\n').at(-1) || last
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${signal ?? `code ${code}`}: ${last}`))
    })
  })

/** Serves a contracted dataset and waits until it answers. */
export const serveRoads = async (program: string, dataset: string, pidFile: string): Promise<ServedRoads> => {
  const port = await freePort()
  const child = spawn(
    program,
    [
      ...['--ip', '127.0.0.1', '--port', String(port), '--algorithm', 'ch', '--threads', '2'],
      ...['--max-table-size', '2000', '--max-matching-size', '500', dataset],
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`osrm-routed ended with ${signal ?? `code ${code}`}`))
  })
  const url = `http://127.0.0.1:${port}`
  const end = async (): Promise<void> => {
    if (isAlive(child)) child.kill('SIGTERM')
    await ended
    await rm(dirname(dataset), { recursive: true, force: true })
  }
  await writeFile(pidFile, String(child.pid ?? ''))
  const deadline = performance.now() + readyWithinMs
  while (!(await answers(url))) {
    if (!isAlive(child) || performance.now() > deadline) {
      await end()
      throw new Error(`osrm-routed does not serve ${dataset}`)
    }
    await pause(50)
  }
  return { url, ended, end }
}

const isAlive = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/nearest/v1/driving/0,0`, { signal: AbortSignal.timeout(1_000) })
    await response.arrayBuffer()
    return true
  } catch {
    // Not yet; the time limit is the caller's.
    return false
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

/** Ends the server whose pid stands in a file, if that process still serves something of this folder. */
export const endLeftOver = async (pidFile: string, dir: string): Promise<void> => {
  try {
    const pid = Number(await readFile(pidFile, 'utf8'))
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    if (command.includes('osrm-routed') && command.includes(dir)) process.kill(pid, 'SIGTERM')
  } catch {
    // No file, no such process, or no /proc: nothing of ours is left.
  }
}
