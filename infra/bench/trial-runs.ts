import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { BenchInstance } from './bench-instances.ts'

const run = promisify(execFile)

/** What its README advises for each time and size. */
const adviceFor = (seconds: number, family: string): string[] => {
  if (seconds < 0.3) return ['sisr.mjs']
  if (seconds < 3) return ['ils.mjs', 'f1=0.3', 'T0=0.1', 'rmax=25']
  if (family === '1000') return ['ils.mjs', 'f1=0.3', 'T0=0.1', 'rmax=25']
  return ['ils.mjs', 'f1=0.1', family === '400' ? 'T0=0.1' : 'T0=0.3']
}

/** Per instance the gap in %, by the throwaway trial; empty if it is not there or fails. */
export const runTrial = async (
  home: string,
  instances: readonly BenchInstance[],
  { seconds, clock, seed }: { seconds: number; clock: 'wall' | 'cpu'; seed: number },
): Promise<Map<string, number>> => {
  const [first] = instances
  const program = join(home, 'bench.mjs')
  if (first?.path === undefined || !existsSync(program)) return new Map()
  const [search = '', ...advice] = adviceFor(seconds, first.family)
  const names = instances.map(({ name }) => name)
  const { stdout } = await run(
    process.execPath,
    [program, search, String(seconds), names.join(','), ...advice, `seeds=${seed}`],
    {
      env: {
        ...process.env,
        V: '1',
        INSTANCES: `${dirname(first.path)}/`,
        ...(clock === 'cpu' ? { CPU: '1' } : {}),
      },
    },
  )
  const gaps = [...stdout.matchAll(/^(\S+)\s+s\d+\s+(-?[\d.]+)\s/gm)]
  return new Map(gaps.map(([, name = '', gap]) => [name, Number(gap)]))
}
