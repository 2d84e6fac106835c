import type { Language, LonLat } from '@kerbside/domain'
import { joined, type MatchAnswer, type Matched } from './matched-trace.ts'
import { type OsrmClient, openOsrm, RoadsTrouble } from './osrm-client.ts'
import type { Quality, RoadTable, Way } from './road-answers.ts'
import { type Guess, guessTable, guessWay } from './straight-lines.ts'
import { instructionOf, type OsrmStep } from './turn-text.ts'

/** The roads of the city; nothing here throws for trouble outside, it answers an estimate instead. */
export interface Roads {
  /**
   * Times at an instant (epoch seconds), or on free roads for null; `sources` and `destinations` are indices into `points`,
   * all unless said.
   */
  table(
    points: readonly LonLat[],
    options: { at: number | null; sources?: readonly number[]; destinations?: readonly number[] },
  ): Promise<RoadTable>
  route(
    points: readonly LonLat[],
    options: { at: number | null; zoneId?: string; steps?: boolean; language?: Language },
  ): Promise<Way>
  nearest(point: LonLat): Promise<{ point: LonLat; name: string; metres: number; quality: Quality }>
  match(trace: readonly { point: LonLat; at: number }[]): Promise<Matched | null>
  /** Asks another server from now on, over changed roads; null goes back to the first. */
  use(url: string | null): void
  health(): { roads: Quality; reason: string | null; since: string | null }
  counts(): { calls: number; failures: number; milliseconds: number }
}

export interface RoadsOptions {
  osrmUrl: string | null
  /** How much longer driving takes than the profile says, at an instant (epoch seconds), in a zone where it is known. */
  hourFactor: (atSeconds: number, zoneId: string) => number
  fetch?: typeof fetch
  detourFactor?: number
  /** Free-flow speed of the guess, before the factor of the hour. */
  guessSpeedKmh?: number
  limitsMs?: { table: number; route: number }
}

/** How far off the road a fix may lie, metres. */
const matchRadius = 15
/** osrm-routed is started with at least this table size. */
const mostPerBlock = 900
/** Longer addresses are split: proxies and servers cut them off. */
const mostCoordinates = 450

/** Opens the door to OSRM, or to the guess where there is none. */
export const createRoads = (options: RoadsOptions): Roads => {
  const base = options.osrmUrl?.replace(/\/$/, '') ?? null
  let changed: string | null = null
  const client = base === null ? null : openOsrm(() => changed ?? base, options.fetch ?? fetch)
  const guess: Guess = { detourFactor: options.detourFactor ?? 1.4, speedKmh: options.guessSpeedKmh ?? 42 }
  const limits = options.limitsMs ?? { table: 4_000, route: 2_000 }
  const { hourFactor } = options

  /** Asks OSRM, or answers the estimate when it cannot be had. */
  const orGuess = async <T>(
    ask: (client: OsrmClient) => Promise<T | null>,
    estimate: () => T,
  ): Promise<T> => {
    if (!client) return estimate()
    try {
      return (await ask(client)) ?? estimate()
    } catch (error) {
      if (error instanceof RoadsTrouble) return estimate()
      throw error
    }
  }

  return {
    async table(points, { at, sources, destinations }) {
      requireFinite(points)
      const from = (sources ?? [...points.keys()]).map((index) => pointAt(points, index))
      const to = (destinations ?? [...points.keys()]).map((index) => pointAt(points, index))
      const factor = at === null ? 1 : hourFactor(at, '')
      if (from.length === 0 || to.length === 0) return emptyTable(from.length, to.length)
      return orGuess(
        (osrm) => blocks(osrm, from, to, factor, limits.table),
        () => guessTable(from, to, guess, factor),
      )
    },

    async route(points, { at, zoneId = '', steps = false, language = 'en' }) {
      requireFinite(points)
      if (points.length < 2)
        return { seconds: 0, metres: 0, line: [...points], legs: [], quality: client ? 'osrm' : 'estimated' }
      const factor = at === null ? 1 : hourFactor(at, zoneId)
      return orGuess(
        async (osrm) => {
          const answer = await osrm.get<RouteAnswer>(
            `/route/v1/driving/${coordinates(points)}?overview=full&geometries=geojson&steps=${steps}`,
            limits.route,
          )
          const [route] = answer.routes ?? []
          return route ? wayOf(route, factor, language) : null
        },
        () => guessWay(points, guess, factor),
      )
    },

    async nearest(point) {
      requireFinite([point])
      return orGuess(
        async (osrm) => {
          const answer = await osrm.get<NearestAnswer>(
            `/nearest/v1/driving/${coordinates([point])}`,
            limits.route,
          )
          const [waypoint] = answer.waypoints ?? []
          return waypoint
            ? {
                point: waypoint.location,
                name: waypoint.name,
                metres: Math.round(waypoint.distance),
                quality: 'osrm' as Quality,
              }
            : null
        },
        () => ({ point, name: '', metres: 0, quality: 'estimated' as Quality }),
      )
    },

    async match(trace) {
      requireFinite(trace.map((one) => one.point))
      if (!client || trace.length < 2) return null
      const times = trace.map((one) => Math.round(one.at)).join(';')
      try {
        const answer = await client.get<MatchAnswer>(
          `/match/v1/driving/${coordinates(trace.map((one) => one.point))}?overview=full&geometries=geojson&timestamps=${times}&radiuses=${trace.map(() => matchRadius).join(';')}`,
          limits.route,
        )
        return joined(answer.matchings ?? [])
      } catch (error) {
        if (error instanceof RoadsTrouble) return null
        throw error
      }
    },

    use(url) {
      changed = url
    },
    health() {
      if (!client) return { roads: 'estimated', reason: 'no OSRM is configured', since: null }
      const { open, reason, sinceMs } = client.state()
      return {
        roads: open ? 'estimated' : 'osrm',
        reason,
        since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
      }
    },
    counts: () => (client ? { ...client.counts } : { calls: 0, failures: 0, milliseconds: 0 }),
  }
}

