import type { LonLat } from '@kerbside/domain'
import { alongLine, bearing, lineLength } from '@kerbside/geo'

/** A way being driven: its line and the instants (epoch ms) at which it begins and ends. */
export interface Drive {
  line: readonly LonLat[]
  metres: number
  fromMs: number
  untilMs: number
}

/** Even the next car in the row takes a moment to reach. */
const shortestMs = 20_000

/** Sets out along a line at an even speed, `pace` times as long as the route says. */
export const setOut = (line: readonly LonLat[], seconds: number, pace: number, nowMs: number): Drive => ({
  line,
  metres: lineLength(line),
  fromMs: nowMs,
  untilMs: nowMs + Math.max(shortestMs, seconds * pace * 1000),
})

/** Where he is at an instant, where he looks (degrees) and how fast he goes (metres per second). */
export const whereOn = (drive: Drive, atMs: number): { point: LonLat; heading: number; speed: number } => {
  const share = Math.min(1, Math.max(0, (atMs - drive.fromMs) / (drive.untilMs - drive.fromMs)))
  const metres = drive.metres * share
  const point = alongLine(drive.line, metres)
  const heading = bearing(point, alongLine(drive.line, metres + 5))
  const moving = share > 0 && share < 1
  return { point, heading, speed: moving ? (drive.metres / (drive.untilMs - drive.fromMs)) * 1000 : 0 }
}

/** The instant at which so much of a drive is behind him. */
export const instantAtShare = (drive: Drive, share: number): number =>
  drive.fromMs + (drive.untilMs - drive.fromMs) * share
