import type { LonLat } from '@kerbside/domain'
import { describe, expect, it } from 'vitest'
import type { Roads, RoadTable } from '../outside/osrm/index.ts'
import { MatrixCache } from './matrix-cache.ts'
import type { MatrixPoint } from './zone-matrix.ts'

/** Roads on which a way takes as long as its ends say, one way longer than back; counts what it is asked. */
const roadsByEnds = () => {
  const asked: number[] = []
  let quality: RoadTable['quality'] = 'osrm'
  const secondsOf = ([from]: LonLat, [to]: LonLat): number => (from === to ? 0 : from * 100 + to * 1000)
  const table: Roads['table'] = async (points, { sources = [], destinations = [] }) => {
    asked.push(sources.length * destinations.length)
    const cells = sources.flatMap((from) =>
      destinations.map((to) => secondsOf(points[from] ?? [0, 0], points[to] ?? [0, 0])),
    )
    const seconds = Int32Array.from(cells)
    return { rows: sources.length, columns: destinations.length, seconds, metres: seconds, quality }
  }
  return {
    roads: { table } as unknown as Roads,
    asked,
    secondsOf,
    be: (now: RoadTable['quality']) => {
      quality = now
    },
  }
}
const place = (lon: number, startOnly = false): MatrixPoint => ({ point: [lon, 31], startOnly })
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

describe('the matrix cache', () => {
  it('asks for all pairs once, for nothing the second time, and for one row and one column per new place', async () => {
    const { roads, asked, secondsOf } = roadsByEnds()
    const cache = new MatrixCache(roads)
    const six = [1, 2, 3, 4, 5, 6].map((lon) => place(lon))
    await cache.matrixFor(six)
    const first = sum(asked)
    expect(first).toBeLessThanOrEqual(36)
    await cache.matrixFor(six.toReversed())
    expect(sum(asked)).toBe(first)
    const seven = [...six, place(7)]
    const { matrix } = await cache.matrixFor(seven)
    expect(sum(asked) - first).toBeLessThanOrEqual(13)
    seven.forEach((from, row) => {
      seven.forEach((to, column) => {
        expect(matrix.seconds[row * 7 + column]).toBe(secondsOf(from.point, to.point))
      })
    })
  })

  it('drives from a van’s present place, never towards it', async () => {
    const { roads, secondsOf } = roadsByEnds()
    const cache = new MatrixCache(roads)
    const { matrix } = await cache.matrixFor([place(1, true), place(2)])
    expect(matrix.seconds[1]).toBe(secondsOf([1, 31], [2, 31]))
    expect(matrix.seconds[2]).toBe(-1)
  })

  it('keeps no estimate, and no more places than it may', async () => {
    const { roads, asked, be } = roadsByEnds()
    const cache = new MatrixCache(roads, { places: 4, bytes: 1e9 })
    be('estimated')
    expect((await cache.matrixFor([place(1), place(2)])).quality).toBe('estimated')
    be('osrm')
    expect((await cache.matrixFor([place(1), place(2)])).quality).toBe('osrm')
    const before = asked.length
    await cache.matrixFor([place(3), place(4), place(5)])
    await cache.matrixFor([place(1), place(2)])
    expect(asked.length).toBeGreaterThan(before + 1)
  })

  it('lets only the places unused longest go', async () => {
    const { roads, asked } = roadsByEnds()
    const cache = new MatrixCache(roads, { places: 3, bytes: 1e9 })
    await cache.matrixFor([place(1), place(2), place(3)])
    await cache.matrixFor([place(1), place(2)])
    await cache.matrixFor([place(4), place(1)])
    const before = sum(asked)
    await cache.matrixFor([place(1), place(2)])
    expect(sum(asked)).toBe(before)
    await cache.matrixFor([place(3), place(1)])
    expect(sum(asked)).toBeGreaterThan(before)
    expect(cache.counts).toMatchObject({ zones: 1, places: 3 })
  })

  it('remembers each zone by itself, and no more zones than its bytes allow', async () => {
    const { roads } = roadsByEnds()
    const cache = new MatrixCache(roads, { places: 64, bytes: 2 * 64 * 64 * 8 })
    for (const zone of ['a', 'b', 'c']) await cache.matrixFor([place(1), place(2)], zone)
    expect(cache.counts).toMatchObject({ zones: 2, bytes: 2 * 64 * 64 * 8 })
  })

  it('asks nothing anew for a van whose receiver trembles, and everything once the roads have changed', async () => {
    const { roads, asked } = roadsByEnds()
    const cache = new MatrixCache(roads)
    await cache.matrixFor([place(1, true), place(2)])
    const before = sum(asked)
    await cache.matrixFor([place(1.00012, true), place(2)])
    expect(sum(asked)).toBe(before)
    cache.forget()
    await cache.matrixFor([place(1, true), place(2)])
    expect(sum(asked)).toBeGreaterThan(before)
  })
})
