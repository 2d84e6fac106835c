import { endpoints } from '@kerbside/protocol'
import { actorOf, type Door, door } from '../door.ts'
import { renderZones } from '../views/index.ts'
import { proposeStations } from './station-proposal.ts'
import { addStation, listStations, removeStation } from './station-store.ts'
import { undoneBy } from './zone-apply.ts'
import {
  cancelChange,
  draftChange,
  lockChange,
  renderChanges,
  scheduleChange,
  undoOf,
  withoutZones,
} from './zone-change-store.ts'
import { addZone, changeZone, scheduleZone, showChange } from './zone-edit.ts'
import { zonesAsGeoJson } from './zone-geojson.ts'
import { importZones } from './zone-import.ts'
import { proposeZones } from './zone-proposal.ts'

export const zoneDoors: readonly Door[] = [
  door(endpoints.addZone, (house, { body, person, commit }) =>
    commit((tx) => addZone(tx, house, body, actorOf(person))),
  ),
  door(endpoints.changeZone, (house, { params, body, person, commit }) =>
    commit((tx) => changeZone(tx, house, params.id, body, actorOf(person))),
  ),
  door(endpoints.scheduleZone, (house, { params, body, person, commit }) =>
    commit((tx) => scheduleZone(tx, house, params.id, body, actorOf(person))),
  ),
  door(endpoints.proposeZones, async (house, { body, person, commit }) => {
    const proposed = await proposeZones(house, body)
    return commit(async (tx) => {
      const change = { ...proposed, kind: 'proposal', note: body.note, actor: actorOf(person) } as const
      const row = await draftChange(tx, house, change)
      return showChange(tx, house, row.change_id)
    })
  }),
  door(endpoints.importZones, async (house, { body, person, commit }) => {
    const read = await importZones(house, body)
    return commit(async (tx) => {
      const change = { ...read, kind: 'import', note: body.note, actor: actorOf(person) } as const
      const row = await draftChange(tx, house, change)
      return showChange(tx, house, row.change_id)
    })
  }),
  door(endpoints.exportZones, async (house) => zonesAsGeoJson(await renderZones(house.db, house, 'all'))),
  door(endpoints.listZoneChanges, async (house, { query }) => ({
    changes: (await renderChanges(house.db, house.city.id, query)).map(withoutZones),
  })),
  door(endpoints.getZoneChange, (house, { params }) =>
    house.db.transaction().execute((tx) => showChange(tx, house, params.id)),
  ),
  door(endpoints.applyZoneChange, (house, { params, body, commit }) =>
    commit(async (tx) => {
      await scheduleChange(tx, house, await lockChange(tx, house.city.id, params.id), body.at)
      return showChange(tx, house, params.id)
    }),
  ),
  door(endpoints.cancelZoneChange, (house, { params, commit }) =>
    commit(async (tx) => {
      await cancelChange(tx, await lockChange(tx, house.city.id, params.id))
      return showChange(tx, house, params.id)
    }),
  ),
  door(endpoints.rollBackZones, (house, { params, body, person, commit }) =>
    commit(async (tx) => {
      const undone = await lockChange(tx, house.city.id, params.id)
      const wanted = undoneBy(undoOf(undone))
      const note = undone.note
      const row = await draftChange(tx, house, {
        kind: 'roll_back',
        note,
        actor: actorOf(person),
        wanted,
        effect: null,
      })
      await scheduleChange(tx, house, row, body.at)
      return showChange(tx, house, row.change_id)
    }),
  ),
  door(endpoints.listStations, async (house) => ({ stations: await listStations(house.db, house.city.id) })),
  door(endpoints.addStation, (house, { body, commit }) => commit((tx) => addStation(tx, house, body))),
  door(endpoints.removeStation, (house, { params, commit }) =>
    commit(async (tx) => {
      await removeStation(tx, house.city.id, params.id)
      return { removed: true as const }
    }),
  ),
  door(endpoints.proposeStations, (house, { body }) => proposeStations(house, body)),
]
