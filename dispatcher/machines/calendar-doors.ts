import { endpoints } from '@kerbside/protocol'
import { type Call, type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { renderTours } from '../views/index.ts'
import { drawLink, dropCalendarLink, findByLink, setCalendarLink } from './calendar-store.ts'
import { tourCalendar } from './tour-calendar.ts'

export const calendarDoors: readonly Door[] = [
  door(endpoints.makeCalendar, async (house, { params, commit }) => makeLink(house, params.id, commit)),

  door(endpoints.makeOwnCalendar, async (house, { person, commit }) => makeLink(house, person.id, commit)),

  door(endpoints.dropCalendar, async (house, { params, commit }) =>
    commit(async (tx) => {
      await dropCalendarLink(tx, house.city.id, params.id)
      return {}
    }),
  ),

  door(endpoints.readCalendar, async (house, { params }) => {
    const owner = await findByLink(house, params.file.slice(0, -4))
    const [tour] = owner ? await renderTours(house.db, house, [owner.id]) : []
    if (!owner || !tour)
      throw new Refusal('not_found', { en: 'This link is not valid any more.', zh: '该链接已失效。' })
    return tourCalendar(tour, { ...owner, timeZone: house.city.timeZone, now: house.clock.nowDate() })
  }),
]

const makeLink = async (
  house: House,
  technicianId: string,
  commit: Call<typeof endpoints.makeCalendar>['commit'],
): Promise<{ path: string | null }> => {
  const link = drawLink()
  let path: string | null = null
  await commit(async (tx) => {
    if (!(await setCalendarLink(tx, house.city.id, technicianId, link)))
      throw new Refusal('not_found', { en: 'There is no such technician.', zh: '没有这个技师。' })
    path = `/v1/calendars/${link}.ics`
    return { path: null }
  })
  return { path }
}
