import type { Fix, LonLat } from '@kerbside/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Belief,
  believeFixes,
  distanceMetres,
  fixRules,
  followNear,
  type Near,
  vanExceptions,
} from './index.ts'

const nowMs = Date.parse('2026-11-25T02:00:00Z')
const bbox = [121.3, 31.1, 121.6, 31.4] as const
const middle: LonLat = [121.45, 31.25]
const unknown: Belief = { last: null, doubted: [] }

/** A fix so many seconds from now, so many metres east of the middle. */
const fix = (seconds: number, east = 0, change: Partial<Fix> = {}): Fix => ({
  at: new Date(nowMs + seconds * 1000).toISOString(),
  point: [middle[0] + east / 95_060, middle[1]],
  accuracy: 8,
  heading: null,
  speed: null,
  ...change,
})
const judge = (fixes: readonly Fix[], before: Belief = unknown) =>
  believeFixes(fixes, before, { nowMs, bbox })

describe('a fix', () => {
  it.each([
    ['from the future', fix(61), 'future'],
    ['older than a day', fix(-86_401), 'old'],
    ['that knows only the quarter', fix(0, 0, { accuracy: 501 }), 'inaccurate'],
    ['of null island', fix(0, 0, { point: [0, 0] }), 'far'],
    ['with longitude and latitude swapped', fix(0, 0, { point: [31.25, 89] }), 'far'],
  ] as const)('%s is refused by that name', (_, bad, why) => {
    expect(judge([bad])).toMatchObject({ taken: [], newest: null, refused: { [why]: 1 } })
  })

  it('that jumps is doubted; three that agree are where the van is, for what was known was wrong', () => {
    const start = judge([fix(-60)])
    const jumped = judge([fix(-50, 20_000), fix(-45, 20_050)], start.belief)
    expect(jumped).toMatchObject({ taken: [], refused: { jump: 2 } })
    const agreed = judge([fix(-40, 20_100)], jumped.belief)
    expect(agreed.newest).toEqual(fix(-40, 20_100))
    expect(agreed.belief.doubted).toEqual([])
  })

  it('back at home ends the doubt: a single jump leaves no trace', () => {
    const start = judge([fix(-60)])
    const jumped = judge([fix(-50, 20_000)], start.belief)
    const back = judge([fix(-40, 30)], jumped.belief)
    expect(back).toMatchObject({ newest: fix(-40, 30), belief: { doubted: [] } })
  })

  it('that comes late goes into the track and does not move the van; told twice it is told once', () => {
    const start = judge([fix(-60)])
    expect(judge([fix(-300, 500), fix(-60)], start.belief)).toMatchObject({
      taken: [fix(-300, 500)],
      newest: null,
      doubled: 1,
    })
  })
})

const anyFix = fc
  .record({
    seconds: fc.integer({ min: -90_000, max: 120 }),
    east: fc.integer({ min: -60_000, max: 60_000 }),
    accuracy: fc.integer({ min: 0, max: 700 }),
  })
  .map(({ seconds, east, accuracy }) => fix(seconds, east, { accuracy }))

describe('any batch of fixes', () => {
  it('is judged alike in every order', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyFix, { maxLength: 20 })
          .chain((batch) =>
            fc.tuple(
              fc.constant(batch),
              fc.shuffledSubarray(batch, { minLength: batch.length, maxLength: batch.length }),
            ),
          ),
        ([batch, shuffled]) => {
          expect(judge(shuffled)).toEqual(judge(batch))
        },
      ),
    )
  })

  it('is taken, refused or doubled fix for fix, and moves the van only forward in time and within reach', () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 30 }), anyFix, (batch, before) => {
        const known = judge([before]).belief
        const { taken, refused, doubled, newest } = judge(batch, known)
        const count = Object.values(refused).reduce((sum, one) => sum + one, 0)
        expect(taken.length + count + doubled).toBe(batch.length)
        for (const one of taken) expect(one.accuracy).toBeLessThanOrEqual(fixRules.worstAccuracyMetres)
        if (newest && known.last) expect(newest.at > known.last.at).toBe(true)
      }),
    )
  })

  it('sent again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 20 }), (batch) => {
        const first = judge(batch)
        expect(judge(batch, first.belief).newest).toBe(null)
      }),
    )
  })
})

describe('arrival', () => {
  const place = middle
  const follow = (fixes: readonly Fix[], before: Near | null = null) =>
    fixes.reduce<Near | null>((near, one) => followNear(near, one, place), before)

  it('is proposed after three slow fixes over twenty seconds, not by driving past', () => {
    expect(follow([fix(0, 100, { speed: 1 }), fix(10, 60, { speed: 1 })])?.arrivedMs).toBeNull()
    const there = [fix(0, 100, { speed: 1 }), fix(10, 60, { speed: 1 }), fix(20, 30, { speed: 0 })]
    expect(follow(there)?.arrivedMs).toBe(nowMs + 20_000)
    expect(follow(there.map((one) => ({ ...one, speed: 12 })))?.arrivedMs).toBeNull()
  })

  it('does not flicker on the rim, and is over beyond it', () => {
    const there = follow([fix(0, 100, { speed: 0 }), fix(10, 100, { speed: 0 }), fix(20, 100, { speed: 0 })])
    expect(follow([fix(30, 200, { speed: 0 })], there)?.arrivedMs).toBe(nowMs + 20_000)
    expect(follow([fix(30, 300)], there)).toBeNull()
    expect(follow([fix(30, 300, { accuracy: 150 })], there)).toEqual(there)
  })
})

describe('a van on duty', () => {
  const van = {
    dutySinceMs: nowMs - 3_600_000,
    fixMs: nowMs - 10_000,
    standsSinceMs: nowMs - 10_000,
    job: { status: 'en_route' as const, leaveMs: null, offRouteSinceMs: null, nearPlace: false },
  }
  const ago = (seconds: number): number => nowMs - seconds * 1000

  it.each([
    ['drives as it should', van, []],
    ['has said nothing for five minutes', { ...van, fixMs: ago(301) }, ['technician_silent']],
    ['has never said anything', { ...van, fixMs: null }, ['technician_silent']],
    ['is off its way', { ...van, job: { ...van.job, offRouteSinceMs: ago(61) } }, ['off_route']],
    ['stands on the way for half an hour', { ...van, standsSinceMs: ago(1801) }, ['stopped']],
    ['stands at the place', { ...van, standsSinceMs: ago(1801), job: { ...van.job, nearPlace: true } }, []],
    [
      'should have left a quarter of an hour ago',
      { ...van, job: { ...van.job, status: 'accepted' as const, leaveMs: ago(901) } },
      ['late_departure'],
    ],
    ['has no job', { ...van, standsSinceMs: ago(9_000), job: null }, []],
  ])('that %s is told as such', (_, picture, exceptions) => {
    expect(vanExceptions(picture, nowMs)).toEqual(exceptions)
  })

  it('is measured in metres of the ground', () => {
    expect(distanceMetres(fix(0).point, fix(0, 1_000).point)).toBeCloseTo(1_000, -1)
  })
})
