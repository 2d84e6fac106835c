/** A rule that a plan breaks, or a number in it that is not true. */
export interface Violation {
  rule:
    | 'unknown'
    | 'twice'
    | 'missing'
    | 'crew'
    | 'pair'
    | 'order'
    | 'apart'
    | 'road'
    | 'drive'
    | 'time'
    | 'window'
    | 'shift'
    | 'break'
    | 'limit'
    | 'reserve'
    | 'skill'
    | 'stock'
    | 'excluded'
    | 'only'
    | 'fixed'
    | 'late'
    | 'reason'
  technicianId: string | null
  jobId: string | null
  says: string
}

export type Say = (
  rule: Violation['rule'],
  technicianId: string | null,
  jobId: string | null,
  says: string,
) => void
