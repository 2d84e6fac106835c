import type { Problem, StationView, TechnicianView, WaitView, WayView, ZoneView } from '@kerbside/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDayFigures } from '../../infra/src/day-figures.ts'
import type { Somebody } from '../house/somebody.ts'
import { minute, openTestHouse, type TestHouse } from '../house/test-house.ts'

let house: TestHouse
let ana: Somebody
let station: StationView

const far = 7
const switchGain = async (repositionGain: number): Promise<void> => {
  const { zones } = await house.supervisor.get<{ zones: ZoneView[] }>('/v1/zones')
  const zone = zones.find((one) => one.id === house.zoneId)
  const body = { version: zone?.version, policy: { repositionGain } }
  expect((await house.supervisor.ask('PATCH', `/v1/zones/${house.zoneId}`, body)).status).toBe(200)
}
const send = (who: Somebody, place: number) =>
  who.post('/v1/me/fixes', {
    fixes: [
      {
        at: new Date(house.running.house.clock.now()).toISOString(),
        point: [...(house.places[place]?.point ?? [0, 0])],
        accuracy: 8,
        speed: 0,
      },
    ],
  })
/** Time goes on, she is seen where she stands, the house looks. */
const look = async (seconds = 30): Promise<void> => {
  await house.later(seconds)
  await send(ana, 0)
  await house.running.watch()
  await house.settle()
}
const waitOf = async (who = ana): Promise<WaitView | null> =>
  (await who.get<TechnicianView>('/v1/me/duty')).wait
const answer = (id: string | undefined, word: string, who = ana) =>
  who.ask<TechnicianView | Problem>('POST', `/v1/waits/${id}/answer`, { answer: word })

beforeAll(async () => {
  house = await openTestHouse()
  const guest = await house.customer()
  // Where cars broke down they will again.
  const past = await house.order(guest, ['jump_start'], far)
  expect((await guest.ask('POST', `/v1/jobs/${past.id}/cancel`, { reason: 'gone' })).status).toBe(200)
  ana = await house.technician('Ana', ['wash', 'rescue'])
  station = await house.supervisor.post<StationView>('/v1/stations', {
    kind: 'waiting',
    name: { zh: '东站', en: 'East stand' },
    point: house.places[far]?.point,
    zoneId: house.zoneId,
  })
}, 60_000)
afterAll(() => house?.close(), 60_000)

describe('an idle technician', () => {
  it('is left where he is while the zone’s switch is off, and where the gain is too small', async () => {
    await look()
    expect(await waitOf()).toBeNull()
    await switchGain(1)
    await look()
    expect(await waitOf()).toBeNull()
  })

  it('is asked to wait where he would reach more of the rescues to be expected, once', async () => {
    await switchGain(0.01)
    await look()
    const wait = await waitOf()
    expect(wait).toMatchObject({ state: 'proposed', name: { en: 'East stand' }, point: station.point })
    expect(wait?.gain).toBeGreaterThan(0.01)
    expect(wait?.driveSeconds).toBeGreaterThan(0)
    await look()
    expect((await waitOf())?.id).toBe(wait?.id)
    const events = await house.events(`technician:${ana.id}`)
    expect(JSON.stringify(events.at(-1))).toContain(wait?.id)
    const seen = await house.supervisor.get<{ technicians: TechnicianView[] }>('/v1/technicians')
    expect(seen.technicians.find(({ id }) => id === ana.id)?.wait?.id).toBe(wait?.id)
  })

  it('who goes is shown the way, and says when he is there; not before he has said that he goes', async () => {
    const wait = await waitOf()
    expect(await answer(wait?.id, 'there')).toMatchObject({
      status: 409,
      body: { code: 'wait_over', field: 'answer' },
    })
    expect(await answer(wait?.id, 'go')).toMatchObject({ status: 200, body: { wait: { state: 'going' } } })
    const way = await ana.get<WayView>(`/v1/waits/${wait?.id}/way?language=en`)
    expect(way.line.length).toBeGreaterThan(1)
    expect(way.seconds).toBeGreaterThan(0)
    await look(minute)
    expect(await answer(wait?.id, 'there')).toMatchObject({ status: 200, body: { wait: { state: 'there' } } })
    const before = await readDayFigures(house.databaseUrl)
    await look(10 * minute)
    expect(await waitOf()).toMatchObject({ state: 'there' })
    // The way there counts in the day’s driving, standing there does not.
    expect(before.driveSeconds).toBeGreaterThan(0)
    expect(before.metres).toBeGreaterThan(0)
    expect(await readDayFigures(house.databaseUrl)).toMatchObject({
      driveSeconds: before.driveSeconds,
      metres: before.metres,
    })
  })

  it('leaves as soon as there is something to do', async () => {
    const guest = await house.customer()
    const job = await house.order(guest, ['jump_start'], 1)
    await look(1)
    expect(await waitOf()).toBeNull()
    await ana.accept()
    await ana.step(job.id, 'depart')
    await ana.step(job.id, 'arrive')
    await ana.step(job.id, 'begin')
    await ana.step(job.id, 'finish')
    await house.settle()
  })

  it('who says no is not asked again for an hour, and a question that nobody answers lapses', async () => {
    await look(10 * minute)
    const wait = await waitOf()
    expect(await answer(wait?.id, 'not_now')).toMatchObject({ status: 200, body: { wait: null } })
    await look(30 * minute)
    expect(await waitOf()).toBeNull()
    await look(31 * minute)
    const again = await waitOf()
    expect(again).toMatchObject({ state: 'proposed' })
    await look(6 * minute)
    expect(await waitOf()).toBeNull()
    expect(await answer(again?.id, 'go')).toMatchObject({ status: 409, body: { code: 'wait_over' } })
  })

  it('answers for himself alone, in words that exist', async () => {
    const bo = await house.technician('Bo', ['wash'])
    await look(10 * minute)
    const wait = await waitOf()
    expect(wait).not.toBeNull()
    // Who answers no rescues is never sent about.
    expect(await waitOf(bo)).toBeNull()
    expect(await answer(wait?.id, 'go', bo)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await bo.ask('GET', `/v1/waits/${wait?.id}/way`)).toMatchObject({ status: 404 })
    expect(await answer(wait?.id, 'maybe')).toMatchObject({
      status: 422,
      body: { code: 'invalid', field: 'answer' },
    })
    expect(await answer('nonsense', 'go')).toMatchObject({ status: 422 })
  })

  it('is not sent to a place that is gone, nor more than four times in a shift', async () => {
    expect((await house.supervisor.ask('DELETE', `/v1/stations/${station.id}`)).status).toBeLessThan(300)
    await look()
    expect(await waitOf()).toBeNull()
    const point = house.places[far]?.point
    const name = { zh: '西站', en: 'West stand' }
    await house.supervisor.post('/v1/stations', { kind: 'waiting', name, point, zoneId: house.zoneId })
    await look(10 * minute)
    expect(await waitOf()).toBeNull()
  })

  it('is told what is wrong with a gain that is none', async () => {
    const { zones } = await house.supervisor.get<{ zones: ZoneView[] }>('/v1/zones')
    const version = zones.find((one) => one.id === house.zoneId)?.version
    expect(
      await house.supervisor.ask('PATCH', `/v1/zones/${house.zoneId}`, {
        version,
        policy: { repositionGain: 2 },
      }),
    ).toMatchObject({ status: 422, body: { field: 'policy.repositionGain' } })
  })
})
