import type { LonLat } from '@kerbside/domain'
import { gcj02ToWgs84, isInChina, wgs84ToGcj02 } from './gcj02.ts'

const turn = (Math.PI * 3000) / 180

const gcj02ToBd09 = ([x, y]: LonLat): LonLat => {
  const reach = Math.hypot(x, y) + 0.00002 * Math.sin(y * turn)
  const angle = Math.atan2(y, x) + 0.000003 * Math.cos(x * turn)
  return [reach * Math.cos(angle) + 0.0065, reach * Math.sin(angle) + 0.006]
}

/** WGS-84 to BD-09, which Baidu shifts once more from GCJ-02; identity outside China. */
export const wgs84ToBd09 = (point: LonLat): LonLat =>
  isInChina(point) ? gcj02ToBd09(wgs84ToGcj02(point)) : point

/** BD-09 back to WGS-84, by fixed-point iteration, within a centimetre. */
export const bd09ToWgs84 = (point: LonLat): LonLat => {
  if (!isInChina(point)) return point
  let guess: LonLat = point
  for (let round = 0; round < 8; round += 1) {
    const shifted = gcj02ToBd09(guess)
    guess = [guess[0] - (shifted[0] - point[0]), guess[1] - (shifted[1] - point[1])]
  }
  return gcj02ToWgs84(guess)
}
