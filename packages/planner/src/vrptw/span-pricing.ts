import type { SpanTimes } from './span-times.ts'
import { WarpPricing } from './warp-pricing.ts'
import type { WarpTours } from './warp-tours.ts'

/** Time warp, and the time that a van is out for too long, which costs the same. */
export class SpanPricing extends WarpPricing {
  private readonly spans: SpanTimes

  constructor(tours: WarpTours, spans: SpanTimes) {
    super(tours)
    this.spans = spans
  }

  override joint(p: number, s: number): number {
    this.spans.begin(p)
    return super.joint(p, s) + this.spans.excess(s)
  }

  override over1(p: number, u: number, s: number): number {
    return super.over1(p, u, s) + this.spans.excessOver1(p, u, s)
  }

  override over2(p: number, u: number, v: number, s: number): number {
    this.spans.begin(p)
    this.spans.pass(u)
    this.spans.pass(v)
    return super.over2(p, u, v, s) + this.spans.excess(s)
  }

  override overChain(p: number, first: number, last: number, s: number): number {
    this.spans.begin(p)
    this.spans.passAll(first, last)
    return super.overChain(p, first, last, s) + this.spans.excess(s)
  }

  override overChains(p: number, a: number, aLast: number, b: number, bLast: number, s: number): number {
    this.spans.begin(p)
    this.spans.passAll(a, aLast)
    this.spans.passAll(b, bLast)
    return super.overChains(p, a, aLast, b, bLast, s) + this.spans.excess(s)
  }
}
