import { parseArgs } from 'node:util'

/** One option of a command: how it is read, what it is when nobody says it, and what the help says of it. */
export interface Option<T> {
  /** A switch takes no value. */
  type: 'string' | 'boolean'
  /** As it would be typed; undefined: there is none. */
  usual: string | undefined
  says: string
  /** Throws a sentence that goes on after the option's name. */
  read(typed: string | boolean | undefined): T
}
export type Options = Readonly<Record<string, Option<unknown>>>
export type Wishes<O extends Options> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never }

export type Understood<O extends Options> =
  | { kind: 'run'; wishes: Wishes<O> }
  | { kind: 'help'; text: string }
  | { kind: 'wrong'; text: string }

const typedOption = <T>(usual: string | undefined, says: string, read: (typed: string) => T): Option<T> => ({
  type: 'string',
  usual,
  says,
  read: (typed) => read(String(typed ?? usual ?? '')),
})

const aboveNought = (word: string): number => {
  const number = Number(word)
  if (word.trim() !== '' && number > 0) return number
  throw new Error(`wants numbers above 0, not "${word}".`)
}

export const number = (usual: number, says: string): Option<number> =>
  typedOption(String(usual), says, aboveNought)

/** Numbers with commas between them. */
export const numbers = (usual: string, says: string): Option<number[]> =>
  typedOption(usual, says, (typed) => typed.split(',').map(aboveNought))

export const choice = <const W extends string>(words: readonly [W, ...W[]], says: string): Option<W> =>
  typedOption(words[0], says, (typed) => {
    const word = words.find((one) => one === typed)
    if (word !== undefined) return word
    throw new Error(`is ${words.join(' or ')}, not ${typed}.`)
  })

/** Words with commas between them. */
export const words = (usual: string, says: string): Option<string[]> =>
  typedOption(usual, says, (typed) => typed.split(',').filter(Boolean))

export const pattern = (usual: string, says: string): Option<RegExp> =>
  typedOption(usual, says, (typed) => {
    try {
      return new RegExp(typed)
    } catch {
      throw new Error(`wants a regular expression, not "${typed}".`)
    }
  })

/** What may be left unsaid. */
export const maybe = <T>(option: Option<T>): Option<T | undefined> => ({
  ...option,
  usual: undefined,
  read: (typed) => (typed === undefined ? undefined : option.read(typed)),
})

export const folder = (says: string): Option<string | undefined> =>
  maybe(typedOption('', says, (typed) => typed))

export const turnedOn = (says: string): Option<boolean> => ({
  type: 'boolean',
  usual: undefined,
  says,
  read: (typed) => typed === true,
})

/** What the words behind `npm run <command> --` mean; a wrong one is a sentence with the way out. */
export const readOptions = <O extends Options>(
  command: string,
  options: O,
  args: readonly string[],
): Understood<O> => {
  try {
    const flags = Object.entries(options).map(([name, { type }]) => [name, { type }] as const)
    const values: Readonly<Record<string, string | boolean | undefined>> = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(flags), help: { type: 'boolean', short: 'h' } },
    }).values
    if (values.help) return { kind: 'help', text: helpOf(command, options) }
    const read = Object.entries(options).map(([name, option]) => [name, readOne(name, option, values[name])])
    return { kind: 'run', wishes: Object.fromEntries(read) as Wishes<O> }
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    // parseArgs goes on with advice that is about programs, not about ours.
    const sentence = thrown.message.split(/\.\s/)[0]?.replace(/\.$/, '')
    return { kind: 'wrong', text: `${sentence}. "npm run ${command} -- --help" lists the options.\n` }
  }
}

/** The wishes; or it prints the help or what is wrong, and ends the process. */
export const optionsOrEnd = <O extends Options>(command: string, options: O): Wishes<O> => {
  const understood = readOptions(command, options, process.argv.slice(2))
  if (understood.kind === 'run') return understood.wishes
  const isHelp = understood.kind === 'help'
  ;(isHelp ? process.stdout : process.stderr).write(understood.text)
  process.exit(isHelp ? 0 : 2)
}

const readOne = (name: string, option: Option<unknown>, typed: string | boolean | undefined): unknown => {
  try {
    return option.read(typed)
  } catch (thrown) {
    throw new Error(`--${name} ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

const helpOf = (command: string, options: Options): string => {
  const rows = Object.entries(options).map(
    ([name, { usual, says }]) => [`--${name}${usual ? ` ${usual}` : ''}`, says] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length))
  const lines = rows.map(([left, says]) => `  ${left.padEnd(width)}   ${says}\n`)
  return `npm run ${command} -- [options]\n${lines.join('')}`
}
