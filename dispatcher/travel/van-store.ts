import type { VanPicture } from '@kerbside/geo'
import type { House } from '../house.ts'
import type { ApproachRow } from '../outside/postgres/road-tables.ts'

/** A technician on duty, and the job he drives to, works at, or should leave for. */
export interface Van {
  technicianId: string
  name: string
  picture: VanPicture
  job: {
    jobId: string
    promiseFrom: Date
    plannedLeaveMs: number | null
    known: ApproachMarks | undefined
  } | null
}
type ApproachMarks = Pick<ApproachRow, 'job_id' | 'leave_at' | 'promise_from' | 'off_since' | 'near_since'>

const inHand = ['en_route', 'on_site', 'working']

/** Every van on duty as the watch sees it. */
export const listVans = async (house: House): Promise<Van[]> => {
  const cityId = house.city.id
  const technicians = await house.db
    .selectFrom('technicians')
    .innerJoin('people', (join) =>
      join
        .onRef('people.city_id', '=', 'technicians.city_id')
        .onRef('people.person_id', '=', 'technicians.technician_id'),
    )
    .leftJoin('fixes', (join) =>
      join
        .onRef('fixes.city_id', '=', 'technicians.city_id')
        .onRef('fixes.technician_id', '=', 'technicians.technician_id'),
    )
    .select(['technicians.technician_id', 'name', 'duty_at', 'fixes.at', 'stands_since'])
    .where('technicians.city_id', '=', cityId)
    .where('on_duty', '=', true)
    .execute()
  const [jobs, marks] = await Promise.all([readHeld(house), readMarks(house)])
  const byTechnician = Map.groupBy(jobs, (job) => job.technician_id ?? '')
  const markOf = new Map(marks.map((mark) => [mark.job_id, mark]))
  return technicians.map((row): Van => {
    const held = byTechnician.get(row.technician_id) ?? []
    // While one is in hand, nobody has to leave for the next.
    const job = held.find((one) => inHand.includes(one.status)) ?? held[0]
    const known = job && markOf.get(job.job_id)
    const planned = job?.arrive_at ? job.arrive_at.getTime() - (job.drive_seconds ?? 0) * 1000 : null
    const same = known && job && known.promise_from.getTime() === job.promise_from.getTime()
    return {
      technicianId: row.technician_id,
      name: row.name,
      picture: {
        dutySinceMs: row.duty_at?.getTime() ?? house.clock.now(),
        fixMs: row.at?.getTime() ?? null,
        standsSinceMs: row.stands_since?.getTime() ?? null,
        job: job
          ? {
              status: job.status,
              leaveMs: (same ? known.leave_at?.getTime() : null) ?? planned,
              offRouteSinceMs: known?.off_since?.getTime() ?? null,
              nearPlace: known?.near_since != null,
            }
          : null,
      },
      job: job ? { jobId: job.job_id, promiseFrom: job.promise_from, plannedLeaveMs: planned, known } : null,
    }
  })
}

const readHeld = (house: House) =>
  house.db
    .selectFrom('jobs')
    .leftJoin('stops', (join) =>
      join.onRef('stops.city_id', '=', 'jobs.city_id').onRef('stops.job_id', '=', 'jobs.job_id'),
    )
    .select([
      'jobs.job_id',
      'jobs.technician_id',
      'jobs.status',
      'jobs.promise_from',
      'stops.arrive_at',
      'stops.drive_seconds',
      'stops.position',
    ])
    .where('jobs.city_id', '=', house.city.id)
    .where('jobs.status', 'in', ['accepted', 'en_route', 'on_site', 'working'])
    .where('jobs.technician_id', 'is not', null)
    .orderBy('stops.arrive_at')
    .execute()

const readMarks = (house: House): Promise<ApproachMarks[]> =>
  house.db
    .selectFrom('approaches')
    .innerJoin('jobs', (join) =>
      join.onRef('jobs.city_id', '=', 'approaches.city_id').onRef('jobs.job_id', '=', 'approaches.job_id'),
    )
    .select([
      'approaches.job_id',
      'approaches.leave_at',
      'approaches.promise_from',
      'approaches.off_since',
      'approaches.near_since',
    ])
    .where('approaches.city_id', '=', house.city.id)
    .where('jobs.status', 'in', ['accepted', 'en_route'])
    .execute()

/** He has not left: whatever was on the way before him is nobody's way any more. */
const noWay = { line: null, guide: null, off_since: null, near_since: null, near_fixes: 0, arrived_at: null }

/**
 * Remembers when the plan first wanted somebody to leave, because every later plan moves that on; forgets it where
 * something else has come before.
 */
export const rememberLeaving = async (house: House, vans: readonly Van[]): Promise<void> => {
  const due = vans.flatMap(({ technicianId, job, picture }) =>
    picture.job?.status === 'accepted' && job?.plannedLeaveMs != null && !isRemembered(job)
      ? [{ technicianId, job, leaveMs: job.plannedLeaveMs }]
      : [],
  )
  for (const { technicianId, job, leaveMs } of due) {
    const row = {
      technician_id: technicianId,
      leave_at: new Date(leaveMs),
      promise_from: job.promiseFrom,
      ...noWay,
    }
    await house.db
      .insertInto('approaches')
      .values({ city_id: house.city.id, job_id: job.jobId, ...row })
      .onConflict((conflict) => conflict.columns(['city_id', 'job_id']).doUpdateSet(row))
      .execute()
  }
  const next = vans.flatMap((van) =>
    van.picture.job?.status === 'accepted' && van.job ? [van.job.jobId] : [],
  )
  await house.db
    .updateTable('approaches')
    .set({ leave_at: null })
    .where('city_id', '=', house.city.id)
    .where('leave_at', 'is not', null)
    .where('job_id', 'not in', [...next, ''])
    .execute()
}

const isRemembered = ({ known, promiseFrom }: NonNullable<Van['job']>): boolean =>
  known?.leave_at != null && known.promise_from.getTime() === promiseFrom.getTime()
