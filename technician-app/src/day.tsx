import type { JobView, OfferView, TechnicianView, TourView } from '@kerbside/protocol'
import { callKey, useCall, useSession, useStream } from '@kerbside/ui'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { withJob } from './tour-state.ts'

interface Day {
  duty: TechnicianView | undefined
  tour: TourView | undefined
  jobs: readonly JobView[]
  offers: readonly OfferView[]
  error: unknown
  isLoading: boolean
  reload: () => void
}

const DayContext = createContext<Day | null>(null)
const ownJobs = { query: { open: 'true' } } as const

/** Keeps the technician's day: himself, his tour, jobs and offers, read once and kept true by his stream. */
export const DayProvider = ({ children }: { children: ReactNode }) => {
  const { session } = useSession()
  const queries = useQueryClient()
  const duty = useCall('getDuty', {})
  const tour = useCall('getTour', {})
  const offers = useCall('listOffers', {})
  const jobs = useCall('listJobs', ownJobs)

  const reload = () => {
    for (const name of ['getDuty', 'getTour', 'listOffers', 'listJobs'] as const) {
      void queries.invalidateQueries({ queryKey: callKey(name) })
    }
  }
  useStream(session ? `technician:${session.person.id}` : null, {
    onReload: reload,
    onEvent: (event) => {
      if (event.type === 'technician.changed')
        queries.setQueryData(callKey('getDuty', {}), event.body.technician)
      if (event.type === 'tour.changed') queries.setQueryData(callKey('getTour', {}), event.body.tour)
      if (event.type === 'job.changed') {
        const { job } = event.body
        queries.setQueryData<{ jobs: JobView[]; next: string | null }>(
          callKey('listJobs', ownJobs),
          (known) => (known ? { ...known, jobs: withJob(known.jobs, job) } : known),
        )
      }
      if (event.type === 'offer.made') {
        const { offer } = event.body
        queries.setQueryData<{ offers: OfferView[] }>(callKey('listOffers', {}), (known) => ({
          offers: [...(known?.offers ?? []).filter((one) => one.id !== offer.id), offer],
        }))
      }
      if (event.type === 'offer.ended') {
        const { offerId } = event.body
        queries.setQueryData<{ offers: OfferView[] }>(callKey('listOffers', {}), (known) => ({
          offers: (known?.offers ?? []).filter((one) => one.id !== offerId),
        }))
      }
    },
  })

  const value: Day = useMemo(
    () => ({
      duty: duty.data,
      tour: tour.data,
      jobs: jobs.data?.jobs ?? [],
      offers: offers.data?.offers ?? [],
      error: duty.error ?? jobs.error,
      isLoading: duty.isLoading || jobs.isLoading,
      reload,
    }),
    [duty.data, tour.data, jobs.data, offers.data, duty.error, jobs.error, duty.isLoading, jobs.isLoading],
  )
  return <DayContext value={value}>{children}</DayContext>
}

/** The technician's day; throws outside `DayProvider`. */
export const useDay = (): Day => {
  const value = useContext(DayContext)
  if (!value) throw new Error('useDay needs a DayProvider above it')
  return value
}
