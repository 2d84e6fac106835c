import type { LonLat } from '@kerbside/domain'

export type Quality = 'osrm' | 'estimated'

/** Times (s, by the hour) and distances (m), row-major rows × columns; −1 s where no road leads. */
export interface RoadTable {
  rows: number
  columns: number
  seconds: Int32Array
  metres: Int32Array
  quality: Quality
}
export interface Turn {
  instruction: string
  name: string
  metres: number
  seconds: number
  maneuver: { type: string; modifier: string | null; location: LonLat; bearingAfter: number }
}
export interface Way {
  seconds: number
  metres: number
  line: LonLat[]
  legs: { seconds: number; metres: number; steps: Turn[] }[]
  quality: Quality
}
