import type { Door } from '../door.ts'
import { liveDoors } from './board-doors.ts'
import { jobListDoors } from './job-list-doors.ts'

export const boardDoors: readonly Door[] = [...liveDoors, ...jobListDoors]
