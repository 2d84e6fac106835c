import { type Bilingual, type Material, materialName } from '@kerbside/domain'
import type { Change } from '@kerbside/planner'
import type { ReasonView } from '@kerbside/protocol'
import { skillName } from './reasons.ts'

/** What a sentence about a change must know of the people and the city's time. */
export interface Speaking {
  nameOf: (shiftId: string) => string
  technicianOf: (shiftId: string) => string | null
  time: (seconds: number) => string
}

const minutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60))
const list = (skills: readonly string[], language: keyof Bilingual): string =>
  skills.map((one) => skillName(one)[language]).join(language === 'en' ? ', ' : '、')

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
  more_stock: ({ item }, name) => {
    const what = item in materialName ? materialName[item as Material] : { en: item, zh: item }
    return { en: `If ${name} had more: ${what.en}`, zh: `如果${name}补充${what.zh}` }
  },
  lift_limit: (_, name) => ({
    en: `If ${name}’s limit on jobs or driving is lifted`,
    zh: `如果放宽${name}的单量或里程上限`,
  }),
  with_skill: ({ skills }, name) => ({
    en: `If ${name} had the skill: ${list(skills, 'en')}`,
    zh: `如果${name}具备技能：${list(skills, 'zh')}`,
  }),
  ask_again: (_, name) => ({ en: `If ${name} is asked again`, zh: `如果再次询问${name}` }),
}

/** Puts what would let a job in into sentences; the numbers stay with them. */
export const sayChanges = (changes: readonly Change[], speaking: Speaking): ReasonView[] =>
  changes.map((change) => {
    const { code, technicianId, ...facts } = change
    const say = sayers[code] as (change: Change, name: string, speaking: Speaking) => Bilingual
    return {
      code,
      sentence: say(change, speaking.nameOf(technicianId), speaking),
      facts: { ...facts, technicianId: speaking.technicianOf(technicianId) },
    }
  })
