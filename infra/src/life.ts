import { endProcess } from './pid-file.ts'
import { listDescendants } from './process-table.ts'
import { reasonOf, sentenceOf } from './trouble.ts'

interface Run {
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the run, does what is to be done once it is up, and ends everything on a signal, on trouble, or when the
 * process that started us is gone. Nothing we have started outlives us. `whenUp` may answer an exit code: then we end.
 */
export async function liveUntilToldToEnd(run: Run, whenUp: () => Promise<number | undefined>): Promise<void> {
  let ending: Promise<void> | undefined
  const end = (code: number, words?: string): Promise<void> => {
    if (!ending && words) process.stderr.write(`${words}\n`)
    ending ??= endAll(run).finally(() => process.exit(code))
    return ending
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end(0, 'Stopping …'))
  process.on('disconnect', () => void end(0))
  process.on('uncaughtException', (error) => void end(1, whole(error)))
  // Whoever read our words may be gone; that is no reason to leave everything behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  process.channel?.unref()
  try {
    await run.start()
    const code = await whenUp()
    if (code !== undefined) await end(code)
  } catch (thrown) {
    await end(1, whole(thrown))
  }
}

async function endAll(run: Run): Promise<void> {
  try {
    await run.stop()
  } catch (thrown) {
    process.stderr.write(`${whole(thrown)}\n`)
  }
  // What was only half started: builds, imports, a database that was not ready yet.
  for (let left = listDescendants(process.pid); left.length > 0; left = listDescendants(process.pid)) {
    await Promise.all(left.map((one) => endProcess(one, { signal: 'SIGINT', graceMs: 3_000 })))
  }
}

/** Trouble outside is one sentence; our own mistake is shown with its stack. */
function whole(thrown: unknown): string {
  const sentence = sentenceOf(thrown)
  if (sentence) return sentence
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : reasonOf(thrown)
}
