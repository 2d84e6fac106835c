import { catalogue, serviceIds } from '@kerbside/domain'
import { expect, it } from 'vitest'
import { sortPlaces } from './city/sample-places.ts'
import { arrivalsBetween } from './demand/arrivals.ts'
import { makeCustomers } from './demand/customer.ts'
import { drawWish } from './demand/drawn-wish.ts'
import { makeRoster } from './founding/roster.ts'
import { shiftHours, shiftOf } from './founding/shift-plan.ts'
import { randomStream } from './random-stream.ts'
import { requestsWithin, stockDay } from './stock-day.ts'
import { hourMs, localMidnight } from './time/local-day.ts'

const timeZone = 'Asia/Shanghai'
const zoneCount = 4
const midnight = localMidnight(Date.parse('2026-11-25T04:00:00Z'), timeZone)
const aroundWork = {
  /** From arriving to beginning: the middle of what `settlesIn` draws. */
  settleSeconds: 100,
  /** Central Shanghai: the mean of 52 drives of a simulated day. */
  driveSeconds: 680,
}

const square: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
]
const places = sortPlaces(
  [{ name: '一号', point: [0.5, 0.5] }],
  [{ id: 'all', polygon: { type: 'Polygon', coordinates: [square] } }],
)

const workSeconds = (seed: number): number => {
  const customers = makeCustomers({ doors: {} as never, supervisor: {} as never, seed })
  const { opens, hours, requests } = stockDay
  const lastOrders = midnight + (opens + hours - 1) * hourMs
  return arrivalsBetween(midnight + opens * hourMs, lastOrders, timeZone, requests, seed)
    .map(({ key }) => {
      const { vehicle } = randomStream(key, 'who').pick(customers)
      const { services } = drawWish(key, vehicle, places)
      const work = services.map((id) => catalogue[id].durationSeconds[vehicle.vehicleClass])
      return work.reduce((sum, one) => sum + one, aroundWork.settleSeconds + aroundWork.driveSeconds)
    })
    .reduce((sum, one) => sum + one, 0)
}

const shiftSeconds = (seed: number): number =>
  makeRoster(stockDay.technicians, zoneCount, seed)
    .map((line) => shiftOf(line, midnight, timeZone))
    .reduce((sum, { fromMs, untilMs }) => sum + (untilMs - fromMs) / 1000, 0)

it('asks for 70 to 75 % of the shift time on a stock day, and on no day for too much', () => {
  const loads = Array.from({ length: 20 }, (_, index) => workSeconds(index + 1) / shiftSeconds(index + 1))
  const mean = loads.reduce((sum, one) => sum + one, 0) / loads.length
  expect(mean).toBeGreaterThan(0.7)
  expect(mean).toBeLessThan(0.75)
  expect(Math.max(...loads)).toBeLessThan(0.8)
})

it('brings a shorter day its share, by who is on shift in it', () => {
  expect([15, 6, 3].map(requestsWithin)).toEqual([320, 112, 40])
})

it('has somebody for every rescue in every zone at every hour of the day', () => {
  const roster = makeRoster(stockDay.technicians, zoneCount, 1)
  const hours = Array.from({ length: stockDay.hours }, (_, index) => stockDay.opens + index)
  const rescues = serviceIds.filter((id) => catalogue[id].category === 'rescue')
  const unmanned = rescues.flatMap((id) =>
    hours.flatMap((hour) =>
      Array.from({ length: zoneCount }, (_, zoneIndex) => zoneIndex)
        .filter(
          (zoneIndex) =>
            !roster.some((line) => {
              const [from, until] = shiftHours[line.shiftIndex] ?? [0, 0]
              const isThere = line.zoneIndex === zoneIndex && from <= hour && hour < until
              return isThere && catalogue[id].skills.every((skill) => line.skills.includes(skill))
            }),
        )
        .map((zoneIndex) => `${id} at ${hour} in zone ${zoneIndex}`),
    ),
  )
  expect(unmanned).toEqual([])
})
