/** One measured plan: how far above the best known cost, in %. */
export interface Measured {
  family: string
  seconds: number
  solver: string
  name: string
  gap: number
}

/** A table per family: a row a solver, a column a time, mean gap and worst in brackets. */
export const benchTable = (all: readonly Measured[]): string =>
  unique(all.map(({ family }) => family))
    .map((family) =>
      familyTable(
        family,
        all.filter((one) => one.family === family),
      ),
    )
    .join('\n')

const familyTable = (family: string, rows: readonly Measured[]): string => {
  const times = unique(rows.map(({ seconds }) => seconds)).sort((a, b) => a - b)
  const lines = unique(rows.map(({ solver }) => solver)).map((solver) => [
    solver,
    ...times.map((seconds) => cellOf(rows.filter((one) => one.solver === solver && one.seconds === seconds))),
  ])
  const count = unique(rows.map(({ name }) => name)).length
  const head = [`${family} (${count} problems)`, ...times.map((seconds) => `${seconds} s`)]
  const dashes = head.map(() => '---')
  return `${[head, dashes, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

const cellOf = (rows: readonly Measured[]): string => {
  const gaps = rows.map(({ gap }) => gap).filter(Number.isFinite)
  if (rows.length === 0) return '–'
  if (gaps.length === 0) return 'no plan'
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const failed = rows.length > gaps.length ? `, ${rows.length - gaps.length} without a plan` : ''
  return `${mean.toFixed(3)} (${Math.max(...gaps).toFixed(2)}${failed})`
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
