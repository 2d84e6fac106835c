import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endProcess, findLiving } from '../../infra/src/pid-file.ts'
import { refugeFor } from '../../infra/src/postgres-home.ts'

/** Ends and removes what killed test runs have left: every run has a folder and its owner's pid file in it. */
export async function clearLeftOvers(testDir: string): Promise<void> {
  if (!existsSync(testDir)) return
  for (const name of readdirSync(testDir).filter((one) => one.startsWith('run-'))) {
    const runDir = join(testDir, name)
    if (findLiving(join(runDir, 'owner.pid'))) continue
    for (const file of readdirSync(runDir).filter((one) => one.endsWith('.pid'))) {
      const left = findLiving(join(runDir, file))
      if (left) await endProcess(left, { signal: 'SIGINT' })
    }
    for (const path of [runDir, refugeFor(join(runDir, 'postgres'))])
      rmSync(path, { recursive: true, force: true })
  }
}
