import { coverLoss } from './coverage.ts'
import { type DispatchPolicy, inOrderOf } from './dispatch-question.ts'

/** What a promise that would be broken weighs beyond its lateness, in seconds of driving: somebody must be told. */
const brokenPromiseSeconds = 600

/**
 * Arrival and damage to the plan, both in what the plan's cost grows by, promises that would break, and what is lost of
 * the cover of calls to come. With somebody in danger neither cover nor broken promises count: who is there first goes
 * (the cover term after Jagtenberg et al. 2016, who found it to pay only where no life hangs on the call).
 */
export const planAware: DispatchPolicy = (question) => {
  const { problem, inDanger, cover, coverageWeight } = question
  if (inDanger) return inOrderOf(question, ({ beginAt }) => ({ score: beginAt - problem.now }))
  return inOrderOf(question, ({ technicianId, addedCost, brokenPromises }) => {
    const lost = cover ? coverLoss(cover, technicianId) : 0
    return {
      score: addedCost + brokenPromises * brokenPromiseSeconds + lost * coverageWeight,
      coverLoss: lost,
    }
  })
}
