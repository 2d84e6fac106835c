import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cancellationFeeMinor,
  catalogue,
  idSchema,
  isOver,
  legalSteps,
  lifecycle,
  makeClock,
  makeId,
  mayStep,
  needsOf,
  nextTechnicianStep,
  priceJob,
  priceOfFailure,
  type ServiceId,
  type Status,
  statuses,
  steps,
  vehicleClasses,
} from './index.ts'

const services = Object.keys(catalogue) as ServiceId[]
const policy = { callOutMinor: 3000, urgentMinor: 5000 }

describe('the lifecycle', () => {
  it('leads from requested to every status, and from every open status to an end', () => {
    const reached = (from: Status): Set<Status> => {
      const found = new Set<Status>([from])
      for (const status of found) for (const step of legalSteps(status)) found.add(lifecycle[step].to)
      return found
    }
    expect([...reached('requested')].sort()).toEqual([...statuses].sort())
    for (const status of statuses) expect([...reached(status)].some(isOver)).toBe(true)
    for (const status of ['settled', 'cancelled', 'failed'] as const) expect(legalSteps(status)).toEqual([])
  })

  it('never goes back to work that is over, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 30 }), (tried) => {
        let status: Status = 'requested'
        let over = false
        for (const step of tried) {
          if (!mayStep(status, step)) continue
          status = lifecycle[step].to
          expect(over && !isOver(status)).toBe(false)
          over ||= isOver(status)
        }
      }),
    )
  })

  it('gives the big button only steps that are legal', () => {
    for (const status of statuses) {
      const next = nextTechnicianStep[status]
      if (next) expect(mayStep(status, next)).toBe(true)
    }
  })
})

describe('a price', () => {
  it('is the sum of its lines, contains its VAT, and rises with the car', () => {
    for (const service of services) {
      const totals = vehicleClasses.map((vehicleClass) => {
        const price = priceJob([service], vehicleClass, policy)
        expect(price.totalMinor).toBe(price.lines.reduce((sum, line) => sum + line.minor, 0))
        expect(price.lines.every((line) => Number.isInteger(line.minor) && line.minor > 0)).toBe(true)
        expect(price.vatMinor).toBeGreaterThan(price.totalMinor * 0.05)
        expect(price.vatMinor).toBeLessThan(price.totalMinor * 0.12)
        expect(needsOf([service], vehicleClass).skills.length).toBeGreaterThan(0)
        return price.totalMinor
      })
      expect(Math.max(...totals)).toBeGreaterThanOrEqual(totals[0] ?? 0)
    }
  })

  it('charges urgency for rescues only, and only the way when the car was gone', () => {
    const kinds = (service: ServiceId) => priceJob([service], 'sedan', policy).lines.map((line) => line.kind)
    expect(kinds('exterior_wash')).toEqual(['labour', 'call_out'])
    expect(kinds('jump_start')).toContain('urgent')
    expect(priceOfFailure(priceJob(['jump_start'], 'sedan', policy)).totalMinor).toBe(8000)
  })

  it('lets a customer leave for nothing until somebody has promised, and a while longer', () => {
    const rules = { cancelFreeSeconds: 300, cancelFeeMinor: 2000, cancelEnRouteFeeMinor: 4000 }
    expect(cancellationFeeMinor('waiting', 9_999, rules)).toBe(0)
    expect(cancellationFeeMinor('accepted', 300, rules)).toBe(0)
    expect(cancellationFeeMinor('accepted', 301, rules)).toBe(2000)
    expect(cancellationFeeMinor('on_site', 1, rules)).toBe(4000)
  })
})

describe('an id', () => {
  it('names its kind, is a UUIDv7, and sorts by its instant', () => {
    const instant = fc.integer({ min: 0, max: 2 ** 47 })
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(instant, instant, bytes, bytes, (one, other, a, b) => {
        const [first, second] = [makeId('job', one, a), makeId('job', other, b)]
        expect(idSchema('job').safeParse(first).success).toBe(true)
        expect(idSchema('quote').safeParse(first).success).toBe(false)
        if (one < other) expect(first < second).toBe(true)
      }),
    )
  })
})

describe('a clock', () => {
  it('runs at its speed from where it was set', () => {
    let wall = 1_000
    const clock = makeClock({ wallMs: 1_000, shownMs: 50_000, speed: 60 }, () => wall)
    wall += 500
    expect(clock.now()).toBe(80_000)
  })
})
