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
  /** Only whether the words are understood is asked. */
  understood: boolean
}

/** What the command line knows, for people. */
export const surveyHelp = `npm run zones -- COMMAND [options]      npm run places -- [options]

  propose          zones of even work, their balance and response before and after
  stations         waiting places, each with its gain
  export           the zones as GeoJSON
  import FILE      zones from GeoJSON, as a draft
  changes          drafts, and what was live when
  apply ID         makes a draft live
  roll-back ID     makes what was live before that change live again
  places           how fast and how rightly places are found (npm run places)

  --zones N, -k N      of a proposal                                     (4)
  --places N, -p N     waiting places                                    (4)
  --demand X           history, places, or a file: CSV or GeoJSON        (history; places on a cold folder)
  --queries N          searches that places are measured with            (600)
  --seed N             the same seed proposes and draws the same         (1)
  --out FILE           where a proposal or the export goes
  --apply              makes the draft live at once, or --at INSTANT
  --json               the answer as the last line too
  --url URL            a Kerbside that runs; without it one is brought up on a cold folder and ended afterwards
  --city FILE          then: an OpenStreetMap extract (.osm.pbf)
  --help               this page
`

const wantsWord = new Set(['import', 'apply', 'roll-back'])

/** Reads the words, or says in a sentence what is wrong with them; null when the help is wanted. */
export const readArgs = (
  words: string[],
  known: readonly string[],
): SurveyArgs | { wrong: string } | null => {
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
        understood: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return null
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
      understood: values.understood ?? false,
    }
  } catch (error) {
    // parseArgs goes on with advice that is about programs, not about ours.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/)
    return { wrong: `${sentence.replace(/\.$/, '')}. “npm run zones -- --help” lists the options.` }
  }
}

const whole = (option: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${option} wants a whole number from ${least} to ${most}, not “${text}”.`)
}
