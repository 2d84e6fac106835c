import type { LonLat } from '@kerbside/domain'

const earthMetres = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance in metres (haversine). */
export const distanceMetres = (a: LonLat, b: LonLat): number => {
  const dLat = radians(b[1] - a[1])
  const dLon = radians(b[0] - a[0])
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dLon / 2) ** 2
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Initial bearing from a to b, degrees clockwise from north, 0 ≤ x < 360. */
export const bearing = (a: LonLat, b: LonLat): number => {
  const dLon = radians(b[0] - a[0])
  const y = Math.sin(dLon) * Math.cos(radians(b[1]))
  const x =
    Math.cos(radians(a[1])) * Math.sin(radians(b[1])) -
    Math.sin(radians(a[1])) * Math.cos(radians(b[1])) * Math.cos(dLon)
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

/** The length of a line in metres. */
export const lineLength = (line: readonly LonLat[]): number => {
  let metres = 0
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]]
    if (a && b) metres += distanceMetres(a, b)
  }
  return metres
}

/** The point so many metres along a line; its ends before 0 and beyond its length. Throws on an empty line. */
export const alongLine = (line: readonly LonLat[], metres: number): LonLat => {
  const first = line[0]
  if (!first) throw new RangeError('a line needs a point')
  let left = metres
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]]
    if (!a || !b) continue
    const leg = distanceMetres(a, b)
    if (left <= leg) {
      const share = leg === 0 ? 0 : Math.max(0, left) / leg
      return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    }
    left -= leg
  }
  return line.at(-1) ?? first
}

/** How far along a line the place nearest to a point is, and how far off the point lies, in metres. */
export const metresAlong = (line: readonly LonLat[], point: LonLat): { metres: number; off: number } => {
  let best = { metres: 0, off: line[0] ? distanceMetres(line[0], point) : Number.POSITIVE_INFINITY }
  let before = 0
  const squeeze = Math.cos(radians(point[1]))
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]]
    if (!a || !b) continue
    const [dx, dy] = [(b[0] - a[0]) * squeeze, b[1] - a[1]]
    const square = dx * dx + dy * dy
    const raw = square === 0 ? 0 : ((point[0] - a[0]) * squeeze * dx + (point[1] - a[1]) * dy) / square
    const share = Math.min(1, Math.max(0, raw))
    const on: LonLat = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
    const off = distanceMetres(on, point)
    const leg = distanceMetres(a, b)
    if (off < best.off) best = { metres: before + leg * share, off }
    before += leg
  }
  return best
}

/** The bounds of points as `[west, south, east, north]`; throws without a point. */
export const bboxOf = (points: readonly LonLat[]): [number, number, number, number] => {
  if (points.length === 0) throw new RangeError('bounds need a point')
  const lons = points.map((point) => point[0])
  const lats = points.map((point) => point[1])
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
