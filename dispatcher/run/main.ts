import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startDispatcher } from './dispatcher.ts'

/** The process: configuration from the environment, a clean end on SIGINT and SIGTERM. */
const main = async (): Promise<void> => {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel })
  const running = await startDispatcher(config, log)
  log.info({ address: running.address, queue: running.queue.backend }, 'Kerbside serves')
  let ending = false
  const end = (signal: string): void => {
    if (ending) return
    ending = true
    log.info({ signal }, 'Kerbside stops')
    running.close().then(
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

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
