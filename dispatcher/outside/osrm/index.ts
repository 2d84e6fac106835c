export { defaultHourFactors, hourFactorAt } from './hour-factor.ts'
export { createRoads, type Quality, type Roads, type RoadTable, type Turn, type Way } from './roads.ts'
