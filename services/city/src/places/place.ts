import { spell } from './spelling.ts'

export type PlaceKind = 'road' | 'junction' | 'stop' | 'poi' | 'house' | 'quarter'

/** One line of `places.ndjson`: something a customer can name when asked where the car stands. */
export interface Place {
  id: string
  kind: PlaceKind
  name: string
  nameEn: string | null
  pinyin: string
  initials: string
  lon: number
  lat: number
  /** Where it is, to tell it from others of its name. */
  detail: { en: string; zh: string } | null
  /** 0–100, the more the likelier meant. */
  weight: number
}

/** A place before it is known in which part of the city it lies. */
export interface FoundPlace {
  id: string
  kind: PlaceKind
  name: string
  nameEn: string | null
  at: [number, number]
  weight: number
}

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

export function placeLine(found: FoundPlace, detail: Place['detail']): Place {
  const { id, kind, name, nameEn, at, weight } = found
  const [lon, lat] = [round6(at[0]), round6(at[1])]
  return { id, kind, name, nameEn, ...spell(name), lon, lat, detail, weight: Math.round(weight) }
}
