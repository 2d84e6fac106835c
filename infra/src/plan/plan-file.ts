import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { openTextPlanner } from '../../../dispatcher/plan-threads/index.ts'
import { askRoads } from './ask-roads.ts'
import { type PlanArgs, readPlanArgs } from './plan-args.ts'
import { planHelp } from './plan-help.ts'

/** `npm run plan`: a problem in, its answer out, nothing else on stdout. */
const main = async (): Promise<number> => {
  const wish = readPlanArgs(process.argv.slice(2))
  if (wish.kind === 'help') return print(planHelp)
  if (wish.kind === 'wrong') return complain(wish.sentence, 2)
  const { args } = wish
  const threads = args.threads ?? 1
  // The threads come up while the problem is read.
  const planner = openTextPlanner({ threads, warm: threads, once: true })
  const told = new AbortController()
  // The second Ctrl-C means it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort())
  let bytes: Uint8Array
  try {
    bytes = await read(args)
  } catch (error) {
    return complain(`${args.file} cannot be read: ${error instanceof Error ? error.message : error}.`, 2)
  }
  const final = await planner.plan({
    bytes,
    wish: { ...args, threads },
    signal: told.signal,
    askRoads: (lonLats) => askRoads(lonLats, process.env.OSRM_URL || null),
  })
  if (!final) return complain('The planner is busy.', 1)
  if (final.kind === 'answer') {
    if (final.note) complain(final.note, 0)
    return print(`${final.text}\n`)
  }
  return complain(`${[final.field, final.sentence.en].filter(Boolean).join(' ')}.`, final.code)
}

const read = async ({ file }: PlanArgs): Promise<Uint8Array> =>
  file === '-' ? buffer(process.stdin) : readFileSync(file)

const print = (text: string): Promise<number> =>
  new Promise((resolve) => process.stdout.write(text, () => resolve(0)))

const complain = (sentence: string, code: number): number => {
  process.stderr.write(`${sentence}\n`)
  return code
}

// Who reads through `head` closes the pipe before all is said.
process.stdout.on('error', () => process.exit())
process.exit(await main())
