import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { reasonOf, Trouble } from './trouble.ts'

/** The folder of one run: everything Kerbside keeps on this machine, and nothing else. */
export interface DataDir {
  root: string
  logs: string
  run: string
  postgres: string
  /** What was fetched or imported: made again at will, so `--fresh` leaves it. */
  cache: string
}

const LEAST_FREE_BYTES = 600 * 2 ** 20
const REMADE_AT_WILL = new Set(['cache', 'test'])

export function dataDirAt(root: string): DataDir {
  return {
    root,
    logs: join(root, 'logs'),
    run: join(root, 'run'),
    postgres: join(root, 'postgres'),
    cache: join(root, 'cache'),
  }
}

/** Makes the folders; a sentence if they cannot be written or the disk is all but full. */
export function prepareDataDir(dir: DataDir): void {
  try {
    for (const folder of [dir.root, dir.logs, dir.run, dir.cache]) makeFolder(folder)
  } catch (thrown) {
    throw new Trouble(
      `${dir.root} cannot be written (${reasonOf(thrown)}): choose another folder with --data.`,
    )
  }
  const { bavail, bsize } = statfsSync(dir.root)
  if (bavail * bsize > LEAST_FREE_BYTES) return
  const free = Math.round((bavail * bsize) / 2 ** 20)
  throw new Trouble(
    `The disk of ${dir.root} has ${free} MB left; make room for 600 MB or choose --data elsewhere.`,
  )
}

/** Folder by folder: asked for all at once, Node tries for ever where a parent exists and refuses its children, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

/** Forgets what earlier runs kept; what was fetched stays. */
export function emptyDataDir(dir: DataDir): void {
  if (!existsSync(dir.root)) return
  for (const name of readdirSync(dir.root)) {
    if (name === 'run' || REMADE_AT_WILL.has(name)) continue
    rmSync(join(dir.root, name), { recursive: true, force: true })
  }
}

/** A random secret that stays the same from run to run and that only its owner can read. */
export function keepSecret(dir: DataDir, name: string): string {
  const path = join(dir.root, 'secrets', name)
  if (!existsSync(path)) {
    mkdirSync(join(dir.root, 'secrets'), { recursive: true, mode: 0o700 })
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(path, 'utf8')
}

/** A small fact kept from run to run, such as the port of the database. */
export function rememberedNumber(dir: DataDir, name: string): number | undefined {
  const path = join(dir.run, `${name}.number`)
  const value = existsSync(path) ? Number(readFileSync(path, 'utf8')) : Number.NaN
  return Number.isInteger(value) ? value : undefined
}

export function rememberNumber(dir: DataDir, name: string, value: number): void {
  writeFileSync(join(dir.run, `${name}.number`), String(value))
}
