/** Tells the person at the terminal what happens, a line a thing: the part in a column of its own, then a sentence. */
export type Say = (part: string, sentence: string) => void

const COLUMN = 11

export function sayOn(stream: NodeJS.WritableStream): Say {
  return (part, sentence) => {
    stream.write(`${part.padEnd(COLUMN)} ${sentence}\n`)
  }
}

export const sayNothing: Say = () => undefined

/** Seconds since `begunMs` with one decimal, as shown to people. */
export function secondsSince(begunMs: number): string {
  return `${((performance.now() - begunMs) / 1000).toFixed(1)} s`
}
