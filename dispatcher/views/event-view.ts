import type { Bilingual, StepName } from '@kerbside/domain'
import type { JobEventView } from '@kerbside/protocol'
import type { Reader } from '../outside/postgres/database.ts'
import type { ViewHouse } from './audience.ts'

type Facts = Readonly<Record<string, unknown>>
type Sayer = (facts: Facts, who: string) => Bilingual

const text = (facts: Facts, key: string): string =>
  typeof facts[key] === 'string' || typeof facts[key] === 'number' ? String(facts[key]) : ''
const withReason = (en: string, zh: string, reason: string): Bilingual =>
  reason === '' ? { en, zh } : { en: `${en}: ${reason.replaceAll('_', ' ')}`, zh: `${zh}：${reason}` }
const yuan = (facts: Facts, key: string): string => `¥${(Number(facts[key] ?? 0) / 100).toFixed(2)}`

/** One sentence a step, in both languages. */
const sayers: Record<StepName | 'request' | 'repromise', Sayer> = {
  request: (facts, who) =>
    facts.by === 'phone'
      ? { en: `${who} entered it by phone`, zh: `${who} 电话录入` }
      : { en: `${who} requested it`, zh: `${who} 提交` },
  repromise: (facts, who) => ({
    en: `${who} agreed to ${text(facts, 'window')}`,
    zh: `${who} 同意改约至 ${text(facts, 'window')}`,
  }),
  admit: () => ({ en: 'Handed to the planner', zh: '已交由调度安排' }),
  rezone: (facts) => ({
    en: `Its zone was taken out; ${text(facts, 'zone')} has it now`,
    zh: `原区域已撤销，由${text(facts, 'zoneZh')}接手`,
  }),
  lapse: () => ({ en: 'Lapsed unpaid', zh: '未支付，已失效' }),
  offer: (facts) => ({
    en: `Offered to ${text(facts, 'technician')}, for ${text(facts, 'seconds')} s`,
    zh: `派单给 ${text(facts, 'technician')}，限 ${text(facts, 'seconds')} 秒`,
  }),
  assign: (facts) => ({
    en: `Assigned to ${text(facts, 'technician')}`,
    zh: `指派给 ${text(facts, 'technician')}`,
  }),
  accept: (_, who) => ({ en: `${who} accepted`, zh: `${who} 接单` }),
  decline: (facts, who) => withReason(`${who} declined`, `${who} 不接`, text(facts, 'reason')),
  expire: (facts) => ({
    en: `${text(facts, 'technician')} let it lapse`,
    zh: `${text(facts, 'technician')} 超时未接`,
  }),
  withdraw: () => ({ en: 'The offer was withdrawn', zh: '派单已撤回' }),
  release: (facts, who) =>
    takenBack[text(facts, 'reason')] ??
    withReason(`${who} released it`, `${who} 退回`, text(facts, 'reason')),
  depart: (_, who) => ({ en: `${who} is on the way`, zh: `${who} 出发` }),
  arrive: (_, who) => ({ en: `${who} is on site`, zh: `${who} 到达` }),
  begin: (_, who) => ({ en: `${who} began work`, zh: `${who} 开始服务` }),
  fail: (facts, who) => withReason(`${who} could not do it`, `${who} 未能完成`, text(facts, 'reason')),
  finish: (_, who) => ({ en: `${who} finished`, zh: `${who} 完成` }),
  settle: (facts) => ({
    en: `Settled, ${yuan(facts, 'totalMinor')}`,
    zh: `已结清，${yuan(facts, 'totalMinor')}`,
  }),
  cancel: (facts, who) => {
    const fee =
      Number(facts.feeMinor ?? 0) > 0
        ? { en: `, fee ${yuan(facts, 'feeMinor')}`, zh: `，收费 ${yuan(facts, 'feeMinor')}` }
        : { en: '', zh: '' }
    return withReason(`${who} cancelled${fee.en}`, `${who} 取消${fee.zh}`, text(facts, 'reason'))
  },
}

/** Why Kerbside itself takes a job back from somebody. */
const takenBack: Record<string, { en: string; zh: string }> = {
  promise_at_risk: { en: 'Taken back, for somebody else keeps its promise', zh: '为守约收回，改派他人' },
  somebody_sooner: { en: 'Taken back, for somebody else is there sooner', zh: '有人可更快到达，收回改派' },
}

/** Renders a job's history, oldest first. Customers and technicians do not learn who declined. */
export const renderEvents = async (
  reader: Reader,
  house: Pick<ViewHouse, 'city'>,
  jobId: string,
  options: { names: boolean },
): Promise<JobEventView[]> => {
  const rows = await reader
    .selectFrom('job_events')
    .selectAll()
    .where('city_id', '=', house.city.id)
    .where('job_id', '=', jobId)
    .orderBy('seq')
    .execute()
  const hidden = new Set(['offer', 'decline', 'expire', 'withdraw'])
  return rows
    .filter((row) => options.names || !hidden.has(row.step))
    .map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      step: row.step,
      status: row.status,
      actor: row.actor,
      sentence: (sayers[row.step as StepName] ?? sayers.admit)(row.facts, row.actor.name),
      facts: options.names ? row.facts : {},
    }))
}
