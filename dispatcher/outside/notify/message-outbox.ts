import { type Language, shortSign } from '@kerbside/domain'
import { nowOf } from '../postgres/clock-store.ts'
import type { Tx } from '../postgres/database.ts'
import { tell } from '../postgres/outbox.ts'
import type { JobRow } from '../postgres/tables.ts'

type Kind = 'receipt' | 'delay' | 'delay_unknown'
interface Sender {
  city: { id: string; timeZone: string }
  newId(kind: 'message'): string
}

const texts: Record<Kind, Record<Language, (job: JobRow, window: string) => string>> = {
  delay: {
    en: (job, window) =>
      `Kerbside: job ${shortSign(job.job_id)} will be late, arrival ${window}. Wait, choose another time or cancel free of charge in the app. Sorry.`,
    'zh-CN': (job, window) =>
      `【路缘】服务单 ${shortSign(job.job_id)} 将延误，预计 ${window} 到达。可在应用中选择等待、改约或免费取消，抱歉。`,
  },
  delay_unknown: {
    en: (job) =>
      `Kerbside: nobody can come for job ${shortSign(job.job_id)} in time yet; we go on looking. Choose another time or cancel free of charge in the app. Sorry.`,
    'zh-CN': (job) =>
      `【路缘】服务单 ${shortSign(job.job_id)} 暂无技师能按时到达，我们仍在安排。可在应用中改约或免费取消，抱歉。`,
  },
  receipt: {
    en: (job) => `Kerbside: job ${shortSign(job.job_id)} is settled, ${yuan(job)} in all. Thank you.`,
    'zh-CN': (job) => `【路缘】服务单 ${shortSign(job.job_id)} 已结清，合计 ${yuan(job)}。感谢使用。`,
  },
}
const yuan = (job: JobRow): string => `¥${(job.price.totalMinor / 100).toFixed(2)}`

const spanOf = ({ from, until }: { from: Date; until: Date }, timeZone: string): string => {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return `${clock.format(from)}–${clock.format(until)}`
}

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
  message: { kind: Kind; job: JobRow; window?: { from: Date; until: Date } | null },
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
    text: texts[kind][customer.language](
      job,
      message.window ? spanOf(message.window, house.city.timeZone) : '',
    ),
    kind,
    jobId: job.job_id,
  })
}
