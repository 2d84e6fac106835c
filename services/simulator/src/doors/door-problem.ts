import type { Problem, ProblemCode } from '@kerbside/protocol'

/** A refusal of a door, or trouble on the way to it (`network`, status 0). */
export class DoorProblem extends Error {
  readonly status: number
  readonly code: ProblemCode | 'network'
  readonly more: Record<string, unknown>

  constructor(
    problem: Pick<Problem, 'status' | 'detail' | 'more'> & { code: ProblemCode | 'network' },
    cause?: unknown,
  ) {
    super(`${problem.code}: ${problem.detail}`, { cause })
    this.name = 'DoorProblem'
    this.status = problem.status
    this.code = problem.code
    this.more = problem.more ?? {}
  }

  /** Whether the same call may succeed a little later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** Whether an error is a door's refusal with one of these codes. */
export const isRefusal = (error: unknown, ...codes: readonly ProblemCode[]): error is DoorProblem =>
  error instanceof DoorProblem && (codes as readonly string[]).includes(error.code)
