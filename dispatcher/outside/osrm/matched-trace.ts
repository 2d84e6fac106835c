import type { LonLat } from '@kerbside/domain'

/** A trace laid on the roads: what it takes on free roads (s), its length (m), how sure that is (0 … 1). */
export interface Matched {
  line: LonLat[]
  seconds: number
  metres: number
  confidence: number
  quality: 'osrm'
}

export interface MatchAnswer {
  matchings?: {
    geometry: { coordinates: LonLat[] }
    duration: number
    distance: number
    confidence: number
  }[]
}

/** A trace with a gap is matched in pieces: they are one drive, as sure as the least sure of them. */
export const joined = (pieces: NonNullable<MatchAnswer['matchings']>): Matched | null =>
  pieces.length === 0
    ? null
    : {
        line: pieces.flatMap((piece) => piece.geometry.coordinates),
        seconds: Math.round(pieces.reduce((sum, piece) => sum + piece.duration, 0)),
        metres: Math.round(pieces.reduce((sum, piece) => sum + piece.distance, 0)),
        confidence: Math.min(...pieces.map((piece) => piece.confidence)),
        quality: 'osrm',
      }
