import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { CityImportError, reasonFrom } from '../city-import-error.ts'
import type { CitySource } from './city-source.ts'

/** Raised by hand whenever the same source would give another dataset. */
export const IMPORTER_VERSION = 2

/** One hash of everything a dataset depends on: the source's content, its names, and this importer. */
export async function datasetHashOf(source: CitySource): Promise<string> {
  const hash = createHash('sha256')
  if (source.kind === 'generated')
    return hash.update(JSON.stringify([IMPORTER_VERSION, source])).digest('hex')
  const { file, ...named } = source
  hash.update(JSON.stringify([IMPORTER_VERSION, named]))
  try {
    await pipeline(createReadStream(file), hash)
  } catch (thrown) {
    throw new CityImportError(
      'source_missing',
      `There is no map extract to read at ${file} (${reasonFrom(thrown)}).`,
      thrown,
    )
  }
  return hash.digest('hex')
}
