import type { House } from '../house.ts'
import { watchPromises } from '../promise/index.ts'
import { watchVans } from '../travel/van-watch.ts'

/** What time alone brings about and no wake-up announces: vans that fall silent, promises that come to be at risk. */
export const watch = async (house: House): Promise<void> => {
  await watchVans(house)
  await watchPromises(house)
}
