import type { Door } from '../door.ts'
import { dutyDoors } from './duty-doors.ts'
import { sessionDoors } from './session-doors.ts'
import { staffDoors } from './staff-doors.ts'
import { vehicleDoors } from './vehicle-doors.ts'

export { ensureSupervisor } from './first-supervisor.ts'
export { hashPassword } from './passwords.ts'
export { readSession, whoIs } from './token-store.ts'

export const peopleDoors: readonly Door[] = [...sessionDoors, ...dutyDoors, ...vehicleDoors, ...staffDoors]
