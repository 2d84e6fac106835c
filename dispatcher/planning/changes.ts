import { type Bilingual, type Material, materialName, materialUnit } from '@kerbside/domain'
import type { Change, Limit } from '@kerbside/planner'
import type { ReasonView } from '@kerbside/protocol'
import { skillName } from './reasons.ts'

/** What a sentence about a change must know of the people and the city's time. */
export interface Speaking {
  nameOf: (shiftId: string) => string
  technicianOf: (shiftId: string) => string | null
  time: (seconds: number) => string
}

const minutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60))
const kilometres = (metres: number): number => Math.max(1, Math.ceil(metres / 1000))
/** The skills by name, with the level where more than the first is needed. */
const list = (skills: readonly { skill: string; level: number }[], language: 'en' | 'zh'): string => {
  const graded = { en: (level: number) => ` (level ${level})`, zh: (level: number) => `（${level} 级）` }
  return skills
    .map(({ skill, level }) => skillName(skill)[language] + (level > 1 ? graded[language](level) : ''))
    .join(language === 'en' ? ', ' : '、')
}

type Sayer = {
  [C in Change['code']]: (change: Extract<Change, { code: C }>, name: string, speaking: Speaking) => Bilingual
}

const sayers: Sayer = {
  stay_longer: ({ seconds }, name) => ({
    en: `If ${name} stays ${minutes(seconds)} min longer`,
    zh: `如果${name}延长 ${minutes(seconds)} 分钟下班`,
  }),
  start_at: ({ beginAt }, name, { time }) => ({
    en: `If it may begin at ${time(beginAt)}, with ${name}`,
    zh: `如果可在 ${time(beginAt)} 开始，由${name}承接`,
  }),
  use_reserve: (_, name) => ({
    en: `If ${name} may use the time kept for emergencies`,
    zh: `如果${name}可动用救援预留时间`,
  }),
  more_stock: ({ item, amount }, name) => {
    const [what, unit] =
      item in materialName
        ? [materialName[item as Material], materialUnit[item as Material]]
        : [
            { en: item, zh: item },
            { en: '', zh: '' },
          ]
    return {
      en: `If ${name} had ${[amount, unit.en, 'more'].filter(Boolean).join(' ')}: ${what.en}`,
      zh: `如果${name}补充 ${amount} ${unit.zh}${what.zh}`,
    }
  },
  lift_limit: ({ limit, by }, name) => limitSayers[limit](name, by),
  with_skill: ({ skills }, name) => ({
    en: `If ${name} had the skill: ${list(skills, 'en')}`,
    zh: `如果${name}具备技能：${list(skills, 'zh')}`,
  }),
  ask_again: (_, name) => ({ en: `If ${name} is asked again`, zh: `如果再次询问${name}` }),
  allow: (_, name) => ({ en: `If ${name} may do it too`, zh: `如果也允许${name}承接` }),
  share_tour: (_, name) => ({
    en: `If it may go with the other stop of ${name}`,
    zh: `如果允许与${name}行程中的另一站同车`,
  }),
  ignore_order: () => ({
    en: 'If it need not keep its order with another job',
    zh: '如果不必与另一单保持先后顺序',
  }),
  higher_penalty: ({ penalty }) => ({
    en: `If leaving it out costs at least ${penalty}`,
    zh: `如果不安排此单的代价至少为 ${penalty}`,
  }),
  more_technicians: ({ count }, name) => ({
    en: count === 1 ? `With one more technician like ${name}` : `With ${count} more technicians like ${name}`,
    zh: `如果再有 ${count} 名与${name}相当的技师`,
  }),
}

const limitSayers: Record<Limit, (name: string, by: number) => Bilingual> = {
  jobs: (name, by) => ({
    en: `If ${name} may do ${by} more ${by === 1 ? 'job' : 'jobs'}`,
    zh: `如果${name}的单量上限增加 ${by} 单`,
  }),
  drive: (name, by) => ({
    en: `If ${name} may drive ${minutes(by)} min longer`,
    zh: `如果${name}的驾驶时长上限增加 ${minutes(by)} 分钟`,
  }),
  distance: (name, by) => ({
    en: `If ${name} may drive ${kilometres(by)} km further`,
    zh: `如果${name}的里程上限增加 ${kilometres(by)} 公里`,
  }),
}

/** Puts what would let a job in into sentences; the numbers stay with them. */
export const sayChanges = (changes: readonly Change[], speaking: Speaking): ReasonView[] =>
  changes.map((change) => {
    const { code, ...facts } = change
    const say = sayers[code] as (change: Change, name: string, speaking: Speaking) => Bilingual
    // Shifts are the planner's technicians; people know technicians. Some changes are nobody's.
    const shiftId = 'technicianId' in change ? change.technicianId : null
    const name = shiftId === null ? '' : speaking.nameOf(shiftId)
    const technicianId = shiftId === null ? null : speaking.technicianOf(shiftId)
    return { code, sentence: say(change, name, speaking), facts: { ...facts, technicianId } }
  })
