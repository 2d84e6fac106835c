import type { Door } from '../door.ts'
import { calendarDoors } from './calendar-doors.ts'
import { deliveryDoors } from './delivery-doors.ts'
import { exportDoors } from './export-doors.ts'
import { keyDoors } from './key-doors.ts'
import { webhookDoors } from './webhook-doors.ts'

export { type Courier, openCourier } from './courier.ts'
export { forgetDeliveries } from './delivery-store.ts'
export { findCaller, isKey, type KeyedCaller } from './key-store.ts'

export const machineDoors: readonly Door[] = [
  ...keyDoors,
  ...webhookDoors,
  ...deliveryDoors,
  ...calendarDoors,
  ...exportDoors,
]
