/** Something outside is not as we need it; the message is a sentence for the person at the terminal. */
export class Trouble extends Error {
  override name = 'Trouble'
}

const full = 'The disk is full: make room, then start again.'
const closed = (path: string): string =>
  `${path || 'A folder that is needed'} cannot be written by this user: choose another with --data DIR, or give him the right.`

/** What the file system refuses, as a sentence with the way out. */
const refusals: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => full,
  EDQUOT: () => full,
  EACCES: closed,
  EPERM: closed,
  EROFS: closed,
  ENOTDIR: closed,
}

/** The sentence for the person at the terminal; undefined when it is our own mistake. */
export function sentenceOf(thrown: unknown): string | undefined {
  if (thrown instanceof Trouble) return thrown.message
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined
  return refusals[String(thrown.code)]?.('path' in thrown ? String(thrown.path) : '')
}

/** The words of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
