import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'

/** Where only some may have a job, he must be one of them. */
export const allowed = (job: ProblemJob, technician: ProblemTechnician): Reason | null =>
  job.allowed && !job.allowed.includes(technician.id)
    ? { code: 'not_allowed', technicianId: technician.id }
    : null
