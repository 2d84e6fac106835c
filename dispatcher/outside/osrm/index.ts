export { defaultHourFactors, hourFactorAt } from './hour-factor.ts'
export {
  createRoads,
  type Quality,
  type Roads,
  type RoadsOptions,
  type RoadTable,
  type Turn,
  type Way,
} from './roads.ts'
