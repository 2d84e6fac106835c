import { slipsToBeginning } from './typing-slips.ts'

/** How well a name answers: 0 it is what was typed, 1 it begins so, 2 it holds it, 3 it resembles it. */
export type Tier = 0 | 1 | 2 | 3
export interface NameMatch {
  name: number
  tier: Tier
  /** Share of what was typed that is wrong, 0 to 1. */
  off: number
}

/** A way to type a name; initials are not searched for within nor with errors: they are too short to be told apart. */
export interface Form {
  needle: string
  initials: boolean
}

const han = /\p{Script=Han}/u
/** Of those that share most pieces with what was typed, so many are looked at closely. */
const mostCandidates = 1_500
const leastShare = 0.34

/**
 * Finds names by pieces of their spellings: pairs of Han characters, triples of letters (the trigrams of Zobel & Dart
 * 1995), each name once. Candidates come from the lists of the pieces, then each is judged letter by letter.
 */
export class NameIndex {
  readonly #forms: Form[][] = []
  readonly #byPiece = new Map<string, number[]>()

  /** Adds a name and answers its number. */
  add(forms: readonly Form[]): number {
    const name = this.#forms.push(forms.filter(({ needle }) => needle !== '')) - 1
    const pieces = new Set(forms.flatMap(({ needle }) => piecesOf(needle)))
    for (const piece of pieces) {
      const names = this.#byPiece.get(piece)
      if (names) names.push(name)
      else this.#byPiece.set(piece, [name])
    }
    return name
  }

  /** All names that answer a needle, in no order. */
  match(needle: string): NameMatch[] {
    const pieces = new Set(piecesOf(needle))
    const slips = slipsAllowed(needle)
    const shared = new Map<number, number>()
    for (const piece of pieces) {
      for (const name of this.#byPiece.get(piece) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1)
    }
    const least = leastShared(pieces.size, slips)
    let candidates = [...shared].filter(([, count]) => count >= least)
    if (candidates.length > mostCandidates)
      candidates = candidates.sort((a, b) => b[1] - a[1]).slice(0, mostCandidates)
    return candidates.flatMap(([name]) => judge(name, this.#forms[name] ?? [], needle, slips) ?? [])
  }
}

/** A slip spoils the three pieces around it (the q-gram lemma, Ukkonen 1992); within a name the two at its beginning are missing. */
const leastShared = (pieces: number, slips: number): number =>
  Math.max(1, Math.ceil(pieces * leastShare), pieces - 2 - 3 * slips)

/** A letter with the two before it, a Han character with the one before it; the beginning counts as letters too. */
const piecesOf = (needle: string): string[] => {
  const signs = `^^${needle}`
  const pieces: string[] = []
  for (let at = 2; at < signs.length; at += 1)
    pieces.push(signs.slice(isHan(signs.charCodeAt(at)) ? at - 1 : at - 2, at + 1))
  return pieces
}

/** Unified ideographs of the basic plane, where all names of streets are. */
const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff

/** Short wishes are taken at their word; one slip from four letters or three characters on, two from eight or six. */
const slipsAllowed = (needle: string): number => {
  const letters = han.test(needle) ? needle.length * 1.34 : needle.length
  return letters < 4 ? 0 : letters < 8 ? 1 : 2
}

const judge = (
  name: number,
  forms: readonly Form[],
  needle: string,
  slips: number,
): NameMatch | undefined => {
  let tier: Tier | undefined
  for (const form of forms) {
    const found = tierOf(form, needle)
    if (found !== undefined && (tier === undefined || found < tier)) tier = found
  }
  if (tier !== undefined) return { name, tier, off: 0 }
  if (slips === 0) return undefined
  let least = slips + 1
  for (const { needle: form, initials } of forms)
    if (!initials && least > 1) least = Math.min(least, slipsToBeginning(needle, form, slips))
  return least <= slips ? { name, tier: 3, off: least / needle.length } : undefined
}

const tierOf = ({ needle: form, initials }: Form, needle: string): Tier | undefined => {
  if (form === needle) return 0
  if (form.startsWith(needle)) return 1
  return !initials && form.includes(needle) ? 2 : undefined
}
