import type { Bilingual } from '@kerbside/domain'
import type { DelayCause, DelayRemedy, DelayView } from '@kerbside/protocol'
import type { DelayRow } from '../outside/postgres/road-tables.ts'

const causes: Record<DelayCause, Bilingual> = {
  silent: { en: 'its technician sends no position', zh: '技师没有定位' },
  stopped: { en: 'its technician stands still on the way', zh: '技师途中停留' },
  off_route: { en: 'its technician is off his way', zh: '技师偏离路线' },
  slow_roads: { en: 'the way takes longer than planned', zh: '路上用时超出计划' },
  late_departure: { en: 'its technician has not left yet', zh: '技师尚未出发' },
  work_overran: { en: 'the work before it runs over', zh: '前一单服务超时' },
  stop_before: { en: 'a stop before it is late', zh: '前面的站点延误' },
  tours_full: { en: 'every tour is full', zh: '各行程均已排满' },
  in_no_tour: { en: 'it stands in no tour', zh: '尚未排入行程' },
}

/** Why a promise is at risk, in words. */
export const sayCause = (cause: DelayCause): Bilingual => causes[cause]

/** What was done about it, in words. */
const sayRemedy = (remedy: DelayRemedy, facts: Record<string, unknown>): Bilingual => {
  if (remedy === 'replanned') return { en: 'a new plan keeps it', zh: '重新排程后可守约' }
  if (remedy === 'moved') {
    const name = String(facts.technician ?? '')
    return { en: `given to ${name}, who keeps it`, zh: `改派 ${name}，可守约` }
  }
  return { en: 'nobody can keep it; the customer was told', zh: '无人可守约，已告知客户' }
}

/** A delay as people see it; who was taken off the job is the house's business alone. */
export const delayView = (row: DelayRow, forCustomer: boolean): DelayView => ({
  state: row.state,
  cause: { code: row.cause, sentence: sayCause(row.cause), facts: {} },
  remedy: row.remedy
    ? {
        code: row.remedy,
        sentence: sayRemedy(row.remedy, row.remedy_facts),
        facts: forCustomer ? {} : row.remedy_facts,
      }
    : null,
  noticedAt: row.noticed_at.toISOString(),
  settledAt: row.settled_at?.toISOString() ?? null,
  likelyAt: row.likely_at.toISOString(),
  newWindow:
    row.new_from && row.new_until
      ? { from: row.new_from.toISOString(), until: row.new_until.toISOString() }
      : null,
  choice: row.choice,
})