interface TableAnswer {
  code: string
  durations?: (number | null)[][]
  distances?: (number | null)[][]
}
interface RouteAnswer {
  routes?: OsrmRoute[]
}
interface OsrmRoute {
  duration: number
  distance: number
  geometry: { coordinates: LonLat[] }
  legs: { duration: number; distance: number; steps: OsrmStep[] }[]
}
interface NearestAnswer {
  waypoints?: { location: LonLat; name: string; distance: number }[]
}

/** Asks for a table in blocks that the server takes; null when it does not answer one. */
const blocks = async (
  osrm: OsrmClient,
  from: LonLat[],
  to: LonLat[],
  factor: number,
  limitMs: number,
): Promise<RoadTable | null> => {
  const table = { ...emptyTable(from.length, to.length), quality: 'osrm' as const }
  const perSide = Math.floor(Math.min(mostPerBlock, mostCoordinates) / 2)
  for (let row = 0; row < from.length; row += perSide) {
    for (let column = 0; column < to.length; column += perSide) {
      const some = from.slice(row, row + perSide)
      const others = to.slice(column, column + perSide)
      const sources = [...some.keys()].join(';')
      const destinations = others.map((_, index) => some.length + index).join(';')
      const answer = await osrm.get<TableAnswer>(
        `/table/v1/driving/${coordinates([...some, ...others])}?annotations=duration,distance&sources=${sources}&destinations=${destinations}`,
        limitMs,
      )
      if (answer.code !== 'Ok' || !answer.durations) return null
      answer.durations.forEach((line, r) => {
        line.forEach((seconds, c) => {
          const cell = (row + r) * to.length + column + c
          table.seconds[cell] = seconds === null ? -1 : Math.round(seconds * factor)
          table.metres[cell] = Math.round(answer.distances?.[r]?.[c] ?? 0)
        })
      })
    }
  }
  return table
}

const wayOf = (route: OsrmRoute, factor: number, language: Language): Way => ({
  seconds: Math.round(route.duration * factor),
  metres: Math.round(route.distance),
  line: route.geometry.coordinates,
  legs: route.legs.map((leg) => ({
    seconds: Math.round(leg.duration * factor),
    metres: Math.round(leg.distance),
    steps: leg.steps.map((step) => ({
      instruction: instructionOf(step, language),
      name: step.name,
      metres: Math.round(step.distance),
      seconds: Math.round(step.duration * factor),
      maneuver: {
        type: step.maneuver.type,
        modifier: step.maneuver.modifier ?? null,
        location: step.maneuver.location,
        bearingAfter: step.maneuver.bearing_after,
      },
    })),
  })),
  quality: 'osrm',
})

const emptyTable = (rows: number, columns: number): RoadTable => ({
  rows,
  columns,
  seconds: new Int32Array(rows * columns),
  metres: new Int32Array(rows * columns),
  quality: 'osrm',
})

const coordinates = (points: readonly LonLat[]): string =>
  points.map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';')

const pointAt = (points: readonly LonLat[], index: number): LonLat => {
  const point = points[index]
  if (!point) throw new RangeError(`there is no point ${index}`)
  return point
}

const requireFinite = (points: readonly LonLat[]): void => {
  for (const [lon, lat] of points) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat))
      throw new RangeError(`[${lon}, ${lat}] is no position`)
  }
}
