import type { Bilingual } from '@kerbside/domain'
import type { Reason, ReasonCode } from '../answer.ts'
import type { ReasonSaid } from './vroom-answer.ts'
import type { PlannerProblem } from './vroom-to-planner.ts'

type Sayer<C extends ReasonCode> = (reason: Extract<Reason, { code: C }>, from: number) => Bilingual

const says = (en: string, zh: string): Bilingual => ({ en, zh })

const sayers: { [C in ReasonCode]: Sayer<C> } = {
  nobody_on_shift: () => says('There is no vehicle', '没有车辆'),
  skill: ({ missing }) => says(`lacks skill ${missing.join(', ')}`, `缺少技能 ${missing.join('、')}`),
  level: ({ skill, needed, has }) =>
    says(`skill ${skill} at level ${has}, ${needed} is needed`, `技能 ${skill} 等级 ${has}，需要 ${needed}`),
  stock: ({ item, needed, has }) =>
    says(`needs ${needed} in dimension ${item}, ${has} is left`, `维度 ${item} 需要 ${needed}，剩余 ${has}`),
  excluded: () => says('is refused by it', '已被该任务拒绝'),
  only: () => says('is not the one that has it', '该任务归其他车辆'),
  not_allowed: () => says('is not among the allowed vehicles', '不在允许的车辆之列'),
  apart: () => says('has a job that it may not share a route with', '已有不可同行的任务'),
  unreachable: () => says('no road leads there', '道路不可达'),
  window: ({ earliestArrival, windowEnds }, from) =>
    says(
      `arrives at ${earliestArrival + from} at the earliest, ${earliestArrival - windowEnds} s after the last window`,
      `最早 ${earliestArrival + from} 到达，晚于最后时间窗 ${earliestArrival - windowEnds} 秒`,
    ),
  shift: ({ overtimeSeconds }) =>
    says(`would end ${overtimeSeconds} s after the time window`, `将超出工作时间 ${overtimeSeconds} 秒`),
  break: () => says('would have no place for a break', '无法安排休息'),
  max_jobs: ({ most }) => says(`has its ${most} tasks already`, `已达任务上限 ${most}`),
  max_drive: ({ driveSeconds, most }) =>
    says(`would travel ${driveSeconds} s of at most ${most}`, `行驶 ${driveSeconds} 秒，上限 ${most}`),
  max_distance: ({ metres, most }) =>
    says(`would travel ${metres} m of at most ${most}`, `行驶 ${metres} 米，上限 ${most}`),
  reserve: ({ beyondSeconds }) =>
    says(`would take ${beyondSeconds} s of the reserve`, `将占用预留时间 ${beyondSeconds} 秒`),
  order: () => says('has no place for what must come before or after it', '无法安排其前后任务'),
  crew: ({ needed, able }) =>
    says(`Needs ${needed} vehicles at once, ${able} are able`, `需同时 ${needed} 辆，可用 ${able} 辆`),
  tour_full: () => says('would come too late to another task of its route', '会使路线上其他任务超时'),
  dearer: ({ addedCost }) =>
    says(
      `would cost ${Math.round(addedCost)} more than leaving it out`,
      `比不安排多花 ${Math.round(addedCost)}`,
    ),
}

/** Puts the planner's reasons into sentences about vehicles and tasks of the VROOM problem. */
export const sayReasons = (reasons: readonly Reason[], planner: PlannerProblem): ReasonSaid[] =>
  reasons.map((reason) => {
    const { code, ...numbers } = reason
    const facts: Record<string, unknown> = { ...numbers }
    const vehicle = 'technicianId' in reason ? planner.vehicles.get(reason.technicianId ?? '') : undefined
    const task = 'jobId' in reason ? planner.tasks.get(reason.jobId ?? '') : undefined
    if (reason.code === 'window') {
      facts.earliestArrival = reason.earliestArrival + planner.horizon.from
      facts.windowEnds = reason.windowEnds + planner.horizon.from
    }
    delete facts.technicianId
    delete facts.jobId
    if (vehicle) facts.vehicle = vehicle.id
    if (task) facts[task.kind] = task.id
    const { en, zh } = (sayers[code] as (reason: Reason, from: number) => Bilingual)(
      reason,
      planner.horizon.from,
    )
    const sentence = vehicle ? says(`Vehicle ${vehicle.id} ${en}`, `车辆 ${vehicle.id}：${zh}`) : says(en, zh)
    return { code, sentence, facts }
  })
