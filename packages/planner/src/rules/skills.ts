import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'

/** He must have every skill the job needs. */
export const skills = (job: ProblemJob, technician: ProblemTechnician): Reason | null => {
  const missing = [...new Set([...job.skills, ...Object.keys(job.levels ?? {})])].filter(
    (skill) => !technician.skills.includes(skill),
  )
  return missing.length > 0 ? { code: 'skill', technicianId: technician.id, missing } : null
}
