import { nearestZone, zoneAt } from '@kerbside/geo'
import { lockJob, standingFor, step, systemActor } from '../flow.ts'
import type { House, StageHandler } from '../house.ts'
import { raiseAlert } from '../outside/postgres/alert-store.ts'
import type { Tx } from '../outside/postgres/database.ts'
import type { JobRow } from '../outside/postgres/tables.ts'
import { findZone } from '../planning/zone-board.ts'
import { Refusal } from '../refusal.ts'
import { renderZones } from '../views/index.ts'
import { goLive, lockChange, refuseChange } from './zone-change-store.ts'

/**
 * Wakes for a requested job: hands it to its zone's planner; a rescue goes on to an offer at once, for it never waits
 * for an optimisation. Wakes for a job that waits in a zone taken out: hands it on. Wakes for a change of zones whose
 * instant has come: makes it live.
 */
export const zoneStage: StageHandler = (house, id) =>
  id.startsWith('zchg_') ? applyDue(house, id) : admit(house, id)

const admit = async (house: House, jobId: string): Promise<void> => {
  const job = await house.db.transaction().execute(async (tx) => {
    const row = await lockJob(tx, house.city.id, jobId)
    const requested = standingFor(row, 'admit')
    return requested
      ? step(tx, { job: requested, step: 'admit', actor: systemActor, facts: { zoneId: row.zone_id } })
      : handOn(tx, house, row)
  })
  if (job.category === 'rescue' && job.status === 'waiting') await house.flow.wakeNow('offer', jobId)
}

/** A job that waits in a zone taken out goes to the zone its place lies in now, else to the nearest. */
const handOn = async (tx: Tx, house: House, row: JobRow): Promise<JobRow> => {
  const waiting = standingFor(row, 'rezone')
  if (!waiting) return row
  const own = await findZone(tx, house.city.id, row.zone_id)
  if (!own?.retired_at) return row
  const zones = await renderZones(tx, house, 'all')
  const heir = zoneAt(row.place.point, zones) ?? nearestZone(row.place.point, zones)?.zone
  if (!heir) return row
  const facts = { zoneId: heir.id, zone: heir.name.en, zoneZh: heir.name.zh }
  return step(tx, { job: waiting, step: 'rezone', actor: systemActor, set: { zone_id: heir.id }, facts })
}

/** The database's clock judges whether the instant has come; who comes too early is woken again by the sweeper. */
const applyDue = async (house: House, changeId: string): Promise<void> => {
  try {
    await house.db.transaction().execute(async (tx) => {
      const row = await lockChange(tx, house.city.id, changeId)
      if (row.status === 'scheduled' && row.due) await goLive(tx, house, row)
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await house.db.transaction().execute(async (tx) => {
      const row = await lockChange(tx, house.city.id, changeId)
      if (row.status === 'scheduled') await refuseChange(tx, row, error)
    })
    await raiseAlert(house, {
      kind: 'zone_change',
      key: `zone_change:${changeId}`,
      sentence: {
        en: `A change of zones could not take effect. ${error.sentence.en}`,
        zh: `区域变更未能生效。${error.sentence.zh}`,
      },
    })
  }
}
