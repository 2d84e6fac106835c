export { defaultHourFactors, hourFactorAt } from './hour-factor.ts'
export { RoadKeeper, type RoadTools } from './road-keeper.ts'
export {
  createRoads,
  type Quality,
  type Roads,
  type RoadsOptions,
  type RoadTable,
  type Turn,
  type Way,
} from './roads.ts'
export { roadNamesIn, type SlowArea, trafficLines } from './traffic-file.ts'
