import type { XY } from '../osm/flat-earth.ts'
import { distance, type Terrain } from './terrain.ts'

export type QuarterKey = 'old' | 'riverside' | 'new' | 'gardens' | 'north' | 'works'

/** A part of town with a way of building of its own. */
export interface TownQuarter {
  key: QuarterKey
  place: 'suburb' | 'quarter'
  zh: string
  en: string
  at: XY
  reach: number
  /** Metres between neighbouring streets. */
  spacing: number
}

export function placeQuarters({ alongRiver, square }: Terrain): TownQuarter[] {
  const bank = (x: number, off: number): XY => alongRiver(() => off, x, x)[0] ?? [x, off]
  return [
    { key: 'old', place: 'suburb', zh: '老城', en: 'Old Town', at: square.middle, reach: 560, spacing: 84 },
    {
      key: 'riverside',
      place: 'suburb',
      zh: '河滨',
      en: 'Riverside',
      at: bank(150, -620),
      reach: 850,
      spacing: 108,
    },
    {
      key: 'new',
      place: 'suburb',
      zh: '新城',
      en: 'New City',
      at: bank(1500, 620),
      reach: 900,
      spacing: 138,
    },
    {
      key: 'gardens',
      place: 'suburb',
      zh: '西园',
      en: 'West Gardens',
      at: bank(-1550, -480),
      reach: 800,
      spacing: 112,
    },
    {
      key: 'north',
      place: 'quarter',
      zh: '北苑',
      en: 'Northgate',
      at: bank(-950, 1480),
      reach: 760,
      spacing: 128,
    },
    {
      key: 'works',
      place: 'quarter',
      zh: '东厂',
      en: 'Eastworks',
      at: bank(1600, -850),
      reach: 650,
      spacing: 185,
    },
  ]
}

export function quarterAt(quarters: readonly TownQuarter[], at: XY): TownQuarter {
  const [first, ...others] = quarters
  if (!first) throw new RangeError('a town has quarters')
  const share = (quarter: TownQuarter) => distance(quarter.at, at) / quarter.reach
  return others.reduce((best, one) => (share(one) < share(best) ? one : best), first)
}
