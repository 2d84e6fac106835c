import type { Somebody } from '../house/somebody.ts'
import type { Balancer } from './balancer.ts'
import type { Member } from './process-fleet.ts'
import { type LoadReport, startLoad } from './rolling-load.ts'

export interface RollReport extends LoadReport {
  restarts: string[]
  passedOn: number
  /** Acknowledged jobs that are not in the database, and keys that made two. */
  lost: number
  doubledJobs: number
}

interface Wish {
  members: readonly Member[]
  balancer: Balancer
  boss: Somebody
  /** Where the cars stand. */
  place: object
  perSecond: number
  most: number
  rounds: number
  say?: (sentence: string) => void
  /** Ids of all jobs in the database. */
  readJobIds: () => Promise<string[]>
  readNewestSeq: () => Promise<number>
}

/** Restarts every process in turn while jobs are ordered through a balancer, then counts what became of them. */
export const rollThrough = async (wish: Wish): Promise<RollReport> => {
  const { members, balancer, say = () => undefined } = wish
  const load = await startLoad({ ...wish, url: balancer.url })
  const before = new Set(await wish.readJobIds())
  const restarts: string[] = []
  for (let round = 0; round < wish.rounds; round += 1) {
    for (const member of members) {
      await member.restart()
      restarts.push(member.name)
      say(`${member.name} was restarted`)
    }
  }
  const report = await load.end(async () => settledSeq(wish.readNewestSeq))
  const stored = (await wish.readJobIds()).filter((id) => !before.has(id) || report.jobIds.includes(id))
  const known = new Set(stored)
  return {
    ...report,
    restarts,
    passedOn: balancer.passedOn(),
    lost: report.jobIds.filter((id) => !known.has(id)).length,
    doubledJobs: stored.length - report.jobIds.length - report.failed.length,
  }
}

/** The newest number of the stream, once it stands still. */
const settledSeq = async (read: () => Promise<number>): Promise<number> => {
  for (let before = -1, turn = 0; turn < 40; turn += 1) {
    const seq = await read()
    if (seq === before) return seq
    before = seq
    await new Promise((wait) => setTimeout(wait, 500))
  }
  return read()
}
