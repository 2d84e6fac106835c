import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const NO_SOURCE = new Set(['node_modules', 'dist'])

/** One hash over the contents of files and folders; tests, packages and built things do not count. */
export function hashSources(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) for (const file of listFiles(path)) hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

/** Changes when a big file does, without reading it. */
export function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path)
  return `${path}:${size}:${Math.round(mtimeMs)}`
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).filter((name) => !NO_SOURCE.has(name) && !/\.test\.tsx?$/.test(name))
  return names.sort().flatMap((name) => listFiles(join(path, name)))
}
