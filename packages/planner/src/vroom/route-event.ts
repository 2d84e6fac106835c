import type { StepKind, VroomBreak, VroomPlace, VroomTask } from './vroom-problem.ts'

/** Something that a vehicle does at an instant, and the leg before it. Breaks have no place and no leg. */
export interface RouteEvent {
  kind: StepKind
  task: VroomTask | null
  pause: VroomBreak | null
  place: VroomPlace | null
  drive: number
  metres: number
  beginAt: number
  setup: number
  service: number
}
