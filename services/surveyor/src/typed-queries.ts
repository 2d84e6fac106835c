import type { LonLat } from '@kerbside/domain'
import type { NamedPlace } from '@kerbside/geo'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Something a person might type, and the name he meant. */
export interface TypedQuery {
  kind: QueryKind
  typed: string
  meant: string
  near: LonLat
}

const kinds = ['name', 'beginning', 'pinyin', 'initials', 'english', 'slip', 'junction'] as const
export type QueryKind = (typeof kinds)[number]

/** Draws queries of every kind in turn from a city's places: the same seed draws the same. */
export const drawQueries = (places: readonly NamedPlace[], count: number, seed: number): TypedQuery[] => {
  const source = xoroshiro128plus(seed)
  const random = (): number => uniformFloat64(source)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const single = places.filter(({ kind }) => kind !== 'junction')
  const english = single.filter(({ nameEn }) => nameEn !== null)
  const junctions = places.filter(({ kind }) => kind === 'junction')
  const from: Record<QueryKind, readonly NamedPlace[]> = {
    name: single,
    beginning: single.filter(({ name }) => [...name].length > 3),
    pinyin: single,
    initials: single,
    english,
    slip: single.filter(({ pinyin }) => pinyin.length >= 8),
    junction: junctions,
  }
  const possible = kinds.filter((kind) => from[kind].length > 0)
  return Array.from({ length: count }, (_, index): TypedQuery[] => {
    const kind = possible[index % possible.length]
    const place = kind && pick(from[kind])
    if (!kind || !place) return []
    const [lon, lat] = place.point
    const near: LonLat = [lon + (random() - 0.5) * 0.03, lat + (random() - 0.5) * 0.03]
    return [{ kind, typed: typers[kind](place, random), meant: place.name, near }]
  }).flat()
}

const typers: Record<QueryKind, (place: NamedPlace, random: () => number) => string> = {
  name: ({ name }) => name,
  beginning: ({ name }) => [...name].slice(0, -1).join(''),
  pinyin: ({ pinyin }) => pinyin,
  initials: ({ initials }) => initials,
  english: ({ nameEn }) => (nameEn ?? '').replace(/\bRoad\b/, 'Rd').replace(/^West /, 'W '),
  slip: ({ pinyin }, random) => withSlip(pinyin, random),
  junction: ({ name }, random) => {
    const halves = name.split('/')
    return (random() < 0.5 ? halves.reverse() : halves).join(' ')
  },
}

/** One letter left out, doubled, or exchanged with the next, never the first. */
const withSlip = (text: string, random: () => number): string => {
  const at = 1 + Math.floor(random() * (text.length - 2))
  const slip = Math.floor(random() * 3)
  if (slip === 0) return text.slice(0, at) + text.slice(at + 1)
  if (slip === 1) return text.slice(0, at) + text.charAt(at) + text.slice(at)
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
}
