import { toInstant } from '@kerbside/domain'
import type { QuoteView, SlotView } from '@kerbside/protocol'
import { expect, it } from 'vitest'
import { DoorProblem } from '../doors/door-problem.ts'
import { randomStream } from '../random-stream.ts'
import { type Answers, testCaller } from '../test-caller.ts'
import { jobView, noon } from '../test-views.ts'
import { drawVehicle } from './drawn-wish.ts'
import { makeRequest } from './make-request.ts'

const slot = (hour: number, available: boolean): SlotView => ({
  window: { from: toInstant(noon + hour * 3_600_000), until: toInstant(noon + (hour + 0.5) * 3_600_000) },
  available,
  addedDriveSeconds: available ? 300 : null,
  badge: null,
})
const vehicle = drawVehicle(randomStream(1, 'car'))
const job = jobView(1)
const quote = (part: Partial<QuoteView>): QuoteView => ({
  id: 'quote_01900000-0000-7000-8000-000000000001',
  category: 'wash',
  services: ['exterior_wash'],
  vehicle: job.vehicle,
  place: job.place,
  zoneId: job.zoneId,
  zoneName: job.zoneName,
  price: job.price,
  durationSeconds: 1800,
  rescuePromise: null,
  slots: [],
  roads: 'osrm',
  madeAt: toInstant(noon),
  validUntil: toInstant(noon + 900_000),
  ...part,
})

const ask = async (answers: Answers, latestMs = Number.POSITIVE_INFINITY) => {
  const doors = testCaller(answers)
  let rescues = 0
  const outcome = await makeRequest({
    customer: { phone: '+8613700000001', vehicle, doors },
    wish: { services: ['exterior_wash'], place: job.place, outside: false },
    stream: randomStream(1, 'slot'),
    latestMs,
    onRescue: () => {
      rescues += 1
    },
  })
  return { outcome, rescues, calls: doors.calls }
}
const refuse = (code: DoorProblem['code']) => () => {
  throw new DoorProblem({ status: 409, code, detail: '' })
}

it('books one of the slots that can be kept, mostly a soon one', async () => {
  const slots = [slot(1, false), slot(2, true), slot(3, true), slot(30, true)]
  const { outcome, calls, rescues } = await ask({ makeQuote: () => quote({ slots }), makeJob: () => job })
  expect(outcome).toEqual({ how: 'made', job })
  const booked = calls.at(-1)?.asked as { body: { slotFrom: string } }
  expect([2, 3, 30].map((hour) => slot(hour, true).window.from)).toContain(booked.body.slotFrom)
  expect(rescues).toBe(0)
})

it('books a rescue without a slot, and says when it sends it', async () => {
  const rescuePromise = { from: toInstant(noon), until: toInstant(noon + 2_700_000) }
  const { outcome, calls, rescues } = await ask({
    makeQuote: () => quote({ rescuePromise }),
    makeJob: () => job,
  })
  expect(outcome.how).toBe('made')
  expect(calls.at(-1)?.asked).toMatchObject({ body: { slotFrom: null } })
  expect(rescues).toBe(1)
})

it('goes away when no slot helps him', async () => {
  const slots = [slot(1, false), slot(30, true)]
  const { outcome } = await ask({ makeQuote: () => quote({ slots }) }, noon + 8 * 3_600_000)
  expect(outcome).toEqual({ how: 'no_slot' })
})

it('chooses anew, once, when the slot has just gone', async () => {
  let turn = 0
  const { outcome, calls } = await ask({
    makeQuote: () => quote({ slots: [slot(2, true)] }),
    makeJob: () => {
      turn += 1
      return turn === 1 ? refuse('slot_gone')() : job
    },
  })
  expect(outcome.how).toBe('made')
  expect(calls.map((call) => call.name)).toEqual(['makeQuote', 'makeJob', 'makeQuote', 'makeJob'])
  const gone = await ask({ makeQuote: () => quote({ slots: [slot(2, true)] }), makeJob: refuse('slot_gone') })
  expect(gone.outcome).toEqual({ how: 'slot_gone' })
})

it('counts a refusal as an answer, and trouble as trouble', async () => {
  expect((await ask({ makeQuote: refuse('outside_every_zone') })).outcome).toEqual({ how: 'outside' })
  await expect(ask({ makeQuote: refuse('our_mistake') })).rejects.toThrow('our_mistake')
})
