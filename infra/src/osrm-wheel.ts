import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import type { Say } from './say.ts'
import { reasonOf, Trouble } from './trouble.ts'

const run = promisify(execFile)

const WHEEL = 'osrm-bindings==26.10.*'
const DOWNLOAD_LIMIT_MS = 180_000

const PLATFORM_TAGS: Record<string, string> = {
  'linux-x64': 'manylinux_2_28_x86_64',
  'linux-arm64': 'manylinux_2_28_aarch64',
  'darwin-arm64': 'macosx_15_0_arm64',
}

/** What pip calls this kind of machine, if OSRM makes a wheel for it. */
export function wheelPlatform(platform: NodeJS.Platform, arch: string): string | undefined {
  return PLATFORM_TAGS[`${platform}-${arch}`]
}

/**
 * OSRM's programs from OSRM's own Python wheel, unpacked under `cacheDir`. Nothing is installed, and the wheel's
 * Python need not be here: pip only fetches it.
 */
export async function unpackOsrmWheel({ cacheDir, say }: { cacheDir: string; say: Say }): Promise<string> {
  const home = join(cacheDir, 'osrm-26.10')
  const bin = join(home, 'osrm', 'bin')
  if (existsSync(bin)) return bin
  const tag = wheelPlatform(process.platform, process.arch)
  if (!tag) throw new Trouble(`OSRM makes no wheel for ${process.platform}-${process.arch}`)
  say('roads', "fetching OSRM's programs (20 MB, once)")
  const work = join(cacheDir, `osrm-download-${process.pid}`)
  try {
    mkdirSync(work, { recursive: true })
    unzipInto(await download(tag, work), join(work, 'unzipped'))
    try {
      renameSync(join(work, 'unzipped'), home)
    } catch (thrown) {
      // Another start may have been quicker.
      if (!existsSync(bin)) throw thrown
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return bin
}

async function download(tag: string, folder: string): Promise<string> {
  const args = ['download', '--no-deps', '--only-binary=:all:', '--python-version', '3.12']
  const tries: [string, ...string[]][] = [
    ['pip3'],
    ['pip'],
    ['python3', '-m', 'pip'],
    ['python', '-m', 'pip'],
  ]
  let trouble = 'there is no pip on this machine'
  for (const [command, ...before] of tries) {
    try {
      const all = [...before, ...args, '--platform', tag, '--dest', folder, WHEEL]
      await run(command, all, { timeout: DOWNLOAD_LIMIT_MS })
      break
    } catch (thrown) {
      if (isMissing(thrown)) continue
      trouble = /No module named pip/.test(reasonOf(thrown)) ? trouble : whyPipFailed(thrown)
    }
  }
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'))
  if (!wheel) throw new Trouble(trouble)
  return join(folder, wheel)
}

/** The wheel's own run bits are not kept by unzipping. */
function unzipInto(wheel: string, folder: string): void {
  const wanted = /^osrm\/(bin|share)\/.*[^/]$/
  const files = unzipSync(readFileSync(wheel), {
    filter: ({ name }) => wanted.test(name) || name.includes('.libs/'),
  })
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, normalize(name))
    if (!path.startsWith(folder) || name.endsWith('/')) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    if (name.startsWith('osrm/bin/')) chmodSync(path, 0o755)
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
}

function whyPipFailed(thrown: unknown): string {
  const words = reasonOf(thrown)
  if (/No space left/.test(words)) return 'the disk is full'
  if (/Connection|resolve|Network|Proxy|timed out|SSL/i.test(words))
    return "pip cannot reach Python's package index"
  const error = words.split('\n').find((line) => line.startsWith('ERROR:'))
  return `pip could not fetch it (${error?.slice('ERROR: '.length) ?? words.split('\n')[0]})`
}
