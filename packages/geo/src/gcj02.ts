import type { LonLat } from '@kerbside/domain'

// The published constants of the Krasovsky 1940 ellipsoid on which GCJ-02 shifts.
const semiMajorMetres = 6_378_245
const squaredEccentricity = 0.00669342162296594

/** Whether Chinese maps shift a point: a box around the mainland, as they use it. */
export const isInChina = ([lon, lat]: LonLat): boolean =>
  lon > 72.004 && lon < 137.8347 && lat > 0.8293 && lat < 55.8271

const waves = (x: number): number =>
  ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3

const shiftLat = (x: number, y: number): number =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * Math.sqrt(Math.abs(x)) +
  waves(x) +
  ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
  ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3

const shiftLon = (x: number, y: number): number =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * Math.sqrt(Math.abs(x)) +
  waves(x) +
  ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
  ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3

/** WGS-84 to GCJ-02, as Chinese base maps want it; identity outside China. */
export const wgs84ToGcj02 = (point: LonLat): LonLat => {
  if (!isInChina(point)) return point
  const [lon, lat] = point
  const [x, y] = [lon - 105, lat - 35]
  const phi = (lat / 180) * Math.PI
  const magic = 1 - squaredEccentricity * Math.sin(phi) ** 2
  const dLat =
    (shiftLat(x, y) * 180) /
    (((semiMajorMetres * (1 - squaredEccentricity)) / (magic * Math.sqrt(magic))) * Math.PI)
  const dLon = (shiftLon(x, y) * 180) / ((semiMajorMetres / Math.sqrt(magic)) * Math.cos(phi) * Math.PI)
  return [lon + dLon, lat + dLat]
}

/** GCJ-02 back to WGS-84, by fixed-point iteration, within a centimetre. */
export const gcj02ToWgs84 = (point: LonLat): LonLat => {
  if (!isInChina(point)) return point
  let guess: LonLat = point
  for (let round = 0; round < 6; round += 1) {
    const shifted = wgs84ToGcj02(guess)
    guess = [guess[0] - (shifted[0] - point[0]), guess[1] - (shifted[1] - point[1])]
  }
  return guess
}
