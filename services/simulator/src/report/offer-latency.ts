/** Wall milliseconds from sending a rescue's POST to its first offer on some technician's phone; we hold both ends. */
export class OfferLatency {
  readonly #wall: () => number
  readonly #sent = new Map<string, number>()
  readonly #offered = new Map<string, number>()

  constructor(wall: () => number = () => performance.now()) {
    this.#wall = wall
  }

  /** A rescue's POST is being sent; answers how to say which job it became. */
  sending(): (jobId: string) => void {
    const atMs = this.#wall()
    return (jobId) => this.#sent.set(jobId, atMs)
  }

  /** An offer has come; it may well be here before the answer to the POST. */
  offered(jobId: string): void {
    if (!this.#offered.has(jobId)) this.#offered.set(jobId, this.#wall())
  }

  /** One number for each rescue that was offered to somebody. */
  samples(): number[] {
    return [...this.#sent].flatMap(([jobId, sentMs]) => {
      const offeredMs = this.#offered.get(jobId)
      return offeredMs === undefined ? [] : [offeredMs - sentMs]
    })
  }
}
