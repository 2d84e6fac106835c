import { expect, it } from 'vitest'
import { tileAt } from './tile-probe.ts'

it('names the tile over the middle of Shanghai', () => {
  const tiles = { url: 'https://kerbside.test/{z}/{x}/{y}.mvt', minzoom: 8, maxzoom: 14 }
  expect(tileAt(tiles, [121.47, 31.23])).toBe('https://kerbside.test/12/3430/1673.mvt')
  expect(tileAt({ ...tiles, maxzoom: 10 }, [121.47, 31.23])).toBe('https://kerbside.test/10/857/418.mvt')
})
