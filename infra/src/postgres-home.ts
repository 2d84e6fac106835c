import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { Say } from './say.ts'
import { reasonOf, Trouble } from './trouble.ts'

/** Where PostgreSQL's programs and data are, and as whom it runs. */
export interface PostgresHome {
  bin: string
  data: string
  owner?: { uid: number; gid: number }
}

const USER = 'postgres'
const REACHABLE_BY_ALL = '/var/lib/kerbside'

/**
 * PostgreSQL refuses to run as root, and another user cannot look into root's home (mode 0700), where checkouts
 * commonly are. So as root we try as that user, and move what he cannot reach to where he can.
 */
export function settlePostgresHome(
  { dataDir, binaries }: { dataDir: string; binaries: PostgresBinaries },
  say: Say,
): PostgresHome {
  const bin = join(binaries.native, 'bin')
  if (process.getuid?.() !== 0) return { bin, data: dataDir }
  const owner = ownerFor(say)
  const refuge = refugeFor(dataDir)
  const reachesBin = canRun(join(bin, 'postgres'), owner)
  const reachesData = !existsSync(join(refuge, 'data', 'PG_VERSION')) && canOwn(dataDir, owner)
  if (!reachesBin || !reachesData) openRefuge(refuge)
  const data = reachesData ? dataDir : join(refuge, 'data')
  const home = {
    bin: reachesBin ? bin : copyBinaries(binaries, refuge),
    data,
    owner,
  }
  if (!reachesData && !canOwn(data, owner)) throw new Trouble(`The user "${USER}" cannot write ${data}.`)
  if (!canRun(join(home.bin, 'postgres'), owner))
    throw new Trouble(`The user "${USER}" cannot run ${home.bin}/postgres.`)
  if (!reachesData || !reachesBin) {
    say('postgres', `runs as the user "${USER}", who cannot reach this folder: it is kept in ${refuge}`)
  }
  return home
}

/** The folder that stands in for a data folder the user `postgres` cannot reach. */
export function refugeFor(dataDir: string): string {
  return join(REACHABLE_BY_ALL, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
}

function ownerFor(say: Say): { uid: number; gid: number } {
  const found = idsOf(USER)
  if (found) return found
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', USER])
    say('postgres', `cannot run as root; made the system user "${USER}" for it`)
  } catch (thrown) {
    throw new Trouble(
      `PostgreSQL does not run as root and there is no user "${USER}" (${reasonOf(thrown)}): make one, run as a plain user, or set DATABASE_URL.`,
    )
  }
  return idsOf(USER) ?? ownerFor(say)
}

function idsOf(user: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }))
  if (uid?.status !== 0 || gid?.status !== 0) return undefined
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function canRun(program: string, owner: { uid: number; gid: number }): boolean {
  return spawnSync(program, ['--version'], { ...owner, cwd: '/' }).status === 0
}

/** Makes the folder his and looks, as him, whether he gets there. */
function canOwn(folder: string, owner: { uid: number; gid: number }): boolean {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  chownSync(folder, owner.uid, owner.gid)
  const test = spawnSync('/bin/sh', ['-c', 'test -w "$0" && test -x "$0"', folder], { ...owner, cwd: '/' })
  return test.status === 0
}

function openRefuge(refuge: string): void {
  for (const folder of [REACHABLE_BY_ALL, refuge]) {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
  }
}

function copyBinaries(binaries: PostgresBinaries, refuge: string): string {
  const native = join(refuge, 'native')
  const mark = join(refuge, 'version')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === binaries.version) return join(native, 'bin')
  rmSync(native, { recursive: true, force: true })
  cpSync(binaries.native, native, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', native])
  writeFileSync(mark, binaries.version)
  return join(native, 'bin')
}
