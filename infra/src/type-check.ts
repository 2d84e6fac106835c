import { repoRoot } from './repo-root.ts'
import { checkTypes } from './run-tool.ts'

process.exitCode = (await checkTypes(repoRoot)) ? 0 : 1
