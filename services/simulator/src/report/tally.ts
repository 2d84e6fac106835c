import type { DoorProblem } from '../doors/door-problem.ts'

/** What happened so far, by name. */
export class Tally {
  readonly #counts = new Map<string, number>()

  count(name: string, by = 1): void {
    this.#counts.set(name, this.of(name) + by)
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  fixes(taken: number, refused: number): void {
    this.count('fixes_taken', taken)
    if (refused > 0) this.count('fixes_refused', refused)
  }

  /** A door refused or could not be reached. */
  problem(door: string, problem: DoorProblem): void {
    this.count(`problem ${door} ${problem.code}`)
  }

  /** Everything counted, by name. */
  all(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)))
  }
}
