import { toMs } from '@kerbside/domain'
import type { SlotView } from '@kerbside/protocol'
import type { RandomStream } from '../random-stream.ts'

/** Chance that he takes the slot he is looking at rather than the next: most want it soon, some have other plans. */
const takesIt = 0.45

/** Soonest-biased: he goes through the slots that can be kept, and takes each with the same chance. */
export const choosesSlot = (
  slots: readonly SlotView[],
  latestMs: number,
  stream: RandomStream,
): SlotView | undefined => {
  const suitable = slots.filter((slot) => slot.available && toMs(slot.window.from) <= latestMs)
  return suitable.find(() => stream.chance(takesIt)) ?? suitable[0]
}
