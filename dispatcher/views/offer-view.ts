import { shortSign } from '@kerbside/domain'
import type { OfferView } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import type { ViewHouse } from './audience.ts'

/** Renders offers that stand, by id: what the technician is told before he takes the job. */
export const renderOffers = async (
  reader: Reader,
  house: ViewHouse,
  offerIds: readonly string[],
): Promise<OfferView[]> => {
  if (offerIds.length === 0) return []
  const rows = await reader
    .selectFrom('assignments')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.city_id', '=', 'assignments.city_id').onRef('jobs.job_id', '=', 'assignments.job_id'),
    )
    .select([
      'offer_id',
      'assignments.job_id',
      'category',
      'services',
      'in_danger',
      'vehicle',
      'promise_from',
      'promise_until',
      'duration_seconds',
      'facts',
      'offered_at',
      'expires_at',
    ])
    .where('assignments.city_id', '=', house.city.id)
    .where('offer_id', 'in', offerIds)
    .where('assignments.status', '=', 'offered')
    .orderBy('offered_at')
    .execute()
  return rows.map((row) => ({
    id: row.offer_id,
    jobId: row.job_id,
    sign: shortSign(row.job_id),
    category: row.category,
    services: row.services,
    inDanger: row.in_danger,
    near: row.facts.near,
    vehicleClass: row.vehicle.vehicleClass,
    promise: { from: row.promise_from.toISOString(), until: row.promise_until.toISOString() },
    driveSeconds: row.facts.driveSeconds,
    metres: row.facts.metres,
    detourSeconds: row.facts.detourSeconds,
    workSeconds: row.duration_seconds,
    payMinor: row.facts.payMinor,
    currency: row.facts.currency,
    why: row.facts.why,
    offeredAt: row.offered_at.toISOString(),
    expiresAt: (row.expires_at ?? row.offered_at).toISOString(),
  }))
}
