import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'

/** A job that somebody has stays his. */
export const only = (job: ProblemJob, technician: ProblemTechnician): Reason | null =>
  job.only !== null && job.only !== technician.id ? { code: 'only', technicianId: job.only } : null
