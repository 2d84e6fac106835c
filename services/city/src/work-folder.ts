import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CityImportError } from './city-import-error.ts'

/** A folder beside the real one, in which a dataset grows until it is whole. */
export interface WorkFolder {
  path: string
  /** Puts it in the place of what was there. */
  moveInto: (outDir: string) => void
}

/** Throws CityImportError if the target holds something that is no dataset of ours. */
export function openWorkFolder(outDir: string, holdsDataset: boolean): WorkFolder {
  if (!holdsDataset && !mayBecomeDataset(outDir))
    throw new CityImportError(
      'out_dir_taken',
      `The folder ${outDir} holds other files; choose an empty one or a new name.`,
    )
  mkdirSync(dirname(outDir), { recursive: true })
  sweepLeftOvers(outDir)
  const path = `${outDir}.importing-${process.pid}`
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path)
  return { path, moveInto: (target) => moveInto(path, target) }
}

const mayBecomeDataset = (dir: string): boolean => {
  if (!existsSync(dir)) return true
  const names = readdirSync(dir)
  return names.length === 0 || names.includes('city.json')
}

function moveInto(path: string, outDir: string): void {
  const old = `${outDir}.old-${process.pid}`
  if (existsSync(outDir)) renameSync(outDir, old)
  renameSync(path, outDir)
  rmSync(old, { recursive: true, force: true })
}

const LEFT_OVER = /^\.(?:importing|old)-(\d+)$/

/** What imports left behind that were ended in the middle. */
function sweepLeftOvers(outDir: string): void {
  for (const name of readdirSync(dirname(outDir))) {
    if (!name.startsWith(`${basename(outDir)}.`)) continue
    const pid = LEFT_OVER.exec(name.slice(basename(outDir).length))?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    rmSync(join(dirname(outDir), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}
