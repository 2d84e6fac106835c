import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs one of the packages' own commands with its output on the terminal, and answers its exit code. */
export function runTool(repoRoot: string, bin: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(repoRoot, 'node_modules', '.bin', bin), args, {
      cwd: repoRoot,
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const BOTH = ['tsconfig.json', 'tsconfig.web.json']

/** Types of the rooms on Node and of those in the browser; true if all are right. */
export async function checkTypes(repoRoot: string): Promise<boolean> {
  const codes = []
  for (const project of BOTH) codes.push(await runTool(repoRoot, 'tsc', ['-p', project, '--pretty']))
  return codes.every((code) => code === 0)
}

/** Form and habits; true if all are right. */
export async function checkLint(repoRoot: string): Promise<boolean> {
  return (await runTool(repoRoot, 'biome', ['ci', '--error-on-warnings'])) === 0
}
