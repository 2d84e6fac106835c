import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process as the system knows it. Pids are used again; a pid with its start is not. */
export interface ProcessIdentity {
  pid: number
  started: string
  command: string
}

interface Row extends ProcessIdentity {
  parentPid: number
}

const hasProc = process.platform === 'linux'

/** Who runs under this pid now; nobody if it has ended and only waits to be reaped. */
export function findProcess(pid: number): ProcessIdentity | undefined {
  const row = hasProc ? fromProc(pid) : fromPs(['-p', String(pid)])[0]
  return row && { pid: row.pid, started: row.started, command: row.command }
}

/**
 * True if this very process still runs. /proc tells the start to the tick; ps only to the second, so there the
 * command line must be the same too (with /proc it may change: processes rename themselves).
 */
export function stillRuns(identity: ProcessIdentity): boolean {
  const now = findProcess(identity.pid)
  if (!now || now.started !== identity.started) return false
  return hasProc || now.command === identity.command
}

/** Children, grandchildren and so on, the youngest generation last. */
export function listDescendants(pid: number): ProcessIdentity[] {
  const all = listAll()
  const found: Row[] = []
  for (let parents = [pid]; parents.length > 0; ) {
    const children = all.filter((row) => parents.includes(row.parentPid))
    found.push(...children)
    parents = children.map((row) => row.pid)
  }
  return found.map(({ pid: own, started, command }) => ({ pid: own, started, command }))
}

function listAll(): Row[] {
  if (!hasProc) return fromPs(['-A'])
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((name) => fromProc(Number(name)) ?? [])
}

function fromProc(pid: number): Row | undefined {
  const stat = readProc(`/proc/${pid}/stat`)
  const command = readProc(`/proc/${pid}/cmdline`)
  if (stat === undefined || command === undefined) return undefined
  // The name stands in brackets and may hold blanks and brackets itself: what follows it is regular.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = 'Z', parentPid = '0'] = fields
  if (state === 'Z' || state === 'X') return undefined
  const started = `${readProc('/proc/sys/kernel/random/boot_id')?.trim()}:${fields[19]}`
  return { pid, parentPid: Number(parentPid), started, command: command.replaceAll('\0', ' ').trim() }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    // It ended while we looked.
    if (thrown instanceof Error && 'code' in thrown && ['ENOENT', 'ESRCH'].includes(String(thrown.code)))
      return undefined
    throw thrown
  }
}

function fromPs(which: string[]): Row[] {
  const line = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+ +\S+ +\d+ +[\d:]+ +\d+)\s+(.*)$/
  return ps(which).flatMap((text) => {
    const [, pid, parentPid, state = 'Z', started = '', command = ''] = line.exec(text) ?? []
    if (!pid || state.startsWith('Z')) return []
    return [{ pid: Number(pid), parentPid: Number(parentPid), started, command }]
  })
}

function ps(which: string[]): string[] {
  try {
    const args = [...which, '-o', 'pid=,ppid=,stat=,lstart=,command=']
    return execFileSync('ps', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).split('\n')
  } catch (thrown) {
    // ps answers 1 when nobody has that pid.
    if (thrown instanceof Error && 'status' in thrown && thrown.status === 1) return []
    throw thrown
  }
}
