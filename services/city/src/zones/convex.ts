import type { XY } from '../osm/flat-earth.ts'

const turn = (o: XY, a: XY, b: XY): number => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

/** Convex hull, counter-clockwise, not closed (Andrew's monotone chain). */
export function convexHull(points: readonly XY[]): XY[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (ordered: readonly XY[]): XY[] => {
    const chain: XY[] = []
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2) ?? point, chain.at(-1) ?? point, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => (i * Math.PI) / 4)

/** A hull that stands off by some metres on every side. */
export const widen = (hull: readonly XY[], metres: number): XY[] =>
  convexHull(
    hull.flatMap(([x, y]) =>
      CORNERS.map((angle): XY => [x + metres * Math.cos(angle), y + metres * Math.sin(angle)]),
    ),
  )

/** The part of a convex polygon where a·p ≤ b. */
export function clipHalf(polygon: readonly XY[], [ax, ay]: XY, b: number): XY[] {
  const over = ([x, y]: XY): number => ax * x + ay * y - b
  return polygon.flatMap((here, i) => {
    const before = polygon.at(i - 1) ?? here
    const [was, is] = [over(before), over(here)]
    const share = was / (was - is)
    const border: XY = [before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share]
    const crosses = was > 0 !== is > 0
    return [...(crosses ? [border] : []), ...(is <= 0 ? [here] : [])]
  })
}
