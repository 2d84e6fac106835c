/** In an outage everybody says the same: once in so many milliseconds of the wall is enough. */
const quietMs = 30_000

/** Says what went wrong, each sentence once in a while, with how often it was held back meanwhile. */
export const makeTroubleLog = (say: (line: string) => void, wall: () => number = Date.now) => {
  const said = new Map<string, { atMs: number; heldBack: number }>()
  return (error: unknown): void => {
    const sentence = error instanceof Error ? error.message : String(error)
    const last = said.get(sentence)
    if (last && wall() - last.atMs < quietMs) {
      last.heldBack += 1
      return
    }
    said.set(sentence, { atMs: wall(), heldBack: 0 })
    say(`trouble: ${sentence}${last && last.heldBack > 0 ? ` (and ${last.heldBack} times since)` : ''}`)
  }
}
