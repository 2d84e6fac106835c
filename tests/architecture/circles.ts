import { posix } from 'node:path'
import { importsOf, isCode, type SourceFile } from './source.ts'

/**
 * The files that import each other in a circle, types included: what cannot be understood one after the other. Files that
 * import none of the rest are taken away until only circles are left, then those that none of the rest imports.
 */
export function circlesOf(files: readonly SourceFile[]): string[] {
  const code = files.filter(({ path }) => isCode(path))
  const arrows = code.flatMap((file) =>
    importsOf(file)
      .filter(({ from }) => from.startsWith('.'))
      .map(({ from }) => ({ from: file.path, to: posix.join(posix.dirname(file.path), from) })),
  )
  const downwards = peel(
    code.map(({ path }) => path),
    arrows,
  )
  const upwards = arrows.map(({ from, to }) => ({ from: to, to: from }))
  return peel(downwards, upwards)
}

function peel(paths: readonly string[], arrows: readonly { from: string; to: string }[]): string[] {
  const left = new Set(paths)
  for (let before = -1; before !== left.size; ) {
    before = left.size
    const tied = new Set(
      arrows.filter(({ from, to }) => left.has(to) && left.has(from)).map(({ from }) => from),
    )
    for (const path of left) if (!tied.has(path)) left.delete(path)
  }
  return [...left].sort()
}
