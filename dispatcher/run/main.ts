import { openTracing } from '../outside/traces/index.ts'
import { readConfig } from './config.ts'
import { startDispatcher } from './dispatcher.ts'
import { endInTime } from './end-in-time.ts'
import { openLog } from './open-log.ts'

/** The process: configuration from the environment, a clean end on SIGINT and SIGTERM. */
const main = async (): Promise<void> => {
  const config = readConfig(process.env)
  const tracing = openTracing(process.env, config.roles ?? [])
  const log = openLog(config.logLevel, { roles: config.roles })
  const running = await startDispatcher(config, log)
  let ending = false
  const end = async (signal: string): Promise<void> => {
    if (ending) return
    ending = true
    const seconds = config.drainSeconds + config.endSeconds
    log.info({ signal, seconds }, 'Kerbside stops')
    const limit = new AbortController()
    setTimeout(() => limit.abort(), seconds * 1_000)
    const tracer = { what: 'traces not yet sent', end: tracing.close }
    const { abandoned, failed } = await endInTime([...running.parts, tracer], limit.signal)
    for (const { what, error } of failed) log.error({ err: error }, `${what}: did not end cleanly`)
    if (abandoned.length > 0)
      log.error({ abandoned, seconds }, 'Kerbside did not end in time; the rest is abandoned')
    process.exit(abandoned.length + failed.length > 0 ? 1 : 0)
  }
  process.on('SIGINT', () => void end('SIGINT'))
  process.on('SIGTERM', () => void end('SIGTERM'))
  // Whoever reads this may end it at once.
  log.info({ address: running.address, queue: config.redisUrl ? 'redis' : 'postgres' }, 'Kerbside serves')
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
