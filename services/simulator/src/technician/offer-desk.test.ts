import { expect, it } from 'vitest'
import type { OfferAnswer } from '../behaviours/answers-offers.ts'
import { DoorProblem } from '../doors/door-problem.ts'
import { Tally } from '../report/tally.ts'
import { type Answers, testCaller } from '../test-caller.ts'
import { jobView, noon, offerView } from '../test-views.ts'
import { makeTestWall } from '../time/test-wall.ts'
import { OfferDesk } from './offer-desk.ts'

const scene = (answer: OfferAnswer, answers: Answers = {}, speed = 1) => {
  const wall = makeTestWall(noon, speed)
  const tally = new Tally()
  const accepted: string[] = []
  const errors: unknown[] = []
  const doors = testCaller({ acceptOffer: () => jobView(1), declineOffer: () => ({}), ...answers })
  const desk = new OfferDesk({
    doors,
    tally,
    agenda: wall.agenda,
    answers: () => answer,
    onOffer: () => undefined,
    onAccepted: (job) => accepted.push(job.id),
    onError: (error) => errors.push(error),
  })
  return { ...wall, desk, tally, accepted, errors, calls: doors.calls }
}

it('accepts once, after a look at the phone, however often the offer comes', async () => {
  const { desk, pass, calls, accepted } = scene({ how: 'accept', afterSeconds: 8 })
  desk.receive(offerView())
  desk.receive(offerView())
  await pass(7)
  expect(calls).toHaveLength(0)
  await pass(2)
  desk.receive(offerView())
  await pass(60)
  expect(calls.map((call) => call.name)).toEqual(['acceptOffer'])
  expect(accepted).toEqual([jobView(1).id])
})

it('answers in time on a fast clock', async () => {
  const { desk, pass, calls } = scene({ how: 'accept', afterSeconds: 26 }, {}, 60)
  desk.receive(offerView())
  await pass(22)
  expect(calls).toHaveLength(1)
})

it('declines with a reason', async () => {
  const { desk, pass, calls } = scene({ how: 'decline', afterSeconds: 3, reason: 'too_far' })
  desk.receive(offerView())
  await pass(5)
  expect(calls).toEqual([
    { name: 'declineOffer', asked: { params: { id: offerView().id }, body: { reason: 'too_far' } } },
  ])
})

it('does not answer what has ended, nor when the phone stays in the pocket', async () => {
  const ended = scene({ how: 'accept', afterSeconds: 8 })
  ended.desk.receive(offerView())
  ended.desk.ended(offerView().id)
  await ended.pass(60)
  expect(ended.calls).toHaveLength(0)
  const lapsed = scene({ how: 'lapse' })
  lapsed.desk.receive(offerView())
  await lapsed.pass(60)
  expect(lapsed.calls).toHaveLength(0)
  expect(lapsed.tally.of('offers_lapsed')).toBe(1)
})

it('takes it calmly when somebody was faster', async () => {
  const { desk, pass, tally, errors } = scene(
    { how: 'accept', afterSeconds: 1 },
    {
      acceptOffer: () => {
        throw new DoorProblem({ status: 409, code: 'offer_over', detail: 'The offer is over' })
      },
    },
  )
  desk.receive(offerView())
  await pass(2)
  expect(tally.of('answers_too_late')).toBe(1)
  expect(errors).toHaveLength(0)
})
