import { boardDoors } from '../board/index.ts'
import { cityDoors } from '../city/index.ts'
import type { Door } from '../door.ts'
import { learningDoors } from '../learning/index.ts'
import { machineDoors } from '../machines/index.ts'
import { offerDoors } from '../offer/offer-doors.ts'
import { peopleDoors } from '../people/index.ts'
import { planDoors } from '../plan/plan-doors.ts'
import { delayDoors } from '../request/delay-doors.ts'
import { requestDoors } from '../request/request-doors.ts'
import { roadDoors } from '../roads/index.ts'
import { trackerDoors } from '../travel/tracker-doors.ts'
import { travelDoors } from '../travel/travel-doors.ts'
import { waitDoors } from '../waiting/index.ts'
import { zoneDoors } from '../zone/zone-doors.ts'

/** Every door of the house; an endpoint of the contract without one does not boot. */
export const allDoors: readonly Door[] = [
  ...peopleDoors,
  ...cityDoors,
  ...zoneDoors,
  ...requestDoors,
  ...delayDoors,
  ...offerDoors,
  ...planDoors,
  ...travelDoors,
  ...trackerDoors,
  ...waitDoors,
  ...roadDoors,
  ...learningDoors,
  ...boardDoors,
  ...machineDoors,
]
