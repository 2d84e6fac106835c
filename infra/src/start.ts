import { EmbeddedRun } from './embedded-run.ts'
import { liveUntilToldToEnd } from './life.ts'
import { parseStartOptions, type StartOptions } from './options.ts'
import { repoRoot } from './repo-root.ts'
import { sayOn, secondsSince } from './say.ts'

/** `npm start`: brings everything up, says where it is, and stays until it is told to end. */
const { env } = process
const parsed = parseStartOptions(process.argv.slice(2), { env, cwd: env.INIT_CWD ?? process.cwd(), repoRoot })

if (parsed.ok) {
  const begun = performance.now()
  const run = new EmbeddedRun(parsed.options, { env, repoRoot, say: sayOn(process.stdout) })
  await liveUntilToldToEnd(run, async () => {
    process.stdout.write(welcome(run, parsed.options, secondsSince(begun)))
    return undefined
  })
} else {
  process.stderr.write(`${parsed.sentence}\n`)
  process.exitCode = 2
}

function welcome(run: EmbeddedRun, options: StartOptions, took: string): string {
  const { supervisor, technician, customer } = run.people
  return `
Kerbside is up (${took}).

  everything     ${run.url}/
  supervisors    ${run.url}/console/      ${supervisor.phone} / ${supervisor.password}
  technicians    ${run.url}/technician/   ${technician.phone} / ${technician.password}
  customers      ${run.url}/customer/     ${customer.phone}, one-time code in the console's outbox
  the API        ${run.url}/docs          machines: ws://localhost:${options.port + 1}
  roads          ${run.roads === 'osrm' ? 'real ones, by OSRM' : 'estimated from straight lines'}
  kept in        ${options.dataDir}, logs in ${options.dataDir}/logs

Ctrl-C stops everything; the next start goes on where this one ended.

`
}
