import { catalogue, inLanguage, type Language, type ServiceId } from '@kerbside/domain'
import type { JobView, OfferView, StopView, TourView } from '@kerbside/protocol'

/** What the technician has in hand, first what is under way, then the accepted job he must leave for first. */
export const jobInHand = (jobs: readonly JobView[], tour: TourView | undefined): JobView | null => {
  const rank: Partial<Record<JobView['status'], number>> = {
    working: 0,
    on_site: 1,
    en_route: 2,
    accepted: 3,
  }
  const order = new Map(tour?.stops.map((stop, index) => [stop.jobId, index]))
  const mine = jobs.filter((job) => rank[job.status] !== undefined)
  mine.sort(
    (a, b) =>
      (rank[a.status] ?? 9) - (rank[b.status] ?? 9) ||
      (order.get(a.id) ?? 999) - (order.get(b.id) ?? 999) ||
      a.promise.from.localeCompare(b.promise.from),
  )
  return mine[0] ?? null
}

/** The stop of the tour that comes after a job. */
export const stopAfter = (tour: TourView | undefined, jobId: string): StopView | null => {
  const at = tour?.stops.findIndex((stop) => stop.jobId === jobId) ?? -1
  return tour?.stops[at + 1] ?? null
}

/** Offers that still stand at an instant, the one that ends first on top. */
export const standingOffers = (offers: readonly OfferView[], nowMs: number): OfferView[] =>
  offers
    .filter((offer) => Date.parse(offer.expiresAt) > nowMs)
    .sort((a, b) => a.expiresAt.localeCompare(b.expiresAt))

/** The names of services in one line. */
export const servicesText = (services: readonly ServiceId[], language: Language): string =>
  services.map((id) => inLanguage(catalogue[id].name, language)).join(language === 'zh-CN' ? '、' : ', ')

/** Replaces a job in a list, or puts a new one in front; an older version never replaces a newer one. */
export const withJob = (jobs: readonly JobView[], changed: JobView): JobView[] => {
  const known = jobs.find((job) => job.id === changed.id)
  if (!known) return [changed, ...jobs]
  return known.version > changed.version
    ? [...jobs]
    : jobs.map((job) => (job.id === changed.id ? changed : job))
}
