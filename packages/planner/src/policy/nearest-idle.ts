import type { ProblemTechnician } from '../planning-problem.ts'
import { legsOf } from '../road-clock.ts'
import { whereFree } from './coverage.ts'
import { type DispatchPolicy, inOrderOf } from './dispatch-question.ts'

/** So much later than anybody idle stands whoever is busy: one day. */
const behindTheIdle = 86_400

/**
 * The nearest idle technician by road, whatever his plan says; with nobody idle, who would be there first. What dispatch
 * desks do without a plan, and what every other policy is measured against. On its price see Jagtenberg, Bhulai & van der
 * Mei 2016, "Dynamic ambulance dispatching: is the closest-idle policy always optimal?".
 */
export const nearestIdle: DispatchPolicy = (question) => {
  const { problem, jobId } = question
  const { now } = problem
  const legSeconds = legsOf(problem)
  const to = problem.jobs.find((job) => job.id === jobId)?.location ?? 0
  const technicianOf = new Map(problem.technicians.map((one) => [one.id, one]))
  return inOrderOf(question, ({ technicianId, beginAt }) => {
    const him = technicianOf.get(technicianId) as ProblemTechnician
    const { at, freeAt } = whereFree(problem, him)
    const idle = him.fixed.length === 0 && freeAt <= now
    const seconds = at === null ? 0 : legSeconds(at, to, now)
    return { score: idle && seconds >= 0 ? seconds : behindTheIdle + beginAt - now }
  })
}
