import { dispatchPolicyNames } from '@kerbside/domain'
import { Trouble } from './trouble.ts'

const ownWithValue = new Set(['--clock', '--city', '--data', '--port'])
const ofTheDay = new Set(['--policy', '--seeds', '--hours', '--requests'])

/** What was said to `npm run sim`: to the run around the simulator, to the simulator, and about the days. */
export interface SimArgs {
  own: string[]
  simulators: string[]
  /** Empty: by each zone's own policy. */
  policies: string[]
  seeds: number | undefined
  /** Hours of the day from 07:00 on; all of it without a word. */
  hours: number | undefined
  requests: number | undefined
}

/** Tells the words apart; a wrong one is a sentence. */
export function splitSimArgs(args: string[]): SimArgs {
  const own: string[] = []
  const simulators: string[] = []
  const days = new Map<string, string>()
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? ''
    const name = word.split('=')[0] ?? ''
    const value = (): string => (word.includes('=') ? word.slice(name.length + 1) : (args[++i] ?? ''))
    if (ofTheDay.has(name)) days.set(name, value())
    else if (ownWithValue.has(name)) own.push(...(word.includes('=') ? [word] : [word, value()]))
    else simulators.push(word)
  }
  const number = (name: string, least: number, most: number): number | undefined => {
    const text = days.get(name)
    if (text === undefined) return undefined
    const read = Number(text)
    if (Number.isInteger(read) && read >= least && read <= most) return read
    throw new Trouble(`${name} wants a whole number from ${least} to ${most}, not "${text}".`)
  }
  return {
    own,
    simulators,
    policies: policiesOf(days.get('--policy')),
    seeds: number('--seeds', 1, 1000),
    hours: number('--hours', 3, 15),
    requests: number('--requests', 1, 100_000),
  }
}

const policiesOf = (text: string | undefined): string[] => {
  const names = text?.split(',') ?? []
  const unknown = names.find((name) => !(dispatchPolicyNames as readonly string[]).includes(name))
  if (unknown === undefined) return names
  throw new Trouble(`--policy wants some of ${dispatchPolicyNames.join(', ')}, not "${unknown}".`)
}
