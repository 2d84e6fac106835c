import type { Person } from '@kerbside/domain'
import type { QuoteView } from '@kerbside/protocol'
import { sql } from 'kysely'
import type { House } from '../house.ts'
import type { Tx } from '../outside/postgres/database.ts'
import { Refusal } from '../refusal.ts'

/** Locks the quote of this person; one that lapsed or was used is refused. */
export const takeQuote = async (
  tx: Tx,
  house: House,
  quoteId: string,
  person: Person,
): Promise<QuoteView> => {
  const row = await tx
    .selectFrom('quotes')
    .select(['quote', 'person_id', 'job_id', sql<boolean>`valid_until < kerbside_now(city_id)`.as('lapsed')])
    .where('city_id', '=', house.city.id)
    .where('quote_id', '=', quoteId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.person_id !== person.id) {
    throw new Refusal(
      'not_found',
      { en: 'There is no such quote of yours.', zh: '没有您的这份报价。' },
      { field: 'quoteId' },
    )
  }
  if (row.job_id) {
    throw new Refusal(
      'quote_over',
      { en: 'This quote has become a job already.', zh: '该报价已下单。' },
      { field: 'quoteId', more: { jobId: row.job_id } },
    )
  }
  if (row.lapsed) {
    throw new Refusal(
      'quote_over',
      { en: 'The quote has lapsed; ask for a new one.', zh: '报价已过期，请重新获取。' },
      { field: 'quoteId' },
    )
  }
  return row.quote
}
