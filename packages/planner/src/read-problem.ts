import type { Problem, Window } from './planning-problem.ts'

/** A problem that cannot be planned because it is malformed; `field` names the place, dotted. */
export class ProblemError extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(`${field}: ${sentence}`)
    this.field = field
  }
}

/** Throws `ProblemError` at the first thing that is malformed: indices, windows, ids, numbers. */
export const requireProblem = (problem: Problem): void => {
  const { jobs, technicians, matrix } = problem
  requireInstant(problem.now, 'now')
  const cells = matrix.size * matrix.size
  if (matrix.seconds.length !== cells)
    throw new ProblemError('matrix.seconds', `has ${matrix.seconds.length} cells instead of ${cells}`)
  if (matrix.metres.length !== cells)
    throw new ProblemError('matrix.metres', `has ${matrix.metres.length} cells instead of ${cells}`)
  const location = (index: number, field: string): void => {
    if (!Number.isInteger(index) || index < 0 || index >= matrix.size)
      throw new ProblemError(field, `${index} is no location of the matrix`)
  }
  const jobIds = new Set<string>()
  jobs.forEach((job, i) => {
    const at = `jobs.${i}`
    if (jobIds.has(job.id)) throw new ProblemError(`${at}.id`, `${job.id} comes twice`)
    jobIds.add(job.id)
    location(job.location, `${at}.location`)
    if (!Number.isFinite(job.serviceSeconds) || job.serviceSeconds < 0)
      throw new ProblemError(`${at}.serviceSeconds`, 'must be a number of seconds')
    if (job.windows.length === 0) throw new ProblemError(`${at}.windows`, 'needs at least one window')
    job.windows.forEach((window, w) => {
      requireWindow(window, `${at}.windows.${w}`)
      const before = job.windows[w - 1]
      if (before && before.until >= window.from)
        throw new ProblemError(`${at}.windows.${w}`, 'must begin after the one before it ends')
    })
    if (job.promise) requireWindow(job.promise, `${at}.promise`)
  })
  const technicianIds = new Set<string>()
  const fixed = new Set<string>()
  technicians.forEach((technician, i) => {
    const at = `technicians.${i}`
    if (technicianIds.has(technician.id)) throw new ProblemError(`${at}.id`, `${technician.id} comes twice`)
    technicianIds.add(technician.id)
    if (technician.start !== null) location(technician.start, `${at}.start`)
    if (technician.end !== null) location(technician.end, `${at}.end`)
    requireWindow(technician.shift, `${at}.shift`)
    if (!(technician.serviceFactor > 0)) throw new ProblemError(`${at}.serviceFactor`, 'must be more than 0')
    technician.fixed.forEach((stop, f) => {
      if (!jobIds.has(stop.jobId)) throw new ProblemError(`${at}.fixed.${f}`, `there is no job ${stop.jobId}`)
      if (fixed.has(stop.jobId)) throw new ProblemError(`${at}.fixed.${f}`, `${stop.jobId} is fixed twice`)
      fixed.add(stop.jobId)
    })
  })
}

const requireInstant = (at: number, field: string): void => {
  if (!Number.isFinite(at)) throw new ProblemError(field, 'must be an instant in epoch seconds')
}

const requireWindow = (window: Window, field: string): void => {
  requireInstant(window.from, `${field}.from`)
  requireInstant(window.until, `${field}.until`)
  if (window.from > window.until) throw new ProblemError(field, 'ends before it begins')
}
