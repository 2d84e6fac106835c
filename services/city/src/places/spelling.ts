import { pinyin } from 'pinyin-pro'

export interface Spelling {
  /** Letters and digits only, small: `nanjingxilu`; other scripts lose their accents. */
  pinyin: string
  /** First letter of every syllable or word: `njxl`. */
  initials: string
}

const ACCENTS = /\p{M}/gu
const WORDS = /[\p{L}\p{N}]+/gu

/** How a name is typed on a keyboard. The halves of a junction stay apart by "/", so that either may come first. */
export function spell(name: string): Spelling {
  const halves = name.split('/').map(spellOne)
  return {
    pinyin: halves.map((half) => half.pinyin).join('/'),
    initials: halves.map((half) => half.initials).join('/'),
  }
}

function spellOne(name: string): Spelling {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  const words = syllables.flatMap(
    (syllable) => syllable.normalize('NFD').replace(ACCENTS, '').toLowerCase().match(WORDS) ?? [],
  )
  return { pinyin: words.join(''), initials: words.map(initialOf).join('') }
}

/** A number is typed whole: "G312" is g312, "128" is 128. */
const initialOf = (word: string): string => (/^\p{L}?\d+$/u.test(word) ? word : ([...word][0] ?? ''))
