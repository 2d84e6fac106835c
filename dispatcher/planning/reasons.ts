import { type Bilingual, type Material, materialName, type Skill } from '@kerbside/domain'
import type { Merit, Reason } from '@kerbside/planner'
import type { ReasonView } from '@kerbside/protocol'
import type { BoardShift } from './zone-board.ts'

/** Puts the planner's reasons into sentences; the numbers stay with them. */
export type ReasonsOf = (reasons: readonly (Reason | Merit)[]) => ReasonView[]

/** A sayer of reasons that knows the shifts spoken of and the city's time. */
export const reasonsFor = (shifts: readonly BoardShift[], timeZone: string): ReasonsOf => {
  const technicianOf = new Map(shifts.map((shift) => [shift.shiftId, shift.technicianId]))
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const time = (seconds: number): string => clock.format(seconds * 1000)
  return (reasons) =>
    reasons.map((reason) => {
      const { code, ...facts } = reason
      // Shifts are the planner's technicians; people know technicians.
      const known: Record<string, unknown> = { ...facts }
      if (typeof known.technicianId === 'string')
        known.technicianId = technicianOf.get(known.technicianId) ?? null
      return { code, sentence: sentenceOf(reason, time), facts: known }
    })
}

type Said = Reason | Merit
type Sayer = {
  [C in Said['code']]: (reason: Extract<Said, { code: C }>, time: (seconds: number) => string) => Bilingual
}

const minutes = (seconds: number): number => Math.max(1, Math.round(seconds / 60))

const sayers: Sayer = {
  nobody_on_shift: () => ({ en: 'Nobody is on shift', zh: '无人当班' }),
  skill: ({ missing }) => ({
    en: `Lacks the skill: ${missing.map((one) => skillName(one).en).join(', ')}`,
    zh: `缺少技能：${missing.map((one) => skillName(one).zh).join('、')}`,
  }),
  stock: ({ item, needed, has }) => {
    const name = item in materialName ? materialName[item as Material] : { en: item, zh: item }
    return { en: `${name.en}: needs ${needed}, has ${has}`, zh: `${name.zh}：需要 ${needed}，现有 ${has}` }
  },
  excluded: () => ({ en: 'Refused it, or let it lapse', zh: '已拒绝或超时未接' }),
  level: ({ skill, needed, has }) => {
    const name = skillName(skill)
    return {
      en: `${name.en}: needs level ${needed}, has ${has}`,
      zh: `${name.zh}：需要 ${needed} 级，现为 ${has} 级`,
    }
  },
  not_allowed: () => ({ en: 'Others only may do it', zh: '仅限指定技师' }),
  apart: () => ({ en: 'Does not go with another stop of his', zh: '与其行程中的另一站不能同车' }),
  break: () => ({ en: 'Leaves no room for his break', zh: '会占用休息时间' }),
  max_jobs: ({ most }) => ({ en: `Has ${most} jobs already`, zh: `已满 ${most} 单` }),
  max_drive: ({ driveSeconds, most }) => ({
    en: `Would drive ${minutes(driveSeconds - most)} min too long`,
    zh: `驾驶超出 ${minutes(driveSeconds - most)} 分钟`,
  }),
  max_distance: ({ metres, most }) => ({
    en: `Would drive ${Math.ceil((metres - most) / 1000)} km too far`,
    zh: `里程超出 ${Math.ceil((metres - most) / 1000)} 公里`,
  }),
  reserve: ({ beyondSeconds }) => ({
    en: `${minutes(beyondSeconds)} min are kept for emergencies`,
    zh: `需为救援预留 ${minutes(beyondSeconds)} 分钟`,
  }),
  order: () => ({ en: 'What must come before it is not done by then', zh: '其前序工作届时未完成' }),
  crew: ({ needed, able }) => ({
    en: `Needs ${needed} technicians at once, ${able} could`,
    zh: `需要 ${needed} 名技师同时到场，现有 ${able} 名可行`,
  }),
  only: () => ({ en: 'Somebody else has it', zh: '已由他人承接' }),
  unreachable: () => ({ en: 'No road leads there', zh: '道路不可达' }),
  window: ({ earliestArrival, windowEnds }, time) => ({
    en: `Earliest ${time(earliestArrival)}, ${minutes(earliestArrival - windowEnds)} min too late`,
    zh: `最早 ${time(earliestArrival)} 到，晚 ${minutes(earliestArrival - windowEnds)} 分钟`,
  }),
  shift: ({ overtimeSeconds }) => ({
    en: `Would be ${minutes(overtimeSeconds)} min of overtime`,
    zh: `需加班 ${minutes(overtimeSeconds)} 分钟`,
  }),
  tour_full: () => ({ en: 'Another stop of his would come too late', zh: '会使其他站超时' }),
  dearer: () => ({ en: 'Costs more than it is worth', zh: '代价过高' }),
  nearest: ({ driveSeconds }) => ({
    en: `Nearest, ${minutes(driveSeconds)} min`,
    zh: `最近，${minutes(driveSeconds)} 分钟`,
  }),
  free_now: () => ({ en: 'Nothing else to do', zh: '当前空闲' }),
  promises_hold: ({ count }) =>
    count > 0
      ? { en: `Your next ${count} promises still hold`, zh: `后续 ${count} 个约定均可守约` }
      : { en: 'No promise suffers', zh: '不影响其他约定' },
  on_the_way: ({ detourSeconds }) => ({
    en: `On the way, ${minutes(detourSeconds)} min of detour`,
    zh: `顺路，绕行 ${minutes(detourSeconds)} 分钟`,
  }),
}

const sentenceOf = (reason: Said, time: (seconds: number) => string): Bilingual =>
  (sayers[reason.code] as (reason: Said, time: (seconds: number) => string) => Bilingual)(reason, time)

const skillNames: Record<Skill, Bilingual> = {
  wash: { en: 'wash', zh: '清洗' },
  detailing: { en: 'detailing', zh: '精洗' },
  maintenance: { en: 'maintenance', zh: '保养' },
  battery: { en: 'battery', zh: '电瓶' },
  tyre: { en: 'tyre', zh: '轮胎' },
  rescue: { en: 'rescue', zh: '救援' },
  lock: { en: 'lock-out', zh: '开锁' },
  tow: { en: 'tow', zh: '拖车' },
}
/** The name of a skill, or its id. */
export const skillName = (id: string): Bilingual =>
  id in skillNames ? skillNames[id as Skill] : { en: id, zh: id }
