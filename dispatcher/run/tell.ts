import type { EventType, LiveEvent, Stream } from '@kerbside/protocol'
import type { House } from '../house.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { drainOutbox, type OutboxLine } from '../outside/postgres/outbox.ts'
import { appendEvents, type Unnumbered } from '../outside/postgres/stream-store.ts'
import type { OutboxPayload } from '../outside/postgres/tables.ts'
import {
  renderAlerts,
  renderJobs,
  renderMessages,
  renderOffers,
  renderTechnicians,
  renderTours,
  renderZones,
} from '../views/index.ts'

type Live = Extract<OutboxPayload, { live: string }>

/**
 * Turns what the outbox says must be told into numbered events: bodies are rendered from the truth as it is now, so
 * that several changes of one thing in one batch are told once.
 */
export const tellOnce = async (
  house: House,
  publish: (events: readonly LiveEvent[]) => void,
): Promise<number> => {
  let numbered: LiveEvent[] = []
  const taken = await drainOutbox(house.db, house.city.id, 'live', async (tx, lines) => {
    const events = await eventsOf(tx, house, lines)
    numbered = await appendEvents(tx, house.city.id, house.clock.nowDate(), events)
  })
  if (numbered.length > 0) publish(numbered)
  for (const event of numbered) {
    if (event.stream === 'city' && event.type === 'job.changed')
      house.log.info({ jobId: event.body.job.id, status: event.body.job.status }, 'a job was told')
  }
  return taken
}

const eventsOf = async (tx: Tx, house: House, lines: readonly OutboxLine[]): Promise<Unnumbered[]> => {
  const live = lines.map((line) => line.payload as Live)
  const idsOf = (kind: Live['live']): string[] => [
    ...new Set(live.filter((one) => one.live === kind).map((one) => one.id)),
  ]
  return [
    ...(await offerEvents(tx, house, live)),
    ...(await jobEvents(tx, house, idsOf('job'))),
    ...(await tourEvents(tx, house, idsOf('tour'))),
    ...(await technicianEvents(tx, house, idsOf('technician'))),
    ...(await renderZones(tx, house, idsOf('zone'))).map((zone) => city('zone.changed', { zone })),
    ...(await renderAlerts(tx, house, idsOf('alert'))).map((alert) =>
      city(alert.resolvedAt ? 'alert.resolved' : 'alert.raised', { alert }),
    ),
    ...(await renderMessages(tx, house, idsOf('message'))).map((message) =>
      city('message.queued', { message }),
    ),
  ]
}

const city = (type: EventType, body: Record<string, unknown>): Unnumbered => ({ stream: 'city', type, body })

/** A job is told to supervisors, to its customer and to its technician, each as he may see it. */
const jobEvents = async (tx: Tx, house: House, ids: readonly string[]): Promise<Unnumbered[]> => {
  if (ids.length === 0) return []
  const all = await renderJobs(tx, house, ids, 'all')
  const customers = new Map<string, string[]>()
  for (const job of all) {
    if (job.customer) customers.set(job.customer.id, [...(customers.get(job.customer.id) ?? []), job.id])
  }
  const forCustomers = await Promise.all(
    [...customers].map(([personId, own]) => renderJobs(tx, house, own, { role: 'customer', personId })),
  )
  const technicians = Map.groupBy(all, (job) => job.technician?.id ?? '')
  technicians.delete('')
  const forTechnicians = await Promise.all(
    [...technicians].map(async ([personId, own]) => ({
      personId,
      jobs: await renderJobs(
        tx,
        house,
        own.map((job) => job.id),
        { role: 'technician', personId },
      ),
    })),
  )
  return [
    ...all.map((job) => city('job.changed', { job })),
    ...forCustomers
      .flat()
      .map((job): Unnumbered => ({ stream: `job:${job.id}`, type: 'job.changed', body: { job } })),
    ...forTechnicians.flatMap(({ personId, jobs }) =>
      jobs.map(
        (job): Unnumbered => ({ stream: `technician:${personId}`, type: 'job.changed', body: { job } }),
      ),
    ),
    ...(await technicianEvents(tx, house, [...technicians.keys()])),
  ]
}

const offerEvents = async (tx: Tx, house: House, live: readonly Live[]): Promise<Unnumbered[]> => {
  const some = live.filter((one) => one.live === 'offer')
  if (some.length === 0) return []
  const rows = await tx
    .selectFrom('assignments')
    .select(['offer_id', 'job_id', 'technician_id', 'status'])
    .where('city_id', '=', house.city.id)
    .where(
      'offer_id',
      'in',
      some.map((one) => one.id),
    )
    .execute()
  const rowOf = new Map(rows.map((row) => [row.offer_id, row]))
  const standing = rows.filter((row) => row.status === 'offered').map((row) => row.offer_id)
  const viewOf = new Map((await renderOffers(tx, house, standing)).map((offer) => [offer.id, offer]))
  return some.flatMap((one): Unnumbered[] => {
    const row = rowOf.get(one.id)
    if (!row) return []
    const stream: Stream = `technician:${row.technician_id}`
    if (one.how !== 'made')
      return [{ stream, type: 'offer.ended', body: { offerId: one.id, jobId: row.job_id, how: one.how } }]
    const offer = viewOf.get(one.id)
    return offer ? [{ stream, type: 'offer.made', body: { offer } }] : []
  })
}

const tourEvents = async (tx: Tx, house: House, ids: readonly string[]): Promise<Unnumbered[]> => {
  if (ids.length === 0) return []
  const tours = await renderTours(tx, house, ids)
  return tours.flatMap((tour): Unnumbered[] => [
    city('tour.changed', { tour }),
    { stream: `technician:${tour.technicianId}`, type: 'tour.changed', body: { tour } },
  ])
}

const technicianEvents = async (tx: Tx, house: House, ids: readonly string[]): Promise<Unnumbered[]> => {
  if (ids.length === 0) return []
  const technicians = await renderTechnicians(tx, house, ids)
  for (const one of technicians) house.positions.put(one.id, one.state, one.fix)
  return technicians.flatMap((technician): Unnumbered[] => [
    city('technician.changed', { technician }),
    { stream: `technician:${technician.id}`, type: 'technician.changed', body: { technician } },
  ])
}
