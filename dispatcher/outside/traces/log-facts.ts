import { AsyncLocalStorage } from 'node:async_hooks'
import { activeTraceId } from './spans.ts'

/** What a line of the log belongs to. */
export interface LogFacts {
  jobId?: string
  zoneId?: string
  offerId?: string
  stage?: string
}

const storage = new AsyncLocalStorage<LogFacts>()

/** Every line written while `run` runs carries these facts beside those of around. */
export const withFacts = <T>(facts: LogFacts, run: () => Promise<T>): Promise<T> =>
  storage.run({ ...storage.getStore(), ...facts }, run)

/** Names the job that a call turns out to be about, for the lines that follow. Work on a whole zone is about no one job. */
export const isAboutJob = (jobId: string): void => {
  const facts = storage.getStore()
  if (facts && facts.zoneId === undefined) facts.jobId ??= jobId
}

/** The facts of this moment with the trace's id, for the logger. */
export const currentFacts = (): LogFacts & { traceId?: string } => {
  const traceId = activeTraceId()
  return { ...storage.getStore(), ...(traceId ? { traceId } : {}) }
}
