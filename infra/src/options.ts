import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { reasonOf } from './trouble.ts'

/** What a person may say to `npm start`; paths are absolute. */
export interface StartOptions {
  port: number
  dataDir: string
  cityFile?: string
  simulator: boolean
  clockSpeed: number
  fresh: boolean
}

export type Parsed = { ok: true; options: StartOptions } | { ok: false; sentence: string }

const HIGHEST_PORT = 65_534
const FASTEST_CLOCK = 1_000

const flags = {
  port: { type: 'string' },
  data: { type: 'string' },
  city: { type: 'string' },
  'no-simulator': { type: 'boolean' },
  clock: { type: 'string' },
  fresh: { type: 'boolean' },
} as const

/** Options win over the environment, the environment over the defaults. */
export function parseStartOptions(
  args: string[],
  { env, cwd, repoRoot }: { env: NodeJS.ProcessEnv; cwd: string; repoRoot: string },
): Parsed {
  try {
    const { values } = parseArgs({ args, options: flags, strict: true, allowPositionals: false })
    const port = numberBetween('--port', values.port ?? env.PORT ?? '8080', 1, HIGHEST_PORT)
    const clockSpeed = numberBetween('--clock', values.clock ?? env.CLOCK_SPEED ?? '1', 0.1, FASTEST_CLOCK)
    if (!Number.isInteger(port)) throw new Error(`--port wants a whole number, not "${values.port}".`)
    return {
      ok: true,
      options: {
        port,
        clockSpeed,
        dataDir: values.data ? resolve(cwd, values.data) : resolve(repoRoot, '.kerbside'),
        ...(values.city ? { cityFile: resolve(cwd, values.city) } : {}),
        simulator: !values['no-simulator'],
        fresh: values.fresh ?? false,
      },
    }
  } catch (thrown) {
    return {
      ok: false,
      sentence: `${firstSentence(reasonOf(thrown))} "npm start -- --help" lists the options.`,
    }
  }
}

function numberBetween(option: string, text: string, lowest: number, highest: number): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= lowest && value <= highest) return value
  throw new Error(`${option} wants a number from ${lowest} to ${highest}, not "${text}".`)
}

/** parseArgs goes on with advice that is about programs, not about ours. */
function firstSentence(text: string): string {
  return `${text.split(/\.\s/)[0]?.replace(/\.$/, '')}.`
}
