/** Something outside is not as we need it; the message is a sentence for the person at the terminal. */
export class Trouble extends Error {
  override name = 'Trouble'
}

/** The words of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
