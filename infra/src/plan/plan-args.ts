import { parseArgs } from 'node:util'

/** What `npm run plan` was asked. */
export interface PlanArgs {
  /** Path of the problem; `-` reads it from stdin. */
  file: string
  /** Null where the problem's own say, or else the usual, holds. */
  seconds: number | null
  threads: number | null
  seed: number | null
  planMode: boolean
  /** How distances of a VRPLIB file become whole numbers. */
  rounding: string
}

export type PlanWish =
  | { kind: 'plan'; args: PlanArgs }
  | { kind: 'help' }
  | { kind: 'wrong'; sentence: string }

export const mostSeconds = 3_600
const mostThreads = 4
const mostSeed = 4_294_967_295

/** Reads the words behind `npm run plan --`. */
export const readPlanArgs = (words: readonly string[]): PlanWish => {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        seconds: { type: 'string' },
        threads: { type: 'string' },
        seed: { type: 'string' },
        rounding: { type: 'string', default: 'dimacs' },
        'plan-mode': { type: 'boolean', short: 'c', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return { kind: 'help' }
    const [file, ...more] = positionals
    if (file === undefined) return wrong('Name a problem: a file, or - for what comes through stdin.')
    if (more.length > 0) return wrong(`One problem at a time: ${more[0]} is one too many.`)
    return {
      kind: 'plan',
      args: {
        file,
        seconds: numberOf(
          'seconds',
          values.seconds,
          (one) => one > 0 && one <= mostSeconds,
          `above 0, at most ${mostSeconds}`,
        ),
        threads: numberOf(
          'threads',
          values.threads,
          wholeUpTo(1, mostThreads),
          `a whole number from 1 to ${mostThreads}`,
        ),
        seed: numberOf('seed', values.seed, wholeUpTo(0, mostSeed), `a whole number from 0 to ${mostSeed}`),
        planMode: values['plan-mode'],
        rounding: values.rounding,
      },
    }
  } catch (error) {
    if (error instanceof RangeError) return wrong(error.message)
    // parseArgs goes on with advice that is about programs, not about ours.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/)
    return wrong(`${sentence.replace(/\.$/, '')}. "npm run plan -- --help" lists the options.`)
  }
}

const wrong = (sentence: string): PlanWish => ({ kind: 'wrong', sentence })

const wholeUpTo =
  (from: number, until: number) =>
  (one: number): boolean =>
    Number.isInteger(one) && one >= from && one <= until

const numberOf = (
  name: string,
  word: string | undefined,
  sound: (one: number) => boolean,
  what: string,
): number | null => {
  if (word === undefined) return null
  const one = word.trim() === '' ? Number.NaN : Number(word)
  if (!sound(one)) throw new RangeError(`--${name} must be ${what}, not ${word}.`)
  return one
}
