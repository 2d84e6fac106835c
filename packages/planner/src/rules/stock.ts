import type { Reason } from '../answer.ts'
import type { ProblemJob, ProblemTechnician } from '../planning-problem.ts'

/** His van must carry what the job uses, after what the jobs in `taken` use already. */
export const stock = (
  job: ProblemJob,
  technician: ProblemTechnician,
  taken: readonly ProblemJob[] = [],
): Reason | null => {
  for (const [item, needed] of Object.entries(job.materials)) {
    const used = taken.reduce((sum, other) => sum + (other.materials[item] ?? 0), 0)
    const has = (technician.stock[item] ?? 0) - used
    if (needed > has)
      return { code: 'stock', technicianId: technician.id, item, needed, has: Math.max(0, has) }
  }
  return null
}
