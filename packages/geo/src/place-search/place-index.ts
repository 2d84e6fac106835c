import type { LonLat } from '@kerbside/domain'
import { distanceMetres } from '../lines.ts'
import { type Form, NameIndex, type NameMatch, type Tier } from './name-index.ts'
import { englishNeedles, needleOf } from './needle.ts'
import { PlaceGrid } from './place-grid.ts'
import { readWish } from './read-wish.ts'

/** Something that can be found by its name: what the city import writes, junctions as “A/B” in every spelling. */
export interface NamedPlace {
  id: string
  kind: 'road' | 'junction' | 'stop' | 'poi' | 'house' | 'quarter'
  name: string
  nameEn: string | null
  pinyin: string
  initials: string
  point: LonLat
  /** 0 to 100, the more the likelier meant. */
  weight: number
}

interface Hit {
  place: number
  tier: Tier
  cost: number
}
interface House {
  place: number
  number: number
  sign: string
}

/** At this distance nearness is half used up. */
const halfwayMetres = 2_000
/** Beside the nearest house, a road or a junction counts only when it is clearly nearer. */
const reversePenalty: Readonly<Record<NamedPlace['kind'], number | null>> = {
  house: 0,
  junction: 10,
  poi: 20,
  stop: 20,
  road: 40,
  quarter: null,
}
const mostHouses = 6
/** What bears the very name comes before the corner that one may read into it. */
const guessedOff = 0.15

/**
 * Finds places by what people type: Chinese, English in any usual order, pinyin, initials, junctions in either order,
 * house numbers, and all of them with slips of typing. What was typed comes before what begins so, that before what
 * holds it, that before what resembles it; among equals the near and the likely come first. Answers within about a
 * millisecond for a city; everything is kept in memory, some hundred bytes a name.
 */
export class PlaceIndex<P extends NamedPlace = NamedPlace> {
  readonly #places: readonly P[]
  readonly #names = new NameIndex()
  readonly #placesOf: number[][] = []
  /** Junctions by the two names that meet there, the smaller number first, and by each of them. */
  readonly #meetings = new Map<string, number[]>()
  readonly #junctionsOf: number[][] = []
  readonly #houses = new Map<number, House[]>()
  readonly #grid: PlaceGrid

  constructor(places: readonly P[]) {
    this.#places = places
    this.#grid = new PlaceGrid(places.map(({ point }) => point))
    const names = new Map<string, number>()
    const forms = formsByName(places)
    const nameOf = (name: string): number => {
      const known = names.get(name)
      if (known !== undefined) return known
      const added = this.#names.add(forms.get(name) ?? [])
      names.set(name, added)
      this.#placesOf[added] = []
      this.#junctionsOf[added] = []
      return added
    }
    for (const [index, place] of places.entries()) this.#add(place, index, nameOf)
  }

  get size(): number {
    return this.#places.length
  }

