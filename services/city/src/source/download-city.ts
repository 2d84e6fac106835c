import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { asWriteTrouble, CityImportError, reasonFrom } from '../city-import-error.ts'

export interface DownloadPlan {
  cacheDir: string
  onProgress?: ((sentence: string) => void) | undefined
  /** Without a byte for so long the download is given up. */
  quietSeconds?: number
}

const MEGABYTE = 1e6

/** Fetches an extract once into the cache and tells where it lies. Throws CityImportError. */
export async function downloadCity(url: string, plan: DownloadPlan): Promise<string> {
  const { cacheDir, onProgress } = plan
  const address = parseAddress(url)
  const key = createHash('sha256').update(url).digest('hex').slice(0, 12)
  const dir = join(cacheDir, 'extracts', key)
  const file = join(dir, basename(address.pathname) || 'city.osm.pbf')
  if (existsSync(file)) return file
  const partial = `${file}.part-${process.pid}`
  try {
    mkdirSync(dir, { recursive: true })
    await fetchInto(partial, address, plan)
    renameSync(partial, file)
    onProgress?.(`${basename(file)} is here.`)
    return file
  } catch (thrown) {
    rmSync(partial, { force: true })
    const trouble = asWriteTrouble(thrown, cacheDir)
    if (trouble instanceof CityImportError) throw trouble
    throw new CityImportError(
      'download_failed',
      `The map extract could not be fetched from ${address.host} (${reasonFrom(thrown)}).`,
      thrown,
    )
  }
}

function parseAddress(url: string): URL {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url)
  throw new CityImportError('wrong_input', `CITY_URL must be an http or https address, not "${url}".`)
}

async function fetchInto(file: string, address: URL, plan: DownloadPlan): Promise<void> {
  const { onProgress, quietSeconds = 30 } = plan
  const ending = new AbortController()
  const giveUp = () => ending.abort(new Error(`nothing came for ${quietSeconds} s`))
  let timer = setTimeout(giveUp, quietSeconds * 1000)
  try {
    const answer = await fetch(address, { signal: ending.signal })
    if (!answer.ok || !answer.body) throw new Error(`it answered ${answer.status}`)
    const whole = Number(answer.headers.get('content-length') ?? 0)
    let [come, told] = [0, 0]
    const source = Readable.fromWeb(answer.body)
    source.on('data', (chunk: Uint8Array) => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, quietSeconds * 1000)
      come += chunk.length
      if (come - told < 5 * MEGABYTE) return
      told = come
      const share = whole ? ` of ${(whole / MEGABYTE).toFixed(0)}` : ''
      onProgress?.(`Fetching the map extract: ${(come / MEGABYTE).toFixed(0)}${share} MB`)
    })
    await pipeline(source, createWriteStream(file), { signal: ending.signal })
  } catch (thrown) {
    throw ending.signal.aborted ? ending.signal.reason : thrown
  } finally {
    clearTimeout(timer)
  }
}
