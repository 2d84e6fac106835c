import { type Language, shortSign } from '@kerbside/domain'
import { nowOf } from '../postgres/clock-store.ts'
import type { Tx } from '../postgres/database.ts'
import { tell } from '../postgres/outbox.ts'
import type { JobRow } from '../postgres/tables.ts'

type Kind = 'receipt'
interface Sender {
  city: { id: string }
  newId(kind: 'message'): string
}

const texts: Record<Kind, Record<Language, (job: JobRow) => string>> = {
  receipt: {
    en: (job) => `Kerbside: job ${shortSign(job.job_id)} is settled, ${yuan(job)} in all. Thank you.`,
    'zh-CN': (job) => `【路缘】服务单 ${shortSign(job.job_id)} 已结清，合计 ${yuan(job)}。感谢使用。`,
  },
}
const yuan = (job: JobRow): string => `¥${(job.price.totalMinor / 100).toFixed(2)}`

/** Writes a text to somebody, in the business transaction; the outbox page shows it where no carrier is connected. */
export const queueText = async (
  tx: Tx,
  house: Sender,
  message: { to: string; text: string; kind: string; jobId: string | null },
): Promise<void> => {
  const id = house.newId('message')
  await tx
    .insertInto('messages')
    .values({
      city_id: house.city.id,
      message_id: id,
      channel: 'sms',
      recipient: message.to,
      text: message.text,
      kind: message.kind,
      job_id: message.jobId,
      at: nowOf(house.city.id),
    })
    .execute()
  await tell(tx, house.city.id, { live: 'message', id })
}

/** Writes to the customer of a job, in his language. */
export const queueMessage = async (
  tx: Tx,
  house: Sender,
  message: { kind: Kind; job: JobRow },
): Promise<void> => {
  const { job, kind } = message
  const customer = await tx
    .selectFrom('people')
    .select(['phone', 'language'])
    .where('city_id', '=', job.city_id)
    .where('person_id', '=', job.customer_id)
    .executeTakeFirstOrThrow()
  await queueText(tx, house, {
    to: customer.phone,
    text: texts[kind][customer.language](job),
    kind,
    jobId: job.job_id,
  })
}
