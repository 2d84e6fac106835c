import type { LonLat, ZonePolygon } from '@kerbside/domain'
import { cellToLatLng, latLngToCell, POLYGON_TO_CELLS_FLAGS, polygonToCellsExperimental } from 'h3-js'
import { distanceMetres } from '../lines.ts'

/** Expected demand at a place: jobs a day, and the mean seconds of work of one. */
export interface DemandPoint {
  point: LonLat
  jobsPerDay: number
  serviceSeconds: number
}

/** A piece of the city that is given to one zone whole. */
export interface CityCell {
  /** Its H3 index. */
  id: string
  /** A place in it that roads lead to: of its demand the one nearest to the middle of it, else the cell's centre. */
  point: LonLat
  jobsPerDay: number
  /** Mean of its jobs; 0 without any. */
  serviceSeconds: number
}

/** The H3 cells that touch an area, each once, sorted. */
export const cellsOver = (areas: readonly ZonePolygon[], resolution: number): string[] => {
  const found = areas.flatMap((area) => {
    const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
    return parts.flatMap((rings) =>
      polygonToCellsExperimental(
        rings.map((ring) => ring.map(([lon, lat]) => [lon, lat])),
        resolution,
        POLYGON_TO_CELLS_FLAGS.containmentOverlapping,
        true,
      ),
    )
  })
  return [...new Set(found)].sort()
}

const finest = 9
const coarsest = 5

/** The finest resolution, 9 to 5, at which an area has no more than `most` cells. */
export const resolutionFor = (areas: readonly ZonePolygon[], most: number): number => {
  // Looked at from afar first: a large area at the finest resolution would not fit into memory.
  let resolution = coarsest
  while (resolution < finest && cellsOver(areas, resolution).length * 6 <= most) resolution += 1
  while (resolution > coarsest && cellsOver(areas, resolution).length > most) resolution -= 1
  return resolution
}

/** Puts demand into the cells it lies in; what lies in none of them is left out and counted in `outsideJobsPerDay`. */
export const fillCells = (
  ids: readonly string[],
  demand: readonly DemandPoint[],
  resolution: number,
): { cells: CityCell[]; outsideJobsPerDay: number } => {
  const byCell = Map.groupBy(demand, ({ point }) => latLngToCell(point[1], point[0], resolution))
  const known = new Set(ids)
  const outside = demand.filter(({ point }) => !known.has(latLngToCell(point[1], point[0], resolution)))
  return {
    cells: ids.map((id) => cellOfDemand(id, byCell.get(id) ?? [])),
    outsideJobsPerDay: outside.reduce((sum, { jobsPerDay }) => sum + jobsPerDay, 0),
  }
}

const cellOfDemand = (id: string, demand: readonly DemandPoint[]): CityCell => {
  const jobsPerDay = demand.reduce((sum, one) => sum + one.jobsPerDay, 0)
  if (jobsPerDay === 0) {
    const [lat, lon] = cellToLatLng(id)
    return { id, point: [lon, lat], jobsPerDay: 0, serviceSeconds: 0 }
  }
  const mean = (of: (one: DemandPoint) => number): number =>
    demand.reduce((sum, one) => sum + of(one) * one.jobsPerDay, 0) / jobsPerDay
  const middle: LonLat = [mean(({ point }) => point[0]), mean(({ point }) => point[1])]
  const nearest = demand.reduce((best, one) =>
    distanceMetres(one.point, middle) < distanceMetres(best.point, middle) ? one : best,
  )
  return {
    id,
    point: nearest.point,
    jobsPerDay,
    serviceSeconds: mean(({ serviceSeconds }) => serviceSeconds),
  }
}
