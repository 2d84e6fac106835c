import type { Category } from '@kerbside/domain'
import type { RandomStream } from '../random-stream.ts'

const lateShare = 0.06
const meanLateSeconds = 6 * 60
const mostLateSeconds = 25 * 60

/** Seconds between the moment he should leave and the moment he does: a minute, now and then a long coffee. */
export const departsLate = (category: Category, stream: RandomStream): number => {
  const ready = stream.between(5, category === 'rescue' ? 45 : 75)
  const late = stream.chance(lateShare)
  if (!late || category === 'rescue') return ready
  return Math.min(mostLateSeconds, ready + stream.exponential(meanLateSeconds))
}
