import { parseArgs } from 'node:util'

/** What was said on the command line. */
export interface SurveyArgs {
  command: string
  /** A file or an id, where the command wants one. */
  word: string
  zones: number
  places: number
  queries: number
  seed: number
  /** `history`, `places`, or the path of a file; null: whatever is known. */
  demand: string | null
  out: string | null
  apply: boolean
  at: string | null
  json: boolean
  /** Nobody has worked in this city yet. */
  cold: boolean
}

const wantsWord = new Set(['import', 'apply', 'roll-back'])

/** Reads the words, or says in a sentence what is wrong with them. */
export const readArgs = (words: string[], known: readonly string[]): SurveyArgs | { wrong: string } => {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        zones: { type: 'string', short: 'k' },
        places: { type: 'string', short: 'p' },
        queries: { type: 'string' },
        seed: { type: 'string' },
        demand: { type: 'string' },
        out: { type: 'string' },
        apply: { type: 'boolean' },
        at: { type: 'string' },
        json: { type: 'boolean' },
        cold: { type: 'boolean' },
      },
    })
    const [command = '', word = ''] = positionals
    if (!known.includes(command))
      return { wrong: `“${command}” is no command; there are ${known.join(', ')}.` }
    if (wantsWord.has(command) && word === '')
      return { wrong: `“${command}” wants a file or an id behind it.` }
    if (values.at !== undefined && Number.isNaN(Date.parse(values.at)))
      return { wrong: `--at wants an instant such as 2026-11-26T00:00:00Z, not “${values.at}”.` }
    return {
      command,
      word,
      zones: whole('--zones', values.zones ?? '4', 1, 40),
      places: whole('--places', values.places ?? '4', 1, 20),
      queries: whole('--queries', values.queries ?? '600', 10, 20_000),
      seed: whole('--seed', values.seed ?? '1', 0, 2 ** 31),
      demand: values.demand ?? null,
      out: values.out ?? null,
      apply: values.apply ?? false,
      at: values.at ? new Date(values.at).toISOString() : null,
      json: values.json ?? false,
      cold: values.cold ?? false,
    }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

const whole = (option: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${option} wants a whole number from ${least} to ${most}, not “${text}”.`)
}
