/** What somebody made of a day in one run. */
export interface DayRun {
  readonly day: string
  readonly who: string
  readonly seconds: number
  readonly cost: number
  readonly left: number
}

const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length
const number = (value: number): string =>
  Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '–'

/** One line a day: everybody's mean cost and jobs left, the best known, the excess of the first over it. */
export const dayTable = (
  runs: readonly DayRun[],
  best: ReadonlyMap<string, number>,
  seconds: number,
): string => {
  const here = runs.filter((run) => run.seconds === seconds)
  const everybody = [...new Set(here.map(({ who }) => who))]
  const lines = [...new Set(here.map(({ day }) => day))].map((day) => {
    const cells = everybody.map((who) => {
      const his = here.filter((run) => run.day === day && run.who === who)
      const [cost, left] = [mean(his.map((run) => run.cost)), mean(his.map((run) => run.left))]
      return Number.isFinite(cost)
        ? `${number(cost)}${Number.isNaN(left) ? '' : ` (${+left.toFixed(1)})`}`
        : '–'
    })
    const own = mean(here.filter((run) => run.day === day && run.who === everybody[0]).map((run) => run.cost))
    const least = best.get(day) ?? own
    return `| ${day} | ${cells.join(' | ')} | ${number(least)} | ${((own / least - 1) * 100).toFixed(2)} % |`
  })
  const head = `| day, ${seconds} s: cost (left) | ${everybody.join(' | ')} | best known | excess |`
  return [head, head.replaceAll(/[^|]+/g, '---'), ...lines].join('\n')
}

/** In a sentence: the first against another over the days on which both have run. */
export const compared = (
  runs: readonly DayRun[],
  who: string,
  other: string,
  seconds: number,
): string | null => {
  const costOf = (name: string, day: string): number =>
    mean(
      runs
        .filter((run) => run.seconds === seconds && run.who === name && run.day === day)
        .map((run) => run.cost),
    )
  const days = [...new Set(runs.map(({ day }) => day))].filter(
    (day) => Number.isFinite(costOf(who, day)) && Number.isFinite(costOf(other, day)),
  )
  if (days.length === 0) return null
  const excess = days.map((day) => ({ day, by: costOf(who, day) / costOf(other, day) - 1 }))
  const worst = excess.reduce((a, b) => (b.by > a.by ? b : a))
  const won = excess.filter(({ by }) => by < -1e-4).length
  const lost = excess.filter(({ by }) => by > 1e-4).length
  const by = (share: number): string => `${share > 0 ? '+' : ''}${(share * 100).toFixed(2)} %`
  return `${seconds} s: ${who} against ${other}: mean ${by(mean(excess.map((one) => one.by)))}, ${won} days won, ${lost} lost, ${days.length - won - lost} level; worst ${worst.day} ${by(worst.by)}`
}
