export { learningDoors } from './learning-doors.ts'
