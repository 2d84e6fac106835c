import type { Change } from '@kerbside/planner'
import { expect, it } from 'vitest'
import { sayChanges } from './changes.ts'

const said = (change: Change): string => {
  const [view] = sayChanges([change], {
    nameOf: () => 'Ana',
    technicianOf: () => 'tech-ana',
    time: () => '08:10',
  })
  return `${view?.sentence.en} · ${view?.sentence.zh}`
}
const technicianId = 'shift-ana'

it('says the level of a skill where more than the first is needed', () => {
  const skills = [
    { skill: 'tow', level: 1 },
    { skill: 'a', level: 3 },
  ]
  expect(said({ code: 'with_skill', technicianId, skills })).toBe(
    'If Ana had the skill: tow, a (level 3) · 如果Ana具备技能：拖车、a（3 级）',
  )
})

it('says how much more of what', () => {
  expect(said({ code: 'more_stock', technicianId, item: 'oil_l', amount: 3 })).toBe(
    'If Ana had 3 L more: Full synthetic 5W-30 · 如果Ana补充 3 升全合成机油 5W-30',
  )
})

it('says which limit, and by how much', () => {
  const lifted = (limit: 'jobs' | 'drive' | 'distance', by: number) =>
    said({ code: 'lift_limit', technicianId, limit, by })
  expect(lifted('jobs', 1)).toBe('If Ana may do 1 more job · 如果Ana的单量上限增加 1 单')
  expect(lifted('drive', 301)).toBe('If Ana may drive 6 min longer · 如果Ana的驾驶时长上限增加 6 分钟')
  expect(lifted('distance', 5000)).toBe('If Ana may drive 5 km further · 如果Ana的里程上限增加 5 公里')
})

it('says what is nobody’s own change', () => {
  expect(said({ code: 'higher_penalty', jobId: 'j', penalty: 1201 })).toBe(
    'If leaving it out costs at least 1201 · 如果不安排此单的代价至少为 1201',
  )
  expect(said({ code: 'more_technicians', technicianId, count: 1 })).toBe(
    'With one more technician like Ana · 如果再有 1 名与Ana相当的技师',
  )
})

it('names technicians, not shifts, in the facts', () => {
  const [view] = sayChanges([{ code: 'allow', technicianId, jobId: 'j' }], {
    nameOf: () => 'Ana',
    technicianOf: () => 'tech-ana',
    time: () => '',
  })
  expect(view?.facts).toEqual({ jobId: 'j', technicianId: 'tech-ana' })
})
