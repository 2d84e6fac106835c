import type { CellWorld } from './cell-world.ts'

/**
 * The work of one zone as cells come and go: service seconds a day, and driving a day when every drive goes from one
 * of its jobs to another at random. All sums are kept, so that a change costs one row and one column of its cells.
 */
export class ZoneLoad {
  readonly members = new Set<number>()
  jobs = 0
  service = 0
  /** Σ jobs × jobs × seconds over its pairs of cells; divided by its jobs this is its driving a day. */
  #pairs = 0
  readonly #world: CellWorld

  constructor(world: CellWorld) {
    this.#world = world
  }

  /** Seconds of driving a day. */
  get drive(): number {
    return this.jobs > 0 ? this.#pairs / this.jobs : 0
  }

  /** Seconds of service and driving a day. */
  get work(): number {
    return this.service + this.drive
  }

  /** Mean seconds of a drive from one job to another. */
  get meanDrive(): number {
    return this.jobs > 0 ? this.drive / this.jobs : 0
  }

  add(cell: number): void {
    this.#pairs += this.#pairsWith(cell)
    this.#count(cell, 1)
    this.members.add(cell)
  }

  remove(cell: number): void {
    this.members.delete(cell)
    this.#pairs = this.members.size === 0 ? 0 : Math.max(0, this.#pairs - this.#pairsWith(cell))
    this.#count(cell, -1)
  }

  /** What work and driving would be with the cell, or without one of its own. */
  with(cell: number, comes: boolean): { work: number; drive: number } {
    const { jobsPerDay = 0, serviceSeconds = 0 } = this.#world.cells[cell] ?? {}
    const sign = comes ? 1 : -1
    const jobs = this.jobs + sign * jobsPerDay
    const pairs = this.#pairs + sign * this.#pairsWith(cell)
    const drive = jobs > 1e-9 ? Math.max(0, pairs) / jobs : 0
    return { work: this.service + sign * jobsPerDay * serviceSeconds + drive, drive }
  }

  #count(cell: number, sign: number): void {
    const { jobsPerDay = 0, serviceSeconds = 0 } = this.#world.cells[cell] ?? {}
    this.jobs += sign * jobsPerDay
    this.service += sign * jobsPerDay * serviceSeconds
  }

  /** The pairs that a cell has with the others, both ways, and with itself. */
  #pairsWith(cell: number): number {
    const { cells, seconds } = this.#world
    const size = cells.length
    const weight = cells[cell]?.jobsPerDay ?? 0
    if (weight === 0) return 0
    let sum = weight * (seconds[cell * size + cell] ?? 0)
    for (const other of this.members) {
      if (other === cell) continue
      const drives = (seconds[cell * size + other] ?? 0) + (seconds[other * size + cell] ?? 0)
      sum += (cells[other]?.jobsPerDay ?? 0) * drives
    }
    return weight * sum
  }
}
