import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The peers' figures in the README of the instances: `| solver | time | S | 200 | 400 | 1000 |`, gaps in %. */
export const storedFigures = (home: string): string[][] => {
  const path = join(home, 'README.md')
  if (!existsSync(path)) return []
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('*', '').trim()),
    )
  return rows.filter((cells) => cells.length === 6 && /^[\d.]+ s$/.test(cells[1] ?? ''))
}
