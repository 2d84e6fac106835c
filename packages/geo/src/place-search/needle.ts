/** How names and wishes are compared: full-width as half, small letters, no accents (ü is typed v), no signs or spaces. */
export const needleOf = (text: string): string => folded(text).replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** Like a needle, but words stay apart by one space and the signs that join roads stay. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .trim()

const written: Readonly<Record<string, string>> = {
  rd: 'road',
  st: 'street',
  str: 'street',
  ave: 'avenue',
  av: 'avenue',
  blvd: 'boulevard',
  hwy: 'highway',
  expy: 'expressway',
  ln: 'lane',
  sq: 'square',
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  mid: 'middle',
  m: 'middle',
  c: 'central',
  no: '',
}
const sides = new Set(['north', 'south', 'east', 'west', 'middle', 'central'])

/** The words of a Latin name with what is usually shortened written out; other scripts stay as they are. */
export const wordsOf = (text: string): string[] =>
  (folded(text).match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((word) => written[word] ?? word)
    .filter((word) => word !== '')

/**
 * The ways in which people order an English road name, as needles: “West Nanjing Road”, “Nanjing West Road”,
 * “Nanjing Road West”. One needle for a name without a side.
 */
export const englishNeedles = (name: string): string[] => {
  // What stands in brackets is another name: "Fengyang Road (Burkill Road)".
  return name.split(/[()]/).flatMap((part) => {
    const words = wordsOf(part)
    const side = words.find((word) => sides.has(word))
    if (words.length === 0) return []
    if (!side || words.length < 2) return [words.join('')]
    const rest = words.filter((word) => word !== side)
    return [
      ...new Set([
        words.join(''),
        side + rest.join(''),
        rest.slice(0, -1).join('') + side + rest.at(-1),
        rest.join('') + side,
      ]),
    ]
  })
}
