import { readFileSync } from 'node:fs'
import { text as wholeOf } from 'node:stream/consumers'
import { askRoads } from './ask-roads.ts'
import { type PlanArgs, readPlanArgs } from './plan-args.ts'
import { planHelp } from './plan-help.ts'
import { startThreads } from './plan-threads.ts'

/** `npm run plan`: a problem in, its answer out, nothing else on stdout. */
const main = async (): Promise<number> => {
  const wish = readPlanArgs(process.argv.slice(2))
  if (wish.kind === 'help') return print(planHelp)
  if (wish.kind === 'wrong') return complain(wish.sentence, 2)
  const { args } = wish
  const threads = startThreads(args.threads ?? 1, (lonLats) =>
    askRoads(lonLats, process.env.OSRM_URL || null),
  )
  // The second Ctrl-C means it.
  process.once('SIGINT', () => threads.stop())
  process.once('SIGTERM', () => threads.stop())
  let text: string
  try {
    text = await read(args)
  } catch (error) {
    return complain(`${args.file} cannot be read: ${error instanceof Error ? error.message : error}.`, 2)
  }
  const outcome = await threads.plan(text, args)
  return outcome.kind === 'answer' ? print(`${outcome.text}\n`) : complain(outcome.sentence, outcome.code)
}

const read = async ({ file }: PlanArgs): Promise<string> =>
  file === '-' ? wholeOf(process.stdin) : readFileSync(file, 'utf8')

const print = (text: string): Promise<number> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve(0)))

const complain = (sentence: string, code: number): number => {
  process.stderr.write(`${sentence}\n`)
  return code
}

// Who reads through `head` closes the pipe before all is said.
process.stdout.on('error', () => process.exit())
process.exit(await main())
