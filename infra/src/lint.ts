import { repoRoot } from './repo-root.ts'
import { checkLint } from './run-tool.ts'

process.exitCode = (await checkLint(repoRoot)) ? 0 : 1
