import { openTracing } from '../outside/traces/index.ts'
import { readConfig } from './config.ts'
import { startDispatcher } from './dispatcher.ts'
import { openLog } from './open-log.ts'

/** The process: configuration from the environment, a clean end on SIGINT and SIGTERM. */
const main = async (): Promise<void> => {
  const config = readConfig(process.env)
  const tracing = openTracing(process.env, config.roles ?? [])
  const log = openLog(config.logLevel, { roles: config.roles })
  const running = await startDispatcher(config, log)
  log.info({ address: running.address, queue: config.redisUrl ? 'redis' : 'postgres' }, 'Kerbside serves')
  let ending = false
  const end = (signal: string): void => {
    if (ending) return
    ending = true
    log.info({ signal }, 'Kerbside stops')
    endAll([() => running.close(), () => tracing.close()]).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'Kerbside did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => end('SIGINT'))
  process.on('SIGTERM', () => end('SIGTERM'))
}

const endAll = async (parts: readonly (() => Promise<void>)[]): Promise<void> => {
  for (const end of parts) await end()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
