import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repoRoot } from './repo-root.ts'
import { checkLint, checkTypes, runTool } from './run-tool.ts'
import { sumOf, type Tally, tallyLine, tallyOf, type VitestReport } from './test-tally.ts'

/** `npm test`: form, types, then vitest with the words that were added; the last line is the sum. */
const lint = asTally('lint', await checkLint(repoRoot))
const types = asTally('types', await checkTypes(repoRoot))
const total = sumOf([lint, types, await runVitest(process.argv.slice(2))])
process.stdout.write(`\n${tallyLine(total)}\n`)
process.exitCode = total.failed === 0 ? 0 : 1

function asTally(name: string, well: boolean): Tally {
  process.stdout.write(`${name}: ${well ? 'right' : 'WRONG, see above'}\n`)
  return { passed: well ? 1 : 0, failed: well ? 0 : 1 }
}

async function runVitest(words: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-test-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await runTool(repoRoot, 'vitest', ['run', ...reporters, ...words])
    return tallyOf(
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined,
      code,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
