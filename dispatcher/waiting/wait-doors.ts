import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { Refusal } from '../refusal.ts'
import { renderTechnicians } from '../views/index.ts'
import { lastPoint, wayView } from '../views/way-view.ts'
import { listWaitingStations, lockWait, settleWait, type WaitRow, type WaitState } from './wait-store.ts'

type Answer = 'go' | 'not_now' | 'there'
/** What an answer makes of a wait, by where it stands; where nothing is said, the answer comes too late or too early. */
const leadsTo: Record<Answer, Partial<Record<WaitState, WaitState>>> = {
  go: { proposed: 'going', going: 'going' },
  there: { going: 'there', there: 'there' },
  not_now: { proposed: 'declined', going: 'declined', there: 'declined' },
}

export const waitDoors: Door[] = [
  door(endpoints.answerWait, async (house, { params, body, person, commit }) =>
    commit(async (tx) => {
      const wait = requireOwn(await lockWait(tx, house.city.id, params.id), person.id)
      const state = leadsTo[body.answer][wait.state]
      if (state === undefined) throw tooLate(wait)
      if (state !== wait.state) await settleWait(tx, wait, state)
      const [view] = await renderTechnicians(tx, house, [person.id])
      if (!view) throw new Error('a technician who answers cannot be shown')
      return view
    }),
  ),

  door(endpoints.getWaitWay, async (house, { params, query, person }) => {
    const wait = requireOwn(await findWait(house, params.id), person.id)
    const stations = await listWaitingStations(house.db, house.city.id, wait.zone_id)
    const station = stations.find(({ id }) => id === wait.station_id)
    if (!station) throw noWait()
    const from = query.from ?? (await lastPoint(house, person.id))
    const way = await house.roads.route([from, station.point], {
      at: Math.round(house.clock.now() / 1000),
      zoneId: wait.zone_id,
      steps: true,
      language: query.language,
    })
    return wayView(way)
  }),
]

const noWait = (): Refusal =>
  new Refusal('not_found', { en: 'You were not asked to wait there.', zh: '没有发给您的这个待命建议。' })

const tooLate = ({ state }: WaitRow): Refusal =>
  new Refusal(
    'wait_over',
    state === 'proposed'
      ? { en: 'Say first that you go there.', zh: '请先确认前往。' }
      : {
          en: 'This is over; stay where you are or do what comes next.',
          zh: '该建议已结束，请按当前安排进行。',
        },
    { field: 'answer', more: { state } },
  )

const requireOwn = (wait: WaitRow | undefined, technicianId: string): WaitRow => {
  if (!wait || wait.technician_id !== technicianId) throw noWait()
  return wait
}

const findWait = (house: House, waitId: string): Promise<WaitRow | undefined> =>
  house.db.transaction().execute((tx: Tx) => lockWait(tx, house.city.id, waitId))
