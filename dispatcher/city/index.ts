export { cityDoors } from './city-doors.ts'
export { importPlaces } from './places-import-store.ts'
