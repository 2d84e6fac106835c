import type { Day } from '../day/planning-day.ts'

/** Whether what a tour takes, collects and carries fits its van at every stop. */
export class TourLoads {
  private readonly day: Day
  /** Where the last tour that did not fit was too full, and of what. */
  missAt = 0
  missDimension = 0

  constructor(day: Day) {
    this.day = day
  }

  /** True if it fits; only what is not of the fixed head can be too much. */
  fit(r: number, sequence: Int32Array, length: number): boolean {
    const size = this.day.dimensions.length
    for (let d = 0; d < size; d += 1) if (!this.fitsIn(d, r, sequence, length)) return false
    return true
  }

  private fitsIn(d: number, r: number, sequence: Int32Array, length: number): boolean {
    const { takes, collects, carries, capacity, dimensions, heads } = this.day
    const size = dimensions.length
    const room = capacity[r * size + d] as number
    const head = heads[r]?.length ?? 0
    let [load, wants] = [0, false]
    for (let i = 0; i < length; i += 1) {
      const cell = (sequence[i] as number) * size + d
      load += takes[cell] as number
      if (i >= head && ((takes[cell] as number) > 0 || (collects[cell] as number) > 0 || carries[cell] !== 0))
        wants = true
    }
    if (!wants) return true
    if (load > room) return this.miss(this.lastTaker(d, sequence, length), d)
    for (let i = 0; i < length; i += 1) {
      const cell = (sequence[i] as number) * size + d
      load += (collects[cell] as number) + (carries[cell] as number) - (takes[cell] as number)
      if (load > room) return this.miss(i, d)
    }
    return true
  }

  private lastTaker(d: number, sequence: Int32Array, length: number): number {
    for (let i = length - 1; i >= 0; i -= 1)
      if ((this.day.takes[(sequence[i] as number) * this.day.dimensions.length + d] as number) > 0) return i
    return 0
  }

  private miss(at: number, d: number): false {
    this.missAt = at
    this.missDimension = d
    return false
  }

  /** What is aboard in a dimension when he leaves position `at`; −1 is the start. */
  aboard(d: number, sequence: Int32Array, length: number, at: number): number {
    const { takes, collects, carries, dimensions } = this.day
    const size = dimensions.length
    let load = 0
    for (let i = 0; i < length; i += 1) {
      const cell = (sequence[i] as number) * size + d
      if (i > at) load += takes[cell] as number
      else load += (collects[cell] as number) + (carries[cell] as number)
    }
    return load
  }
}
