export {
  openTextPlanner,
  type PlanQuestion,
  type TextPlanner,
  type TextPlannerOptions,
} from './text-planner.ts'
export type { PlanWish, ProblemTrouble, RoadsAnswer, ThreadFinal } from './thread-words.ts'
