import type { Category } from '@kerbside/domain'
import type { RandomStream } from '../random-stream.ts'

const share = 0.04
const meanSeconds: Record<Category, number> = { rescue: 6 * 60, care: 25 * 60, wash: 25 * 60 }

/** Some call it off later: plans change, the car starts after all. Seconds after booking, or null for those who stay. */
export const cancelsLater = (category: Category, stream: RandomStream): number | null =>
  stream.chance(share) ? 30 + stream.exponential(meanSeconds[category]) : null
