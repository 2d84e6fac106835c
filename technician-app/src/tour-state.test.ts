import type { JobView, OfferView, TourView } from '@kerbside/protocol'
import { describe, expect, it } from 'vitest'
import { jobInHand, standingOffers, withJob } from './tour-state.ts'

const job = (id: string, status: JobView['status'], version = 1): JobView =>
  ({
    id,
    status,
    version,
    promise: { from: '2026-11-24T08:00:00.000Z', until: '2026-11-24T08:30:00.000Z' },
  }) as JobView
const tour = { stops: [{ jobId: 'b' }, { jobId: 'a' }] } as TourView

describe('what the technician has in hand', () => {
  it('is the work that is under way before anything accepted', () => {
    expect(jobInHand([job('a', 'accepted'), job('b', 'en_route')], tour)?.id).toBe('b')
  })

  it('is the first stop of the tour among accepted jobs', () => {
    expect(jobInHand([job('a', 'accepted'), job('b', 'accepted')], tour)?.id).toBe('b')
  })

  it('is nothing when all is done or only offered', () => {
    expect(jobInHand([job('a', 'done'), job('b', 'offered')], tour)).toBeNull()
  })

  it('keeps the newer of two versions whatever order they come in', () => {
    expect(withJob([job('a', 'on_site', 5)], job('a', 'en_route', 4))[0]?.status).toBe('on_site')
    expect(withJob([job('a', 'en_route', 4)], job('a', 'on_site', 5))[0]?.status).toBe('on_site')
  })
})

it('shows only offers that stand, the one that ends first on top', () => {
  const offer = (id: string, expiresAt: string) => ({ id, expiresAt }) as OfferView
  const offers = [
    offer('late', '2026-11-24T08:01:00.000Z'),
    offer('soon', '2026-11-24T08:00:30.000Z'),
    offer('gone', '2026-11-24T07:59:00.000Z'),
  ]
  expect(standingOffers(offers, Date.parse('2026-11-24T08:00:00.000Z')).map((one) => one.id)).toEqual([
    'soon',
    'late',
  ])
})
