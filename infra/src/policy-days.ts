import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { DayFigures } from './day-figures.ts'
import { pairedFigures, pairedTable } from './policy-pairs.ts'
import { policyFigures, policyTable } from './policy-table.ts'

export interface PolicyComparison {
  policies: readonly string[]
  seeds: number
  json: boolean
  /** What else was said; each day is told the same. */
  words: readonly string[]
}

/**
 * Lives the same seeded days through each policy, one after another, each on a cold folder of its own in a process of its
 * own; prints one table and, with `json`, one line. Answers an exit code.
 */
export async function comparePolicies({ policies, seeds, json, words }: PolicyComparison): Promise<number> {
  const byPolicy = new Map<string, DayFigures[]>(policies.map((name) => [name, []]))
  let code = 0
  for (let seed = 1; seed <= seeds; seed += 1) {
    for (const policy of policies) {
      process.stderr.write(`\n── seed ${seed} of ${seeds}, ${policy}\n`)
      const day = await liveDay([...words, '--policy', policy, '--json'], seed)
      code ||= day.code
      if (day.figures) byPolicy.get(policy)?.push(day.figures)
    }
  }
  process.stdout.write(`${[policyTable(byPolicy), pairedTable(byPolicy)].join('\n\n').trimEnd()}\n`)
  if (json) {
    const found = [...byPolicy].map(([name, days]) => [name, policyFigures(days)])
    process.stdout.write(
      `${JSON.stringify({ seeds, policies: Object.fromEntries(found), against: pairedFigures(byPolicy) })}\n`,
    )
  }
  return code
}

/** Long enough before the day that everybody stands ready at its first minute: its requests are then the same for all. */
const earlyStart = '05:30'

const liveDay = async (
  words: readonly string[],
  seed: number,
): Promise<{ figures: DayFigures | undefined; code: number }> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sim.ts'), ...words], {
    env: { CLOCK_START: earlyStart, ...process.env, SIM_SEED: String(seed) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = (signal: NodeJS.Signals): boolean => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)
  let printed = ''
  for await (const chunk of child.stdout) printed += chunk
  const code = await new Promise<number>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode)
    else child.once('close', (status) => resolve(status ?? 1))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, end)
  const line = printed.trimEnd().split('\n').at(-1) ?? ''
  if (!line.startsWith('{')) throw new Error(`a day ended with code ${code} and no report`)
  return { figures: (JSON.parse(line) as { figures?: DayFigures }).figures, code }
}
