export { waitDoors } from './wait-doors.ts'
export { watchWaits } from './wait-watch.ts'
