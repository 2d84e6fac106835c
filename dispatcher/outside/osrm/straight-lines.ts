import type { LonLat } from '@kerbside/domain'
import { distanceMetres } from '@kerbside/geo'
import type { RoadTable, Way } from './road-answers.ts'

/** How roads are guessed without OSRM: straight lines stretched by a detour factor at a steady speed. */
export interface Guess {
  detourFactor: number
  speedKmh: number
}

const secondsOf = (metres: number, guess: Guess): number => (metres / 1000 / guess.speedKmh) * 3600

/** A table of guessed times and distances, marked as estimated. */
export const guessTable = (
  sources: readonly LonLat[],
  destinations: readonly LonLat[],
  guess: Guess,
  factor: number,
): RoadTable => {
  const seconds = new Int32Array(sources.length * destinations.length)
  const metres = new Int32Array(sources.length * destinations.length)
  sources.forEach((from, row) => {
    destinations.forEach((to, column) => {
      const cell = row * destinations.length + column
      const length = distanceMetres(from, to) * guess.detourFactor
      metres[cell] = Math.round(length)
      seconds[cell] = Math.round(secondsOf(length, guess) * factor)
    })
  })
  return { rows: sources.length, columns: destinations.length, seconds, metres, quality: 'estimated' }
}

/** A guessed way: the straight lines themselves, without turns. */
export const guessWay = (points: readonly LonLat[], guess: Guess, factor: number): Way => {
  const legs = points.slice(1).map((to, index) => {
    const length = distanceMetres(points[index] ?? to, to) * guess.detourFactor
    return { metres: Math.round(length), seconds: Math.round(secondsOf(length, guess) * factor), steps: [] }
  })
  return {
    seconds: legs.reduce((sum, leg) => sum + leg.seconds, 0),
    metres: legs.reduce((sum, leg) => sum + leg.metres, 0),
    line: [...points],
    legs,
    quality: 'estimated',
  }
}
