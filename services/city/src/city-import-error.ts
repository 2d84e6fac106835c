/** What kept a city from being imported; `message` is one sentence for a person. */
export type CityImportCode =
  | 'source_missing'
  | 'source_unreadable'
  | 'no_roads'
  | 'out_dir_taken'
  | 'not_writable'
  | 'disk_full'
  | 'osrm_failed'
  | 'download_failed'
  | 'wrong_input'

export class CityImportError extends Error {
  readonly code: CityImportCode

  constructor(code: CityImportCode, sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'CityImportError'
    this.code = code
  }

  get sentence(): string {
    return this.message
  }
}

export const reasonFrom = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message.split('\n')[0] || thrown.name : String(thrown)

const errnoOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const CLOSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT', 'ENAMETOOLONG'])

/** Trouble of the file system while a dataset is written, as a sentence; anything else stays what it is. */
export function asWriteTrouble(thrown: unknown, folder: string): unknown {
  const errno = errnoOf(thrown)
  if (errno && FULL.has(errno))
    return new CityImportError('disk_full', `There is no room left on the disk for ${folder}.`, thrown)
  if (errno && CLOSED.has(errno))
    return new CityImportError('not_writable', `The folder ${folder} cannot be written (${errno}).`, thrown)
  return thrown
}
