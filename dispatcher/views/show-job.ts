import type { Person } from '@kerbside/domain'
import type { JobView } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import { Refusal } from '../refusal.ts'
import type { ViewHouse } from './audience.ts'
import { renderJobs } from './job-view.ts'

/**
 * One job as a person may see it. Somebody else's job does not exist for customers and technicians; a technician who
 * has just given it back still gets it once, as the answer to that.
 */
export const showJob = async (
  reader: Reader,
  house: ViewHouse,
  jobId: string,
  person: Person,
  options: { justReleased?: boolean } = {},
): Promise<JobView> => {
  const [job] = await renderJobs(reader, house, [jobId], { role: person.role, personId: person.id })
  const own =
    person.role === 'supervisor' ||
    options.justReleased === true ||
    (person.role === 'customer' ? job?.customer?.id === person.id : job?.technician?.id === person.id)
  if (!job || !own) throw new Refusal('not_found', { en: 'There is no such job.', zh: '没有这个服务单。' })
  return job
}
