import { parseArgs } from 'node:util'
import { type CityRunOptions, openAlwaysOn, openCityRun, printReport, runDay } from './src/index.ts'
import { readSettings, type Settings } from './src/settings.ts'
import { requestsWithin, stockDay } from './src/stock-day.ts'
import { Interrupted } from './src/time/interrupted.ts'

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const optionsOf = (settings: Settings): CityRunOptions => ({
  url: settings.KERBSIDE_URL.replace(/\/$/, ''),
  cityDir: settings.CITY_DIR,
  supervisor: { phone: settings.SUPERVISOR_PHONE, password: settings.SUPERVISOR_PASSWORD },
  seed: settings.SIM_SEED,
  technicians: settings.SIM_TECHNICIANS,
  leaveTechnician: settings.SIM_LEAVE_TECHNICIAN,
  leaveZone: settings.SIM_LEAVE_ZONE,
  say,
})

/** Aborted by SIGINT or SIGTERM. */
const ending = (): AbortSignal => {
  const end = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => end.abort())
  return end.signal
}

const commands: Record<string, (settings: Settings, args: { json: boolean }) => Promise<void>> = {
  async found(settings) {
    const run = await openCityRun(optionsOf(settings))
    await run.close()
  },

  async run(settings) {
    const end = ending()
    const run = await openAlwaysOn({ ...optionsOf(settings), perDay: settings.SIM_RATE })
    if (!end.aborted)
      await new Promise<void>((done) => end.addEventListener('abort', () => done(), { once: true }))
    await run.close()
    say('the simulated city has gone to bed')
  },

  async day(settings, { json }) {
    const report = await runDay({
      ...optionsOf(settings),
      requests: settings.SIM_REQUESTS ?? requestsWithin(settings.SIM_HOURS),
      fromLocalHour: stockDay.opens,
      untilLocalHour: stockDay.opens + settings.SIM_HOURS,
      ...(settings.SIM_POLICY ? { policy: settings.SIM_POLICY } : {}),
      signal: ending(),
      onProgress: ({ at, requests, jobs, finished, onDuty }) =>
        say(`${at}: ${onDuty} on duty, ${requests} requests, ${jobs} jobs, ${finished} finished`),
    })
    printReport({ report, json, print: (line) => process.stdout.write(`${line}\n`) })
  },
}

const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const command = commands[positionals[0] ?? '']
  if (!command) throw new Error(`Say what to do: ${Object.keys(commands).join(', ')}.`)
  await command(readSettings(process.env), values)
}

main().catch((error: unknown) => {
  if (error instanceof Interrupted) process.exit(130)
  say(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
