import { type Person, toMs } from '@kerbside/domain'
import type { HeldSlotView, QuoteView, SlotView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { findZone } from '../planning/zone-board.ts'
import { Refusal } from '../refusal.ts'
import { takeTurn, writeHold } from './hold-store.ts'
import { confirmWindow, windowOf } from './keepable-slots.ts'
import { takeQuote } from './quote-store.ts'

/** Holds a slot of a quote for its customer for a while; another choice of his lets go of it. */
export const holdSlot = async (
  tx: Tx,
  house: House,
  { quoteId, slotFrom }: { quoteId: string; slotFrom: string },
  person: Person,
): Promise<HeldSlotView> => {
  const quote = await takeQuote(tx, house, quoteId, person)
  const slot = await confirmSlotOf(tx, house, quote, slotFrom)
  const zone = await findZone(tx, house.city.id, quote.zoneId)
  const seconds = zone?.policy.slotHoldSeconds ?? 0
  const ends = await writeHold(tx, house.city.id, quote.id, slot.window, seconds)
  return { window: slot.window, until: ends.toISOString() }
}

/**
 * The slot of a quote that begins at an instant, looked at against the plan once more with everybody else waiting for his
 * turn; one that has gone is refused with the nearest that can be kept.
 */
export const confirmSlotOf = async (
  tx: Tx,
  house: House,
  quote: QuoteView,
  slotFrom: string | null,
): Promise<SlotView> => {
  const slot = quote.slots.find((one) => slotFrom !== null && toMs(one.window.from) === toMs(slotFrom))
  if (!slot) {
    throw new Refusal(
      'invalid',
      { en: 'Choose one of the slots of the quote.', zh: '请选择报价中的时段。' },
      { field: 'slotFrom' },
    )
  }
  await takeTurn(tx, house.city.id, quote.zoneId)
  const zone = await findZone(tx, house.city.id, quote.zoneId)
  const nowMs = house.clock.now()
  const free = quote.slots
    .filter((one) => one.available || one === slot)
    .map(windowOf)
    .filter((window) => window.fromMs > nowMs)
  const wanted = windowOf(slot)
  if (!zone || wanted.fromMs <= nowMs) throw gone([])
  const question = { zone, wish: quote, windows: free, nowMs, quoteId: quote.id }
  const answer = await confirmWindow(tx, house, question, wanted)
  if ('kept' in answer) return slot
  throw gone(answer.alternatives.map((one) => one.window.from).sort((a, b) => a - b))
}

const gone = (alternatives: readonly number[]): Refusal =>
  new Refusal(
    'slot_gone',
    {
      en: 'This slot has just gone; the nearest that can be kept are named.',
      zh: '该时段刚被占用，请选择附近时段。',
    },
    {
      field: 'slotFrom',
      more: { alternatives: alternatives.map((from) => new Date(from * 1000).toISOString()) },
    },
  )
