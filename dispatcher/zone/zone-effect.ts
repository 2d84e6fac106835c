import type { LonLat } from '@kerbside/domain'
import { distanceMetres, figuresOf, squareMetresOf } from '@kerbside/geo'
import type { LayoutFigures, StationView, WantedZone, ZoneEffect } from '@kerbside/protocol'
import type { Demand } from './demand-store.ts'
import type { ServedCells } from './served-cells.ts'

type Drawn = Pick<WantedZone, 'id' | 'name' | 'polygon'>

/** Zones over the cells: which of them each cell is in (its index, −1: none), and how many technicians each has. */
export interface Layout {
  zones: readonly Drawn[]
  zoneOf: Int32Array
  technicians: ReadonlyMap<string, number>
}

/** What a change of zones does to work and response, measured over the same demand. */
export const effectOf = (
  served: ServedCells,
  demand: Demand,
  stations: readonly StationView[],
  { before, after }: { before: Layout; after: Layout },
): ZoneEffect => ({
  source: demand.source,
  days: demand.days,
  jobsPerDay: jobsOf(demand),
  cells: served.world.cells.length,
  resolution: served.resolution,
  roads: served.roads,
  before: layoutFigures(served, demand, stations, before),
  after: layoutFigures(served, demand, stations, after),
})

const jobsOf = (demand: Demand): number => demand.points.reduce((sum, one) => sum + one.jobsPerDay, 0)

const layoutFigures = (
  served: ServedCells,
  demand: Demand,
  stations: readonly StationView[],
  { zones, zoneOf, technicians }: Layout,
): LayoutFigures => {
  const waiting = zones.map((): number[] => [])
  for (const cell of waitingCells(served, stations)) waiting[zoneOf[cell] ?? -1]?.push(cell)
  const figures = figuresOf(served.world, zoneOf, zones.length, waiting)
  const all = jobsOf(demand)
  const servedJobs = figures.zones.reduce((sum, zone) => sum + zone.jobsPerDay, 0)
  return {
    ...figures,
    unservedShare: all > 0 ? Math.max(0, 1 - servedJobs / all) : 0,
    zones: figures.zones.flatMap((one, index) => {
      const zone = zones[index]
      return zone
        ? [
            {
              ...one,
              id: zone.id,
              name: zone.name,
              squareMetres: squareMetresOf(zone.polygon),
              technicians: technicians.get(zone.id) ?? 0,
            },
          ]
        : []
    }),
  }
}

/** The cells in which technicians wait. */
export const waitingCells = (served: ServedCells, stations: readonly StationView[]): number[] =>
  stations.filter(({ kind }) => kind === 'waiting').map(({ point }) => nearestCell(served, point))

/** The cell whose place is nearest to a point, by air. */
export const nearestCell = ({ world }: ServedCells, point: LonLat): number => {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  world.cells.forEach((cell, index) => {
    const metres = distanceMetres(cell.point, point)
    if (metres < least) [best, least] = [index, metres]
  })
  return best
}
