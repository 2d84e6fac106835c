import type { Bilingual } from '@kerbside/domain'
import type { ProblemCode } from '@kerbside/protocol'

/** A no with a reason, on its way out of a door as problem+json. Not a mistake: it is never logged as an error. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly sentence: Bilingual
  readonly field: string | undefined
  readonly more: Record<string, unknown> | undefined

  constructor(
    code: ProblemCode,
    sentence: Bilingual,
    extra: { field?: string; more?: Record<string, unknown> } = {},
  ) {
    super(`${code}: ${sentence.en}`)
    this.code = code
    this.sentence = sentence
    this.field = extra.field
    this.more = extra.more
  }
}
