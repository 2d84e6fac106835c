import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'

/** He must be good enough at every skill the job grades; a skill without a level is held at level 1. */
export const levels = (job: ProblemJob, technician: ProblemTechnician): Reason | null => {
  for (const [skill, needed] of Object.entries(job.levels ?? {})) {
    const has = technician.skills.includes(skill) ? (technician.levels?.[skill] ?? 1) : 0
    if (has > 0 && has < needed) return { code: 'level', technicianId: technician.id, skill, needed, has }
  }
  return null
}
