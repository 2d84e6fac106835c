import type { ZonePolygon } from '@kerbside/domain'
import { areaOf, type CellWorld, cellsOver, fillCells, resolutionFor, worldOf, zoneAt } from '@kerbside/geo'
import type { ZoneView } from '@kerbside/protocol'
import type { House } from '../house.ts'
import { Refusal } from '../refusal.ts'
import type { Demand } from './demand-store.ts'

/** The area looked at, its cells with their demand and driving times, and which zone each lies in now. */
export interface ServedCells {
  area: ZonePolygon
  resolution: number
  world: CellWorld
  /** Jobs a day in none of the cells. */
  outsideJobsPerDay: number
  roads: 'osrm' | 'estimated'
}

/** A matrix of so many cells is asked for within seconds. */
const mostCells = 600
const rowsAtOnce = 75
/** Driving times are those of a middling hour: ten in the morning of the city's today. */
const middlingHourMs = 10 * 3_600_000

/** Cells over some polygons, filled with demand; the matrix is asked of the roads. */
export const readCells = async (
  house: House,
  polygons: readonly ZonePolygon[],
  demand: Demand,
): Promise<ServedCells> => {
  const area = areaOf(polygons)
  if (!area) {
    throw new Refusal(
      'invalid',
      {
        en: 'There is no zone yet; draw or import one that holds the area to serve.',
        zh: '尚无区域，请先绘制或导入服务范围。',
      },
      { field: 'zones' },
    )
  }
  const resolution = resolutionFor([area], mostCells)
  const ids = cellsOver([area], resolution)
  const { cells, outsideJobsPerDay } = fillCells(ids, demand.points, resolution)
  const points = cells.map(({ point }) => point)
  const size = points.length
  const seconds = new Int32Array(size * size)
  let roads: ServedCells['roads'] = 'osrm'
  const at = middlingSecond(house)
  for (let row = 0; row < size; row += rowsAtOnce) {
    const sources = points.slice(row, row + rowsAtOnce).map((_, index) => row + index)
    const table = await house.roads.table(points, { at, sources })
    if (table.quality === 'estimated') roads = 'estimated'
    seconds.set(table.seconds, row * size)
  }
  return { area, resolution, world: worldOf(cells, seconds), outsideJobsPerDay, roads }
}

const middlingSecond = (house: House): number => {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: house.city.timeZone }).format(house.clock.now())
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const shown = new Date(midnight).toLocaleString('en-US', {
    timeZone: house.city.timeZone,
    hourCycle: 'h23',
  })
  const offset = Date.parse(`${shown} UTC`) - midnight
  return Math.round((midnight - offset + middlingHourMs) / 1000)
}

/** The zone (its index) each cell lies in, by the place that stands for it; −1: none. */
export const zoneOfCells = (world: CellWorld, zones: readonly Pick<ZoneView, 'polygon'>[]): Int32Array =>
  Int32Array.from(world.cells, ({ point }) => {
    const zone = zoneAt(point, zones)
    return zone ? zones.indexOf(zone) : -1
  })
