import { type Fix, type LonLat, toInstant } from '@kerbside/domain'
import type { RandomStream } from '../random-stream.ts'

/** Mostly the sky is open; between high houses it is not. The median of real phones is 6 m. */
const openMetres = 6
const canyonMetres = 50
const canyonShare = 0.07
/** Beyond so many times its stated accuracy no fix of ours lies. */
const furthest = 2.5

const metresPerDegree = 111_195

/** What a phone at a true place reports: off by its accuracy, as a rule. */
export const noisyFix = (
  truth: { point: LonLat; heading: number | null; speed: number | null },
  atMs: number,
  stream: RandomStream,
): Fix => {
  const accuracy = stream.chance(canyonShare) ? canyonMetres : openMetres
  const metres = Math.min(furthest, Math.abs(stream.normal())) * accuracy
  const direction = stream.between(0, 2 * Math.PI)
  const [lon, lat] = truth.point
  const east = (metres * Math.sin(direction)) / (metresPerDegree * Math.cos((lat * Math.PI) / 180))
  const north = (metres * Math.cos(direction)) / metresPerDegree
  return {
    at: toInstant(atMs),
    point: [Number((lon + east).toFixed(6)), Number((lat + north).toFixed(6))],
    accuracy,
    heading: truth.heading === null ? null : Math.round(truth.heading) % 360,
    speed: truth.speed === null ? null : Math.round(truth.speed * 10) / 10,
  }
}
