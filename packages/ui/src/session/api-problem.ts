import type { Problem, ProblemCode } from '@kerbside/protocol'

/** Codes of trouble that never reached the server or came back unreadable. */
export type TransportCode = 'network' | 'timeout' | 'unreadable'

/**
 * A refusal or trouble of an API call: the server's problem+json, or `network`, `timeout` or `unreadable`
 * with status 0 when there was none. `more` carries facts for the way out.
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: ProblemCode | TransportCode
  readonly title: string
  readonly detail: string
  readonly field: string | undefined
  readonly more: Record<string, unknown>

  constructor(
    problem: Pick<Problem, 'status' | 'title' | 'detail'> & {
      code: ProblemCode | TransportCode
      field?: string | undefined
      more?: Record<string, unknown> | undefined
    },
    cause?: unknown,
  ) {
    super(problem.detail || problem.title, { cause })
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.field = problem.field
    this.more = problem.more ?? {}
  }
}
