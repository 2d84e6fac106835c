import { parseArgs } from 'node:util'
import { comparedPolicyNames } from '@kerbside/domain'
import { reasonOf, Trouble } from './trouble.ts'

const ownWithValue = new Set(['--clock', '--city', '--data', '--port'])

/** Tells the words for the run that is brought up, those of `npm start`, from all others. */
export function splitOwn(args: readonly string[]): { own: string[]; others: string[] } {
  const own: string[] = []
  const others: string[] = []
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? ''
    if (!ownWithValue.has(word.split('=')[0] ?? '')) others.push(word)
    else own.push(...(word.includes('=') ? [word] : [word, args[++i] ?? '']))
  }
  return { own, others }
}

/** What was said to `npm run sim`: to the run around the simulator, and about the days. */
export interface SimArgs {
  own: string[]
  json: boolean
  /** Empty: by each zone's own policy. */
  policies: string[]
  seeds: number | undefined
  /** Hours of the day from 07:00 on; without a word all of it, a morning where days are compared. */
  hours: number | undefined
  requests: number | undefined
}

const namesInLines = Array.from(
  { length: Math.ceil(comparedPolicyNames.length / 4) },
  (_, line) => `                   ${comparedPolicyNames.slice(4 * line, 4 * line + 4).join(', ')}`,
).join(',\n')

export const simHelp = `npm run sim -- [options]     a working day of the simulated city on a cold data folder of its own

  --policy A,B     the same days through each way to dispatch:
${namesInLines}
  --seeds N        as many days, one seed each, compared in one table
  --hours N        3 to 15 hours from 07:00 on                                  (15; 3 where days are compared)
  --requests N     requests in them                                             (320 in 15 hours, 40 in 3)
  --json           one line of JSON at the end
  --clock N        how many times faster than real time the city lives          (60; 90 where days are compared)
  --city FILE      an OpenStreetMap extract (.osm.pbf) to live in
  --port N, --data DIR     as for npm start
  --help           this page

Environment, all optional: SIM_SEED (1), SIM_TECHNICIANS (32), CLOCK_START (06:45), and that of npm start.
`

/** Reads the words behind `npm run sim --`; undefined when the help is wanted, a Trouble when one is wrong. */
export function readSimArgs(args: readonly string[]): SimArgs | undefined {
  const { own, others } = splitOwn(args)
  const { help, json, policy, ...counts } = valuesOf(others)
  if (help) return undefined
  return {
    own,
    json: json ?? false,
    policies: policiesOf(policy),
    seeds: whole('--seeds', counts.seeds, 1, 1000),
    hours: whole('--hours', counts.hours, 3, 15),
    requests: whole('--requests', counts.requests, 1, 100_000),
  }
}

function valuesOf(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        policy: { type: 'string' },
        seeds: { type: 'string' },
        hours: { type: 'string' },
        requests: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (thrown) {
    const sentence = reasonOf(thrown).split(/\.\s/)[0]?.replace(/\.$/, '')
    throw new Trouble(`${sentence}. "npm run sim -- --help" lists the options.`)
  }
}

const whole = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const read = Number(text)
  if (Number.isInteger(read) && read >= least && read <= most) return read
  throw new Trouble(`${name} wants a whole number from ${least} to ${most}, not "${text}".`)
}

const policiesOf = (text: string | undefined): string[] => {
  const names = text?.split(',') ?? []
  const unknown = names.find((name) => !(comparedPolicyNames as readonly string[]).includes(name))
  if (unknown === undefined) return names
  throw new Trouble(`--policy wants some of ${comparedPolicyNames.join(', ')}, not "${unknown}".`)
}
