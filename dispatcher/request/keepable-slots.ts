import { categoryOf, type LearntWork, needsOf, toMs, workSeconds } from '@kerbside/domain'
import {
  confirmSlot,
  type OpenPlan,
  openPlan,
  type Slot,
  slots,
  withPromiseSlack,
  withReserve,
  withSlack,
} from '@kerbside/planner'
import type { endpoints, Read } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { Reader } from '../outside/postgres/database.ts'
import { type Asked, askedJob, draftProblem, onRoads, planFromBoard } from '../planning/problem-of.ts'
import { readBoard, type ZoneRow } from '../planning/zone-board.ts'
import { reserveShares, weightsOf } from '../planning/zone-weights.ts'
import { listHolds } from './hold-store.ts'
import { withinCapacity } from './hour-capacity.ts'

export type SlotWish = Pick<Read<typeof endpoints.makeQuote, 'body'>, 'place' | 'services' | 'vehicle'>

export interface SlotWindow {
  fromMs: number
  untilMs: number
}

export interface SlotQuestion {
  zone: ZoneRow
  wish: SlotWish
  windows: readonly SlotWindow[]
  nowMs: number
  /** A quote whose own hold does not stand in its way. */
  quoteId?: string
}

const asked = 'asked'
const inSeconds = (window: SlotWindow) => ({
  from: Math.round(window.fromMs / 1000),
  until: Math.round(window.untilMs / 1000),
})

/** Which windows the zone's plan can keep now for a wish, each with what it adds; cheapest first. */
export const keepableSlots = async (
  reader: Reader,
  house: House,
  question: SlotQuestion,
): Promise<{ kept: readonly Slot[]; quality: 'osrm' | 'estimated' }> => {
  const windows = await capable(reader, house, question, question.windows)
  const { open, quality } = await openZone(reader, house, question)
  return { kept: slots(open, asked, windows.map(inSeconds), slackOf(question.zone)), quality }
}

/** Whether one window can be kept still; if not, the nearest two of the others that can. */
export const confirmWindow = async (
  reader: Reader,
  house: House,
  question: SlotQuestion,
  wanted: SlotWindow,
): Promise<{ kept: Slot } | { alternatives: readonly Slot[] }> => {
  const windows = await capable(reader, house, question, question.windows)
  const { open } = await openZone(reader, house, question)
  const [still] = await capable(reader, house, question, [wanted])
  const others = windows.filter((one) => one.fromMs !== wanted.fromMs).map(inSeconds)
  if (still) return confirmSlot(open, asked, inSeconds(wanted), others, slackOf(question.zone))
  // Its hour takes no more such jobs, whoever had time for one.
  return {
    alternatives: nearestOf(slots(open, asked, others, slackOf(question.zone)), inSeconds(wanted).from),
  }
}

const slackOf = ({ policy }: ZoneRow) => ({ slackSeconds: policy.promiseSlackSeconds })

const nearestOf = (kept: readonly Slot[], from: number): Slot[] =>
  [...kept].sort((a, b) => Math.abs(a.window.from - from) - Math.abs(b.window.from - from)).slice(0, 2)

const capable = (
  reader: Reader,
  house: House,
  { zone, wish, quoteId }: SlotQuestion,
  windows: readonly SlotWindow[],
): Promise<SlotWindow[]> =>
  withinCapacity(
    reader,
    house,
    zone,
    { skills: needsOf(wish.services, wish.vehicle.vehicleClass).skills, quoteId },
    windows,
  )

/** The zone's plan laid open, with what is booked but not planned yet, what other quotes hold, and the reserve kept free. */
const openZone = async (
  reader: Reader,
  house: House,
  { zone, wish, windows, nowMs, quoteId }: SlotQuestion,
): Promise<{ open: OpenPlan; quality: 'osrm' | 'estimated' }> => {
  const cityId = house.city.id
  const board = await readBoard(reader, cityId, [zone.zone_id], nowMs, { requested: true })
  const holds = await listHolds(reader, cityId, zone.zone_id, quoteId)
  const { work } = house.lessons
  const draft = draftProblem(board, work, [
    ...holds.map((hold) =>
      questionOf(
        hold.quoteId,
        hold.quote,
        [{ fromMs: hold.from.getTime(), untilMs: hold.until.getTime() }],
        zone,
        work,
      ),
    ),
    questionOf(asked, wish, hullOf(windows), zone, work),
  ])
  const { problem: asBooked, quality } = await onRoads(house, draft, zone.zone_id)
  const plan = planFromBoard(board)
  const reserve = reserveShares(zone.policy, board.shifts, { nowMs, timeZone: house.city.timeZone })
  const slack = withPromiseSlack(asBooked, zone.policy.promiseSlackSeconds)
  const problem = withReserve(slack, plan, asked, ({ id }) => reserve.get(id) ?? 0)
  return { open: openPlan(problem, plan, { without: asked, weights: weightsOf(zone.policy) }), quality }
}

/**
 * How long a promise must leave for the work: it runs over and rescues come between, and what only just fits would not be
 * kept. The zone's slack over the usual, or four jobs in five where that is longer.
 */
const questionOf = (
  id: string,
  { services, vehicle, place }: SlotWish,
  windows: readonly SlotWindow[],
  { policy }: ZoneRow,
  learnt: LearntWork,
): Asked => {
  const work = { services, vehicleClass: vehicle.vehicleClass }
  const what = {
    ...needsOf(services, vehicle.vehicleClass),
    durationSeconds: Math.round(workSeconds(learnt, work)),
    category: categoryOf(services),
  }
  const job = withSlack(askedJob(what, windows.map(inSeconds)), policy.slackShare)
  const safe = Math.round(workSeconds(learnt, work, 'p80'))
  return { id, point: place.point, job: { ...job, serviceSeconds: Math.max(job.serviceSeconds, safe) } }
}

/** One window from the first opening to the last closing: which of them is asked about is the slots' business. */
const hullOf = (windows: readonly SlotWindow[]): SlotWindow[] => {
  const [first, last] = [windows[0], windows.at(-1)]
  return first && last ? [{ fromMs: first.fromMs, untilMs: last.untilMs }] : [{ fromMs: 0, untilMs: 0 }]
}

/** A slot of a quote as a window. */
export const windowOf = ({ window }: { window: { from: string; until: string } }): SlotWindow => ({
  fromMs: toMs(window.from),
  untilMs: toMs(window.until),
})
