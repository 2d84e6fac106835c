import { endpoints } from '@kerbside/protocol'
import { type Door, door } from '../door.ts'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import { renderTechnicians, renderTours } from '../views/index.ts'
import { type ExportedJob, mostJobs, readJobs } from './export-store.ts'
import {
  type ExportedStop,
  jobColumns,
  linesOf,
  pointsOf,
  stopColumns,
  technicianColumns,
  toCsv,
  toGeoJson,
} from './export-tables.ts'

const longestMs = 92 * 86_400_000

export const exportDoors: readonly Door[] = [
  door(endpoints.exportJobs, async (house, { query }) => toCsv(jobColumns, await jobsOf(house, query))),

  door(endpoints.exportJobsMap, async (house, { query }) =>
    toGeoJson(pointsOf(jobColumns, await jobsOf(house, query), (job) => job.place.point)),
  ),

  door(endpoints.exportStops, async (house) => toCsv(stopColumns, (await toursOf(house)).flatMap(stopsOf))),

  door(endpoints.exportToursMap, async (house) => {
    const tours = await toursOf(house)
    const stops = pointsOf(stopColumns, tours.flatMap(stopsOf), ({ stop }) => stop.point)
    return toGeoJson([...linesOf(tours), ...stops])
  }),

  door(endpoints.exportTechnicians, async (house) =>
    toCsv(technicianColumns, await renderTechnicians(house.db, house, 'all')),
  ),
]

const jobsOf = async (
  house: House,
  span: { from: string; until: string; zoneId?: string | undefined },
): Promise<ExportedJob[]> => {
  const lengthMs = Date.parse(span.until) - Date.parse(span.from)
  if (lengthMs <= 0 || lengthMs > longestMs) {
    throw new Refusal(
      'invalid',
      {
        en: 'The span ends after it begins and is no longer than 92 days.',
        zh: '结束时间须晚于开始时间，且不超过 92 天。',
      },
      { field: 'until' },
    )
  }
  const jobs = await readJobs(house, span)
  if (jobs.length <= mostJobs) return jobs
  throw new Refusal(
    'too_large',
    {
      en: `More than ${mostJobs} jobs: choose a shorter span or a zone.`,
      zh: `超过 ${mostJobs} 条，请缩短时间或选择区域。`,
    },
    { field: 'until' },
  )
}

type NamedTour = Awaited<ReturnType<typeof renderTours>>[number] & { technician: string }

const toursOf = async (house: House): Promise<NamedTour[]> => {
  const technicians = await renderTechnicians(house.db, house, 'all')
  const nameOf = new Map(technicians.map((one) => [one.id, one.name]))
  const tours = await renderTours(house.db, house, [...nameOf.keys()])
  return tours.map((tour) => ({ ...tour, technician: nameOf.get(tour.technicianId) ?? '' }))
}

const stopsOf = (tour: NamedTour): ExportedStop[] =>
  tour.stops.map((stop, index) => ({ tour, technician: tour.technician, stop, position: index + 1 }))
