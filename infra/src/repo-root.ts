import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout this file is in. */
export const repoRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
