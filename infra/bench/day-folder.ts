import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDay } from './made-day.ts'
import type { VroomDay } from './vroom-day.ts'

/** A day to be planned, and what is known of it beforehand. */
export interface KnownDay {
  readonly name: string
  readonly day: VroomDay
  /** The cheapest answer of any other solver within 1 and within 10 seconds. */
  readonly peers: Readonly<Record<'1' | '10', number>>
  /** The cheapest plan that anybody has reported. */
  readonly best: number
}

/** By day and solver; null where a solver cannot state the day. */
type Peers = Record<string, Record<string, { cost: number; wallSeconds: number } | null>>

/** The days of a folder in VROOM's JSON, with `peers.json` and the last column of README.md's table if they are there. */
export const readDays = (folder: string): KnownDay[] => {
  const peers = existsSync(join(folder, 'peers.json'))
    ? (JSON.parse(readFileSync(join(folder, 'peers.json'), 'utf8')) as Peers)
    : {}
  const readme = existsSync(join(folder, 'README.md')) ? readFileSync(join(folder, 'README.md'), 'utf8') : ''
  return readdirSync(folder)
    .filter((file) => /^\d.*\.json$/.test(file))
    .sort()
    .map((file) => {
      const name = file.replace(/\.json$/, '')
      const within = (seconds: number): number =>
        Object.entries(peers[name] ?? {}).reduce((least, [peer, answer]) => {
          const inTime = peer.includes('@')
            ? peer.endsWith(`@${seconds}`)
            : (answer?.wallSeconds ?? seconds + 1) <= seconds
          return answer && inTime ? Math.min(least, answer.cost) : least
        }, Number.POSITIVE_INFINITY)
      const row = readme.split('\n').find((line) => line.startsWith(`| ${name} |`))
      const seen = Number(row?.split('|').at(-2)?.replaceAll(',', '').trim() || Number.POSITIVE_INFINITY)
      const day = JSON.parse(readFileSync(join(folder, file), 'utf8')) as VroomDay
      const [one, ten] = [within(1), within(10)]
      return { name, day, peers: { 1: one, 10: Math.min(one, ten) }, best: Math.min(seen, one, ten) }
    })
}

/** Made days like those of field service, the same for the same seed; with `big` one of 1,000 jobs × 130 technicians too. */
export const makeDays = (seed: number, big: boolean): KnownDay[] => {
  const sizes = [
    { jobs: 50, technicians: 8, kind: 'full', load: 105 },
    { jobs: 50, technicians: 8, kind: 'plain', load: 115 },
    { jobs: 100, technicians: 15, kind: 'full', load: 100 },
    { jobs: 100, technicians: 15, kind: 'plain', load: 110 },
    { jobs: 100, technicians: 15, kind: 'harder', load: 110 },
    { jobs: 200, technicians: 28, kind: 'full', load: 95 },
    { jobs: 200, technicians: 28, kind: 'full', load: 110 },
    { jobs: 400, technicians: 55, kind: 'plain', load: 100 },
    { jobs: 400, technicians: 55, kind: 'full', load: 105 },
    ...(big ? [{ jobs: 1000, technicians: 130, kind: 'full', load: 95 } as const] : []),
  ] as const
  return sizes.map((size, k) => ({
    name: `${String(size.jobs).padStart(3, '0')}-made-${size.kind}-${size.load}-seed${seed + k}`,
    day: makeDay({ ...size, seed: seed + k }),
    peers: { 1: Number.POSITIVE_INFINITY, 10: Number.POSITIVE_INFINITY },
    best: Number.POSITIVE_INFINITY,
  }))
}
