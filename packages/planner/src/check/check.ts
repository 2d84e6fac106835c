import type { Plan } from '../answer.ts'
import type { Problem } from '../planning-problem.ts'
import { checkLinks } from './check-links.ts'
import { checkTour } from './check-tour.ts'
import type { Say, Violation } from './violation.ts'

/**
 * Doubts a plan: every tour is driven again from the matrix and every rule is looked at anew, written apart from the
 * search so that one error cannot hide in both. Empty when the plan keeps all rules and its numbers are true.
 */
export const check = (problem: Problem, plan: Plan): Violation[] => {
  const found: Violation[] = []
  const say: Say = (rule, technicianId, jobId, says) => {
    found.push({ rule, technicianId, jobId, says })
  }
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]))
  const technicians = new Map(problem.technicians.map((technician) => [technician.id, technician]))
  const times = new Map<string, number>()
  const count = (jobId: string): void => void times.set(jobId, (times.get(jobId) ?? 0) + 1)
  for (const tour of plan.tours) {
    const technician = technicians.get(tour.technicianId)
    if (!technician) {
      say('unknown', tour.technicianId, null, 'there is no such technician, or he has two tours')
      continue
    }
    for (const stop of tour.stops) count(stop.jobId)
    checkTour(problem, jobs, technician, tour, say)
    technicians.delete(tour.technicianId)
  }
  for (const technician of technicians.values()) {
    if (technician.fixed.length > 0) say('fixed', technician.id, null, 'has fixed stops but no tour')
  }
  const unplanned = new Set<string>()
  for (const one of plan.unplanned) {
    if (!jobs.has(one.jobId)) say('unknown', null, one.jobId, 'there is no such job')
    if (times.has(one.jobId) || unplanned.has(one.jobId))
      say('twice', null, one.jobId, 'is planned and unplanned')
    unplanned.add(one.jobId)
    if (one.reasons.length === 0) say('reason', null, one.jobId, 'is unplanned without a reason')
  }
  for (const job of jobs.values()) {
    const stands = times.get(job.id) ?? 0
    const needs = job.crew ?? 1
    if (stands === 0 && !unplanned.has(job.id))
      say('missing', null, job.id, 'is neither planned nor unplanned')
    if (stands > needs) say('twice', null, job.id, 'stands in the plan too often')
    if (stands > 0 && stands < needs) say('crew', null, job.id, `has ${stands} of ${needs} technicians`)
  }
  checkLinks(problem, plan, say)
  return found
}