  /** The best places for a wish, at most `limit`; near ones first among equals where `near` is given. */
  search(typed: string, { near, limit }: { near?: LonLat | undefined; limit: number }): P[] {
    const wish = readWish(typed)
    const best = new Map<number, Hit>()
    const take = (place: number, tier: Tier, off: number): void => {
      const hit = { place, tier, cost: this.#costOf(place, off, near) }
      const known = best.get(place)
      if (!known || isBetter(hit, known)) best.set(place, hit)
    }
    for (const needle of wish.whole) this.#whole(needle, take)
    for (const pair of wish.pairs) this.#pair(pair, take)
    for (const pair of wish.guesses)
      this.#pair(pair, (place, tier, off) => take(place, tier, off + guessedOff))
    if (wish.house) this.#house(wish.house, take)
    return [...best.values()]
      .sort((a, b) => a.tier - b.tier || a.cost - b.cost || a.place - b.place)
      .slice(0, limit)
      .flatMap(({ place }) => this.#places[place] ?? [])
  }

  /** The place that names a point best, and how far it is in metres; undefined when nothing is near. */
  nearest(point: LonLat): { place: P; metres: number } | undefined {
    const kindOf = (index: number) => this.#places[index]?.kind ?? 'quarter'
    const found = this.#grid.nearest(point, (index) => reversePenalty[kindOf(index)], 40)
    const place = this.#places[found?.index ?? -1]
    return place && found && { place, metres: found.metres }
  }

  #add(place: NamedPlace, index: number, nameOf: (name: string) => number): void {
    if (place.kind === 'junction') {
      const [one = -1, other = -1] = place.name.split('/').map(nameOf)
      push(this.#meetings, meetingOf(one, other), index)
      this.#junctionsOf[one]?.push(index)
      this.#junctionsOf[other]?.push(index)
      return
    }
    this.#placesOf[nameOf(place.name)]?.push(index)
    const [, street, number, letter = ''] = houseName.exec(place.name) ?? []
    if (place.kind === 'house' && street && number)
      push(this.#houses, nameOf(street.trim()), {
        place: index,
        number: Number(number),
        sign: `${number}${letter.toLowerCase()}`,
      })
  }

  #whole(needle: string, take: Take): void {
    for (const { name, tier, off } of this.#names.match(needle)) {
      for (const place of this.#placesOf[name] ?? []) take(place, tier, off)
      // A road's junctions come after what bears the name itself.
      for (const place of this.#junctionsOf[name] ?? []) take(place, later(tier), off + 0.25)
    }
  }

  #pair([one, other]: readonly [string, string], take: Take): void {
    const some = bestFew(this.#names.match(one))
    const others = some.length > 0 ? bestFew(this.#names.match(other)) : []
    for (const a of some) {
      for (const b of others) {
        const tier = worse(a.tier, b.tier)
        for (const place of this.#meetings.get(meetingOf(a.name, b.name)) ?? [])
          take(place, tier, (a.off + b.off) / 2)
      }
    }
  }

  /** The house itself; where it is not known, those of the street whose numbers are nearest, then the street. */
  #house({ street, number, sign }: { street: string; number: number; sign: string }, take: Take): void {
    for (const { name, tier, off } of bestFew(this.#names.match(street))) {
      const houses = this.#houses.get(name) ?? []
      const byNumber = houses
        .map((house) => ({ house, away: Math.abs(house.number - number) }))
        .sort((a, b) => a.away - b.away)
      for (const { house, away } of byNumber.slice(0, mostHouses))
        take(house.place, house.sign === sign ? tier : later(tier), off + Math.min(0.5, away / 100))
      for (const place of this.#placesOf[name] ?? [])
        if (this.#places[place]?.kind === 'road') take(place, later(tier), off + 0.5)
    }
  }

  #costOf(index: number, off: number, near: LonLat | undefined): number {
    const place = this.#places[index]
    if (!place) return Number.POSITIVE_INFINITY
    const metres = near ? distanceMetres(near, place.point) : 0
    return (2 * metres) / (metres + halfwayMetres) + (1 - place.weight / 100) + 4 * off
  }
}

type Take = (place: number, tier: Tier, off: number) => void

const houseName = /^(.*?)\s*(\d{1,5})(\p{L}?)(?:-\d+)?号?$/u
const meetingOf = (one: number, other: number): string =>
  one < other ? `${one}|${other}` : `${other}|${one}`
const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
const worse = (one: Tier, other: Tier): Tier => (one > other ? one : other)
const later = (tier: Tier): Tier => (tier < 2 ? 2 : 3)
const isBetter = (hit: Hit, known: Hit): boolean =>
  hit.tier < known.tier || (hit.tier === known.tier && hit.cost < known.cost)

const mostNames = 60
const bestFew = (matches: NameMatch[]): NameMatch[] =>
  matches.sort((a, b) => a.tier - b.tier || a.off - b.off).slice(0, mostNames)

/** Every way to type each name; a junction lends its halves' spellings to its roads. */
const formsByName = (places: readonly NamedPlace[]): Map<string, Form[]> => {
  const needles = new Map<string, Map<string, boolean>>()
  const add = (name: string, needle: string, initials: boolean): void => {
    const known = needles.get(name) ?? new Map<string, boolean>()
    needles.set(name, known)
    // Short names have initials that are their whole pinyin: those are searched like names.
    known.set(needle, initials && (known.get(needle) ?? true))
  }
  for (const place of places) {
    const [english, pinyin, initials] = [
      place.nameEn?.split('/'),
      place.pinyin.split('/'),
      place.initials.split('/'),
    ]
    const halves = place.kind === 'junction' ? place.name.split('/') : [place.name]
    halves.forEach((name, at) => {
      const whole = place.kind === 'junction'
      add(name, needleOf(name), false)
      for (const needle of englishNeedles((whole ? english?.[at] : place.nameEn) ?? ''))
        add(name, needle, false)
      add(name, needleOf((whole ? pinyin[at] : place.pinyin) ?? ''), false)
      add(name, needleOf((whole ? initials[at] : place.initials) ?? ''), true)
    })
    if (place.kind === 'house') addStreet(place, add)
  }
  return new Map(
    [...needles].map(([name, forms]) => [
      name,
      [...forms].map(([needle, initials]) => ({ needle, initials })),
    ]),
  )
}

/** A street of which only houses are in the data is found by its name all the same. */
const addStreet = (
  place: NamedPlace,
  add: (name: string, needle: string, initials: boolean) => void,
): void => {
  const street = houseName.exec(place.name)?.[1]?.trim()
  if (!street) return
  add(street, needleOf(street), false)
  add(street, needleOf(place.pinyin).replace(/\d.*$/u, ''), false)
  add(street, needleOf(place.initials).replace(/\d.*$/u, ''), true)
}
