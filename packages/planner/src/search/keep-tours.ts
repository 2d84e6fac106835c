import type { WorkingPlan } from './working-plan.ts'

/** Puts given job sequences, by technician, into an empty plan; jobs that cannot be kept in their place stay absent. */
export const keepTours = (plan: WorkingPlan, sequences: readonly (readonly number[])[]): void => {
  const { n, m, allowed } = plan.problem
  const { tours } = plan
  sequences.forEach((sequence, r) => {
    let last = n + r
    for (const job of sequence) {
      if (job >= n || tours.tour[job] !== -1 || allowed[job * m + r] === 0) continue
      plan.touch(r)
      plan.putIn(plan.absent.indexOf(job), last)
      if (tours.fits(r)) last = job
      else {
        plan.takeOut(job)
        tours.refresh(r)
      }
    }
  })
}
