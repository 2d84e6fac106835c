import type { Bilingual } from '@kerbside/domain'

/** A VROOM problem that cannot be read. `code` is VROOM's: 2 for the input, 3 for the roads. */
export class VroomError extends Error {
  readonly code: 2 | 3
  /** Dotted path of the field at fault, `jobs.3.time_windows.0`; empty for the whole. */
  readonly field: string
  readonly sentence: Bilingual

  constructor(field: string, sentence: Bilingual, code: 2 | 3 = 2) {
    super(field === '' ? sentence.en : `${field} ${sentence.en}`)
    this.field = field
    this.sentence = sentence
    this.code = code
  }
}

/** Throws a `VroomError` about one field. The sentences go on after the field's name. */
export const refuseField = (field: string, en: string, zh: string): never => {
  throw new VroomError(field, { en, zh })
}
