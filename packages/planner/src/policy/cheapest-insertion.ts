import { type DispatchPolicy, inOrderOf } from './dispatch-question.ts'

/**
 * Who can put it into his tour at the least cost of the plan: detour, lateness of all, the caller's own wait (Solomon
 * 1987, "Algorithms for the vehicle routing and scheduling problems with time window constraints").
 */
export const cheapestInsertion: DispatchPolicy = (question) =>
  inOrderOf(question, ({ addedCost }) => ({ score: addedCost }))
