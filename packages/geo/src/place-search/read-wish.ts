import { folded, needleOf, wordsOf } from './needle.ts'

/** What somebody may have meant by what he typed: one name, two roads that meet, or a house in a street. */
export interface PlaceWish {
  /** The whole as one name, in the spellings that are worth a try. */
  whole: string[]
  /** Two halves that may be roads that meet, either first. */
  pairs: [string, string][]
  /** Halves found in what was written in one word: a stop may bear that very name. */
  guesses: [string, string][]
  house: { street: string; number: number; sign: string } | null
}

const filler =
  /交叉路口|交叉口|交汇处|交界处?|路口$|附近$|旁边?$|门口$|\b(at )?the corner of\b|\bcorner of\b|\bintersection of\b|\bcrossing of\b|\bnear\b/gu
/** Signs that stand between two roads and nowhere else, and words that may be part of a name as well. */
const sign = /\s*(?:[/&+、，,;；@|]|与)\s*/gu
const word = /\s*(?:和|跟|\band\b|\bx\b|\bat\b)\s*/gu
/** Where one road's name ends and the next may begin, written without a space. */
const roadEnd = /[路街道桥弄线](?=.{2})/gu
const mostPairs = 8

/** Reads a wish; every reading is only a guess, and the index tells which of them lead anywhere. */
export const readWish = (typed: string): PlaceWish => {
  const text = folded(typed)
  const plain = text.replaceAll(filler, ' ').trim() || text
  const whole = [needleOf(text), needleOf(plain), wordsOf(plain).join('')]
  return {
    whole: [...new Set(whole)].filter((needle) => needle !== ''),
    pairs: pairsOf(plain),
    guesses: halvesAt(plain, roadEnd).slice(0, mostPairs),
    house: houseOf(text),
  }
}

const pairsOf = (text: string): [string, string][] => {
  const signs = halvesAt(text, sign)
  if (signs.length > 0) return signs
  const words = halvesAt(text, word)
  return (words.length > 0 ? words : halvesAt(text, / /gu)).slice(0, mostPairs)
}

const halvesAt = (text: string, cut: RegExp): [string, string][] =>
  [...text.matchAll(cut)]
    .map((match): [string, string] => {
      // A road's end belongs to it; every other cut stands between.
      const from = match.index + match[0].length
      return [roadOf(text.slice(0, cut === roadEnd ? from : match.index)), roadOf(text.slice(from))]
    })
    .filter(([one, other]) => one.length > 1 && other.length > 1)

const saysNothing = new Set([
  ...['road', 'street', 'avenue', 'lane', 'lu', 'jie', 'dao', 'xi', 'dong', 'nan', 'bei', 'zhong'],
  ...['north', 'south', 'east', 'west', 'middle', 'central', 'nanlu', 'beilu', 'xilu', 'donglu', 'zhonglu'],
])

/** The half of a junction as a needle; empty where no word of it names anything. */
const roadOf = (text: string): string => {
  const words = wordsOf(text)
  return words.every((word) => saysNothing.has(word)) ? '' : words.join('')
}

const streetFirst = /^(.*?[^\d\s-])\s*(\d{1,5})([a-z]?)(?:-\d+)?\s*(?:号|弄|#|hao|h)?$/u
const numberFirst = /^(?:no\.?\s*)?(\d{1,5})([a-z]?)\s+(.*\p{L}.*)$/u

const houseOf = (text: string): PlaceWish['house'] => {
  const after = streetFirst.exec(text)
  if (after) return houseIn(after[1], after[2], after[3])
  const before = numberFirst.exec(text)
  return before ? houseIn(before[3], before[1], before[2]) : null
}

const houseIn = (
  street: string | undefined,
  number: string | undefined,
  letter: string | undefined,
): PlaceWish['house'] => {
  const needle = wordsOf(street ?? '').join('')
  return needle === '' ? null : { street: needle, number: Number(number), sign: `${number}${letter}` }
}
