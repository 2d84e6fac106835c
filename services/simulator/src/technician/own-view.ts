import { isOver } from '@kerbside/domain'
import type { JobView, LiveEvent, OfferView } from '@kerbside/protocol'
import type { Caller } from '../doors/open-doors.ts'
import type { OwnView } from './decide.ts'

/** Reads a technician's picture from the doors: himself, his open jobs, his tour, the offers that stand. */
export const readOwnView = async (doors: Caller): Promise<{ view: OwnView; offers: OfferView[] }> => {
  const [me, { jobs }, tour, { offers }] = await Promise.all([
    doors.call('getDuty'),
    doors.call('listJobs', { query: { open: 'true', limit: 50 } }),
    doors.call('getTour'),
    doors.call('listOffers'),
  ])
  return {
    view: { me, tour, jobs: new Map(jobs.filter((job) => isHis(job, me.id)).map((job) => [job.id, job])) },
    offers,
  }
}

const isHis = (job: JobView, technicianId: string): boolean =>
  job.technician?.id === technicianId && !isOver(job.status)

/** The picture with a job as it stands now; an older version changes nothing. */
export const withJob = (view: OwnView, job: JobView): OwnView => {
  const known = view.jobs.get(job.id)
  if (known && known.version >= job.version) return view
  const jobs = new Map(view.jobs)
  if (isHis(job, view.me.id)) jobs.set(job.id, job)
  else jobs.delete(job.id)
  return { ...view, jobs }
}

/** The picture after an event of his stream. */
export const afterEvent = (view: OwnView, event: LiveEvent): OwnView => {
  if (event.type === 'job.changed') return withJob(view, event.body.job)
  if (event.type === 'tour.changed' && event.body.tour.technicianId === view.me.id)
    return { ...view, tour: event.body.tour }
  if (event.type === 'technician.changed' && event.body.technician.id === view.me.id)
    return { ...view, me: event.body.technician }
  return view
}
