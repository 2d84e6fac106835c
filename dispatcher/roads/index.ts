export { keepRoads, type RoadsInUse, type RoadWorks, roadsAsMapped } from './road-change.ts'
export { roadDoors } from './road-doors.ts'
