import { type LonLat, type TechnicianStep, toMs } from '@kerbside/domain'
import type { JobView, WayView } from '@kerbside/protocol'
import type { Agenda } from '../time/agenda.ts'
import { type Drive, instantAtShare, setOut } from './drive.ts'
import type { Habits } from './habits.ts'

/** What an errand needs of the technician who runs it. */
export interface Runner {
  agenda: Agenda
  habits: Habits
  /** Takes a step at the door; answers the job as it stands then. */
  step(jobId: string, step: TechnicianStep, reason?: string): Promise<JobView>
  way(jobId: string): Promise<WayView>
  drive(drive: Drive): void
  stand(point: LonLat): void
  breakDown(jobId: string, reason: string): Promise<void>
}

/**
 * One job from wherever it stands to its end: depart, drive, arrive, begin, work, finish, with what may come between.
 * Throws `Interrupted` when the job is taken away, and the doors' problems.
 */
export const runErrand = async (he: Runner, start: JobView, signal: AbortSignal): Promise<void> => {
  let job = start
  if (job.status === 'accepted') job = await he.step(job.id, 'depart')
  if (job.status === 'en_route') {
    if ((await driveThere(he, job, signal)) === 'broken') return
    job = await he.step(job.id, 'arrive')
  }
  if (job.status === 'on_site') {
    he.stand(job.place.point)
    const nobody = he.habits.findsNobody()
    if (nobody) {
      await he.agenda.until(he.agenda.now() + nobody.waitSeconds * 1000, signal)
      await he.step(job.id, 'fail', nobody.reason)
      return
    }
    await he.agenda.until(mayBeginAt(he, job), signal)
    job = await he.step(job.id, 'begin')
  }
  if (job.status === 'working') {
    he.stand(job.place.point)
    const workMs = job.durationSeconds * he.habits.workFactor() * 1000
    await he.agenda.until(toMs(job.statusAt) + workMs, signal)
    await he.step(job.id, 'finish')
  }
}

const driveThere = async (he: Runner, job: JobView, signal: AbortSignal): Promise<'there' | 'broken'> => {
  const way = await he.way(job.id)
  const line = way.line.length > 0 ? way.line : [job.place.point]
  const drive = setOut(line, way.seconds, he.habits.pace(), he.agenda.now())
  he.drive(drive)
  const trouble = he.habits.breaksDown()
  if (trouble) {
    await he.agenda.until(instantAtShare(drive, trouble.afterShare), signal)
    await he.breakDown(job.id, trouble.reason)
    return 'broken'
  }
  await he.agenda.until(drive.untilMs, signal)
  he.stand(job.place.point)
  return 'there'
}

/** Not before the promised window, for until then the customer need not be there. */
const mayBeginAt = (he: Runner, job: JobView): number =>
  Math.max(he.agenda.now() + he.habits.settlesMs(), toMs(job.promise.from))
