import type { RoadHour } from '../planning-problem.ts'

/**
 * How long a leg takes that is left for at an instant: `base` seconds of road are used up at the pace of each hour driven
 * through, so that who leaves later never arrives earlier (Ichoua, Gendreau & Potvin 2003). Whole seconds.
 */
export const driveSeconds = (hours: readonly RoadHour[], base: number, leaveAt: number): number => {
  let k = hours.length - 1
  while (k >= 0 && (hours[k]?.from ?? 0) > leaveAt) k -= 1
  let left = base
  let clock = leaveAt
  for (;;) {
    const factor = k < 0 ? 1 : (hours[k]?.factor ?? 1)
    const change = hours[k + 1]?.from ?? Number.POSITIVE_INFINITY
    if (clock + left * factor <= change) return Math.round(clock + left * factor - leaveAt)
    left -= (change - clock) / factor
    clock = change
    k += 1
  }
}
