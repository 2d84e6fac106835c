import type { House } from '../house.ts'
import { watchPromises } from '../promise/index.ts'
import { watchVans } from '../travel/van-watch.ts'
import { watchWaits } from '../waiting/index.ts'

/** What time alone brings about and no wake-up announces: vans that fall silent, promises that come to be at risk,
 * technicians who stand where nobody will call them. */
export const watch = async (house: House): Promise<void> => {
  await watchVans(house)
  await watchPromises(house)
  await watchWaits(house)
}
