import { askOf, Refused } from './src/ask-kerbside.ts'
import { commands } from './src/commands.ts'
import { readArgs, surveyHelp } from './src/survey-args.ts'

const { env } = process
const print = (line: string): void => void process.stdout.write(`${line}\n`)
const args = readArgs(process.argv.slice(2), Object.keys(commands))

if (args === null) {
  process.stdout.write(surveyHelp)
} else if ('wrong' in args) {
  process.stderr.write(`${args.wrong}\n`)
  process.exitCode = 2
} else if (!args.understood) {
  try {
    const url = env.KERBSIDE_URL ?? 'http://localhost:8080'
    const { token } = await askOf(url)('signIn', {
      body: { phone: env.SUPERVISOR_PHONE ?? '', password: env.SUPERVISOR_PASSWORD ?? '' },
    })
    const answer = await commands[args.command]?.({ ask: askOf(url, token), args, print })
    if (args.json) print(JSON.stringify(answer))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
