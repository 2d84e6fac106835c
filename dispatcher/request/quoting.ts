import {
  catalogue,
  categoryOf,
  needsOf,
  priceJob,
  type ServiceId,
  type TimeWindow,
  toInstant,
  type Vehicle,
  workSeconds,
} from '@kerbside/domain'
import { nearestZone, zoneAt } from '@kerbside/geo'
import { rank } from '@kerbside/planner'
import type { endpoints, QuoteView, Read, SlotView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { everyZone } from '../planning/matrix-cache.ts'
import { askedJob, draftProblem, onRoads, planFromBoard } from '../planning/problem-of.ts'
import { listZoneIds, readBoard, type ZoneRow } from '../planning/zone-board.ts'
import { Refusal } from '../refusal.ts'
import { keepableSlots } from './keepable-slots.ts'
import { slotWindows } from './opening.ts'

type Wish = Read<typeof endpoints.makeQuote, 'body'>

/** How long a price holds. */
const validMs = 15 * 60_000
const asked = 'asked'

/** Prices a wish and looks which arrival windows the plan can keep now; refuses with the way out. */
export const makeQuote = async (house: House, wish: Wish): Promise<QuoteView> => {
  const zone = await zoneFor(house, wish)
  const nowMs = house.clock.now()
  const category = categoryOf(wish.services)
  const rescue = category === 'rescue'
  const { slots, roads } = rescue
    ? { slots: [], roads: house.roads.health().roads }
    : await findSlots(house, zone, wish, nowMs)
  return {
    id: house.newId('quote'),
    category,
    services: wish.services,
    vehicle: wish.vehicle,
    place: wish.place,
    zoneId: zone.zone_id,
    zoneName: zone.name,
    price: priceJob(wish.services, wish.vehicle.vehicleClass, zone.policy, house.city.currency),
    durationSeconds: usualSeconds(house, wish),
    rescuePromise: rescue ? await promiseRescue(house, zone, wish, nowMs) : null,
    slots,
    roads,
    madeAt: toInstant(nowMs),
    validUntil: toInstant(nowMs + validMs),
  }
}

/** The zone that serves a wish, or the refusal that says why none does and where the nearest is. */
export const zoneFor = async (
  house: House,
  wish: Pick<Wish, 'place' | 'services' | 'vehicle'>,
): Promise<ZoneRow> => {
  const zones = await house.db
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('retired_at', 'is', null)
    .execute()
  const zone = zoneAt(wish.place.point, zones)
  if (!zone) throw outside(wish.place.point, zones)
  const missing = wish.services.filter((id) => !zone.services.includes(id))
  if (missing[0]) {
    const names = missing.map((id) => catalogue[id].name)
    throw new Refusal(
      'service_not_here',
      {
        en: `${names.map((name) => name.en).join(', ')} is not offered in ${zone.name.en}.`,
        zh: `${zone.name.zh}暂不提供${names.map((name) => name.zh).join('、')}。`,
      },
      { field: 'services', more: { services: missing } },
    )
  }
  refuseElectric(wish.services, wish.vehicle)
  return zone
}

const outside = (point: Wish['place']['point'], zones: readonly ZoneRow[]): Refusal => {
  const nearest = nearestZone(point, zones)
  if (!nearest)
    return new Refusal(
      'outside_every_zone',
      { en: 'No zone is open yet.', zh: '暂无服务区域。' },
      { field: 'place.point' },
    )
  const { zone, metres } = nearest
  const km = (metres / 1000).toFixed(1)
  return new Refusal(
    'outside_every_zone',
    {
      en: `This place is in no zone of ours; the nearest is ${zone.name.en}, ${km} km away.`,
      zh: `该地点不在服务区域内，最近的区域是${zone.name.zh}，距离 ${km} 公里。`,
    },
    {
      field: 'place.point',
      more: { nearestZone: { id: zone.zone_id, name: zone.name, metres: Math.round(metres) } },
    },
  )
}

const refuseElectric = (services: readonly ServiceId[], vehicle: Vehicle): void => {
  const wrong = services.find((id) => id === 'small_maintenance' || id === 'fuel_delivery')
  if (vehicle.energy !== 'electric' || !wrong) return
  const { name } = catalogue[wrong]
  throw new Refusal(
    'service_not_here',
    { en: `${name.en} is not for an electric car.`, zh: `电动车不需要${name.zh}。` },
    { field: 'services', more: { services: [wrong] } },
  )
}

/** Beyond the soonest arrival that the plan can make, a rescue's promise leaves this much for what comes between. */
const rescueSpreadShare = 0.35
const rescueSpreadMs = 8 * 60_000

/**
 * The promise of a rescue: the zone's usual one, or later where all who could help are busy, told before the customer
 * decides. With nobody on shift the usual one stands and a supervisor is called as soon as it is ordered.
 */
const promiseRescue = async (house: House, zone: ZoneRow, wish: Wish, nowMs: number): Promise<TimeWindow> => {
  const board = await readBoard(house.db, house.city.id, await listZoneIds(house.db, house.city.id), nowMs)
  const now = Math.round(nowMs / 1000)
  const what = { ...needsOf(wish.services, wish.vehicle.vehicleClass), category: 'rescue' as const }
  const onDuty = { ...board, shifts: board.shifts.filter((shift) => shift.onDuty) }
  const window = { from: now, until: now + longestWaitSeconds }
  const draft = draftProblem(onDuty, house.lessons.work, [
    { id: asked, point: wish.place.point, job: askedJob(what, [window]) },
  ])
  const { problem } = await onRoads(house, draft, everyZone)
  const { candidates } = rank(problem, planFromBoard(onDuty), asked)
  const soonest = Math.min(...candidates.map((candidate) => candidate.beginAt))
  const usualMs = nowMs + zone.policy.rescueWithinSeconds * 1000
  const likelyMs = Number.isFinite(soonest)
    ? soonest * 1000 + rescueSpreadMs + (soonest * 1000 - nowMs) * rescueSpreadShare
    : 0
  const untilMs = Math.max(usualMs, Math.ceil(likelyMs / 300_000) * 300_000)
  return { from: toInstant(nowMs), until: toInstant(untilMs) }
}
const longestWaitSeconds = 4 * 3600

const findSlots = async (
  house: House,
  zone: ZoneRow,
  wish: Wish,
  nowMs: number,
): Promise<{ slots: SlotView[]; roads: 'osrm' | 'estimated' }> => {
  const windows = slotWindows(nowMs, house.city.timeZone, zone.hours, zone.policy)
  const { kept, quality } = await keepableSlots(house.db, house, { zone, wish, windows, nowMs })
  const keptFrom = new Map(kept.map((slot) => [slot.window.from, slot]))
  const slots = windows.map((window): SlotView => {
    const slot = keptFrom.get(Math.round(window.fromMs / 1000))
    return {
      window: { from: toInstant(window.fromMs), until: toInstant(window.untilMs) },
      available: slot !== undefined,
      addedDriveSeconds: slot === undefined ? null : Math.max(0, Math.round(slot.extraDriveSeconds)),
      badge: null,
    }
  })
  const free = slots.filter((slot) => slot.available)
  const greenest = free.reduce<SlotView | undefined>(
    (best, slot) => ((slot.addedDriveSeconds ?? 0) < (best?.addedDriveSeconds ?? Infinity) ? slot : best),
    undefined,
  )
  if (greenest) greenest.badge = 'greenest'
  if (free[0]) free[0].badge = 'soonest'
  return { slots, roads: quality }
}

/** How long the work usually takes, as far as that was learnt, in whole minutes. */
const usualSeconds = (house: House, { services, vehicle }: Pick<Wish, 'services' | 'vehicle'>): number =>
  Math.round(workSeconds(house.lessons.work, { services, vehicleClass: vehicle.vehicleClass }) / 60) * 60
