/** A seeded xorshift generator (Marsaglia 2003), faster than one call through a closure per number. */
export class FastChance {
  private state: number

  constructor(seed: number) {
    this.state = Math.imul(seed + 0x5bd1, 0x9e3779b1) | 0 || 1
    for (let i = 0; i < 4; i++) this.unit()
  }

  /** A number in [0, 1). */
  unit(): number {
    let s = this.state
    s ^= s << 13
    s ^= s >>> 17
    s ^= s << 5
    this.state = s
    return (s >>> 0) / 4_294_967_296
  }

  /** A whole number in [0, count). */
  below(count: number): number {
    return (this.unit() * count) | 0
  }

  /** How many successes come before the first failure, when one try fails with `probability` (0 … 1). */
  runLength(probability: number): number {
    if (probability <= 0) return 1 << 30
    return Math.floor(Math.log(1 - this.unit()) / Math.log(1 - probability))
  }

  /** What a cost may exceed the present one by at this temperature (annealing): −T·ln U. */
  leave(temperature: number): number {
    return -temperature * Math.log(1 - this.unit())
  }
}
