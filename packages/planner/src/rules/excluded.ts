import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'

/** Who refused a job, or may not have it, is not given it. */
export const excluded = (job: ProblemJob, technician: ProblemTechnician): Reason | null =>
  job.excluded.includes(technician.id) ? { code: 'excluded', technicianId: technician.id } : null
