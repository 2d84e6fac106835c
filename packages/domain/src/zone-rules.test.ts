import { describe, expect, it } from 'vitest'
import {
  capacityOf,
  defaultPolicy,
  type Helper,
  helpersOf,
  priceJob,
  reserveOf,
  spreadReserve,
} from './index.ts'

const ids = ['a', 'b', 'c', 'd']
const zone = (helpers: readonly Helper[]) => ({ id: 'a', policy: { ...defaultPolicy, helpers } })
const never: Helper = { zoneId: 'any', noneIdle: false, promiseAtRisk: false, rescueWaitingSeconds: null }
const calm = { idle: 2, job: { category: 'wash', waitingSeconds: 0, promiseAtRisk: false } } as const
const rescue = (waitingSeconds: number) =>
  ({ idle: 1, job: { category: 'rescue', waitingSeconds, promiseAtRisk: false } }) as const

describe('a zone’s neighbours', () => {
  it('do not help while the zone manages by itself', () => {
    expect(helpersOf(zone(defaultPolicy.helpers), calm, ids)).toEqual([])
  })

  it.each([
    ['nobody is free', { noneIdle: true }, { ...calm, idle: 0 }],
    ['a promise is at risk', { promiseAtRisk: true }, { ...calm, job: { ...calm.job, promiseAtRisk: true } }],
    ['a rescue has waited too long', { rescueWaitingSeconds: 300 }, rescue(301)],
  ])('help when %s, and only where the rule says so', (_, condition, situation) => {
    expect(helpersOf(zone([{ ...never, ...condition }]), situation, ids)).toEqual(['b', 'c', 'd'])
    expect(helpersOf(zone([never]), situation, ids)).toEqual([])
  })

  it('wait exactly as long as the rule says, and for rescues alone', () => {
    const rule = zone([{ ...never, rescueWaitingSeconds: 300 }])
    expect(helpersOf(rule, rescue(300), ids)).toEqual([])
    expect(helpersOf(rule, { ...calm, job: { ...calm.job, waitingSeconds: 900 } }, ids)).toEqual([])
  })

  it('are asked in the order of the rules, each once, never the zone itself nor one that is gone', () => {
    const helper = (zoneId: string): Helper => ({ ...never, zoneId, noneIdle: true })
    const rules = zone([helper('c'), helper('a'), helper('gone'), helper('any'), helper('c')])
    expect(helpersOf(rules, { ...calm, idle: 0 }, ids)).toEqual(['c', 'b', 'd'])
  })
})

describe('a zone’s hours', () => {
  it('keep their own share for emergencies', () => {
    const reserveByHour = defaultPolicy.reserveByHour.with(17, 0.3)
    const night = { policy: { ...defaultPolicy, reserveByHour } }
    expect([reserveOf(night, 16), reserveOf(night, 17)]).toEqual([0.2, 0.3])
    expect(() => reserveOf(night, 24)).toThrow('24 is no hour')
  })

  it('keep it with those who can answer rescues, the more the more is theirs alone', () => {
    const roadside = { skills: ['rescue', 'tyre', 'lock', 'tow'] }
    const helper = { skills: ['wash', 'rescue', 'tyre'] }
    const washer = { skills: ['wash'] }
    const [most = 0, some = 0, none] = spreadReserve(0.2, [roadside, helper, washer])
    expect(most).toBeGreaterThan(some)
    expect(some).toBeGreaterThan(0)
    expect(none).toBe(0)
    expect(most + some).toBeCloseTo(0.6, 10)
    expect(spreadReserve(0.2, [washer, washer])).toEqual([0, 0])
    expect(spreadReserve(0.9, [roadside, washer, washer])).toEqual([1, 0, 0])
  })

  it('limit a job by the scarcest of its skills, and not at all where nothing is said', () => {
    const hours = (most: number | null) => Array.from({ length: 24 }, () => most)
    const capacityByHour = { tow: hours(1), rescue: hours(3), wash: hours(null) }
    const policy = { ...defaultPolicy, capacityByHour }
    expect(capacityOf({ policy }, ['rescue', 'tow'], 9)).toBe(1)
    expect(capacityOf({ policy }, ['rescue', 'tyre'], 9)).toBe(3)
    expect(capacityOf({ policy }, ['wash'], 9)).toBeNull()
  })
})

it('a zone’s factor raises labour, call-out and urgency but no material', () => {
  const plain = priceJob(['small_maintenance'], 'sedan', defaultPolicy)
  const dear = priceJob(['small_maintenance'], 'sedan', { ...defaultPolicy, priceFactor: 1.25 })
  const own = plain.lines.reduce((sum, line) => sum + (line.kind === 'material' ? 0 : line.minor), 0)
  expect(dear.totalMinor - plain.totalMinor).toBe(Math.round(own * 1.25) - own)
  expect(dear.lines.at(-1)?.name).toEqual({ en: 'Rate of this zone, ×1.25', zh: '区域系数 ×1.25' })
})
