import type { RankingView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { rankFor } from '../planning/ranking.ts'
import { Refusal } from '../refusal.ts'
import { renderTechnicians } from '../views/index.ts'

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** Why him, why not her: every technician on shift, ranked or left out with his reasons; if nobody can, what would help. */
export const explain = async (house: House, jobId: string): Promise<RankingView> => {
  const ranked = await rankFor(house, jobId, 'everywhere')
  if (!ranked)
    throw new Refusal('not_found', { en: 'The job is over, or there is none.', zh: '服务单已结束或不存在。' })
  const views = await renderTechnicians(house.db, house, 'all')
  const cardOf = new Map(views.map(({ id, name, initials, state }) => [id, { id, name, initials, state }]))
  const card = (id: string) => cardOf.get(id) ?? { id, name: '', initials: '', state: 'off' as const }
  return {
    jobId,
    madeAt: new Date(ranked.madeAtMs).toISOString(),
    quality: ranked.quality,
    candidates: ranked.candidates.map((one) => ({
      technician: card(one.shift.technicianId),
      arriveAt: instant(one.arriveAt),
      beginAt: instant(one.beginAt),
      driveSeconds: one.driveSeconds,
      metres: one.metres,
      detourSeconds: one.detourSeconds,
      addedCost: one.addedCost,
      coverLoss: one.coverLoss,
      lateSeconds: one.lateSeconds,
      brokenPromises: one.brokenPromises,
      why: one.why,
    })),
    policy: ranked.policy,
    changes: [...ranked.changes],
    left: ranked.left.map((one) => ({ technician: card(one.shift.technicianId), reasons: one.reasons })),
  }
}
