import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Declared } from './checks.ts'
import type { SourceFile } from './source.ts'

const top = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.kerbside', 'coverage'])
const TEXT = /\.(ts|tsx|mjs|css|json|md)$/

/** Every file of the checkout that is or could be kept; of other than text only the path. */
export function readRepository(): SourceFile[] {
  return walk('')
}

/** What each package.json says its folder needs. */
export function readDeclared(files: SourceFile[]): Declared {
  const manifests = files.filter(({ path }) => posix.basename(path) === 'package.json')
  return new Map(
    manifests.map(({ path, text }) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Record<
        string,
        Record<string, string>
      >
      const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path)
      return [folder, new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)])]
    }),
  )
}

function walk(folder: string): SourceFile[] {
  return readdirSync(join(top, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || /\.(log|tsbuildinfo)$/.test(entry.name)) return []
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return [{ path, text: TEXT.test(path) ? readFileSync(join(top, path), 'utf8') : '' }]
  })
}
