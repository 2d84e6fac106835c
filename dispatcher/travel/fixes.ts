import type { Fix, Person } from '@kerbside/domain'
import { believeFixes } from '@kerbside/geo'
import type { FixCounts } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { readLastSeen, storeNewest, storeTrack } from './fix-store.ts'
import { forecast } from './forecast.ts'

/**
 * Takes a technician's fixes, only while he is on duty and as far as they can be believed (the rules stand in
 * packages/geo). The newest shows where he is and forecasts his arrival; late ones only go into the track.
 */
export const takeFixes = async (
  house: House,
  person: Pick<Person, 'id'>,
  fixes: readonly Fix[],
): Promise<FixCounts> => {
  const known = await readLastSeen(house, person.id)
  if (!known?.onDuty) return { taken: 0, refused: fixes.length, why: { off_duty: fixes.length } }
  const { last } = known
  const judged = believeFixes(
    fixes,
    { last: last?.fix ?? null, doubted: house.doubtedFixes.get(person.id) ?? [] },
    { nowMs: house.clock.now(), bbox: house.city.bbox },
  )
  house.doubtedFixes.set(person.id, judged.belief.doubted)
  await storeTrack(house, person.id, judged.taken)
  if (judged.newest) {
    await storeNewest(house, person.id, judged.newest, last)
    await forecast(house, person.id, judged.newest)
  }
  const taken = judged.taken.length + judged.doubled
  return { taken, refused: fixes.length - taken, why: judged.refused }
}
