import { parseArgs } from 'node:util'

/** What `npm run bench:planner` is asked to measure. */
export interface BenchOptions {
  families: string[]
  seconds: number[]
  threads: number[]
  seed: number
  clock: 'wall' | 'cpu'
  /** Only instances whose name begins with one of these; all if there are none. */
  only: string[]
  /** Folder with `instances/` and `trial/`; undefined: beside the checkout. */
  shared: string | undefined
  peers: boolean
  trial: boolean
}

export const benchHelp = `npm run bench:planner -- [options]
  --families S,200,400,1000   also mdvrptw, sdvrptw, pcvrptw
  --seconds 0.1,1,10          of search, preparation included, reading excluded
  --threads 1,2
  --clock wall|cpu            cpu: each thread's own processor time, for a machine that others use too
  --seed 1
  --only R1_4,RC2             only instances whose name begins so
  --shared ../shared          folder with instances/ and trial/
  --no-peers, --no-trial
  PEERS_PYTHON names a python that can import pyvrp, vroom or ortools; they are always timed by the wall clock.
`

const flags = {
  families: { type: 'string', default: 'S,200,400,1000' },
  seconds: { type: 'string', default: '0.1,1,10' },
  threads: { type: 'string', default: '1,2' },
  clock: { type: 'string', default: 'wall' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string', default: '' },
  shared: { type: 'string' },
  'no-peers': { type: 'boolean', default: false },
  'no-trial': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** The options, or a sentence that says what is wrong with them. */
export const readBenchOptions = (args: string[]): BenchOptions | string => {
  try {
    const { values } = parseArgs({ args, options: flags, strict: true })
    if (values.help) return benchHelp
    if (values.clock !== 'wall' && values.clock !== 'cpu')
      return `--clock is wall or cpu, not ${values.clock}.`
    return {
      families: values.families.split(','),
      seconds: numbersOf('--seconds', values.seconds),
      threads: numbersOf('--threads', values.threads),
      seed: numbersOf('--seed', values.seed)[0] ?? 1,
      clock: values.clock,
      only: values.only.split(',').filter(Boolean),
      shared: values.shared,
      peers: !values['no-peers'],
      trial: !values['no-trial'],
    }
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

const numbersOf = (option: string, text: string): number[] =>
  text.split(',').map((word) => {
    const number = Number(word)
    if (word.trim() === '' || !(number > 0))
      throw new Error(`${option} wants numbers above 0, not "${word}".`)
    return number
  })
