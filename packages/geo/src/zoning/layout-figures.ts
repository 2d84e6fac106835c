import { chooseBestPlaces } from './best-places.ts'
import type { CellWorld } from './cell-world.ts'
import { ZoneLoad } from './zone-load.ts'

/** What one zone has to do, and how soon somebody is at a job of it; seconds, a day. */
export interface CellZoneFigures {
  jobsPerDay: number
  workSecondsPerDay: number
  driveSeconds: number
  responseSeconds: number
  responseP90Seconds: number
}

/** Figures of a whole split. */
export interface CellLayoutFigures {
  zones: CellZoneFigures[]
  /** How far the zone farthest from it lies off the mean of work, as a share of the mean: 0 is even. */
  spread: number
  driveSeconds: number
  responseSeconds: number
  responseP90Seconds: number
}

/**
 * Figures of a split (a zone from 0 for each cell, −1: none). A zone's technicians wait at `waiting[zone]` (cells),
 * or where none are named at the one cell of it from which the mean drive is least. Demand in no zone counts nowhere.
 */
export const figuresOf = (
  world: CellWorld,
  zoneOf: ArrayLike<number>,
  zones: number,
  waiting: readonly (readonly number[])[] = [],
): CellLayoutFigures => {
  const loads = Array.from({ length: zones }, () => new ZoneLoad(world))
  for (let cell = 0; cell < world.cells.length; cell += 1) loads[zoneOf[cell] ?? -1]?.add(cell)
  const drives = loads.map((load, zone) => responsesOf(world, [...load.members], waiting[zone] ?? []))
  const works = loads.map((load) => load.work)
  const mean = works.reduce((sum, work) => sum + work, 0) / Math.max(1, zones)
  const jobs = loads.reduce((sum, load) => sum + load.jobs, 0)
  return {
    zones: loads.map((load, zone) => ({
      jobsPerDay: load.jobs,
      workSecondsPerDay: load.work,
      driveSeconds: load.meanDrive,
      ...summed(drives[zone] ?? []),
    })),
    spread: mean > 0 ? Math.max(...works.map((work) => Math.abs(work / mean - 1))) : 0,
    driveSeconds: jobs > 0 ? loads.reduce((sum, load) => sum + load.drive, 0) / jobs : 0,
    ...summed(drives.flat()),
  }
}

interface WeightedDrive {
  seconds: number
  jobs: number
}

const responsesOf = (
  world: CellWorld,
  members: readonly number[],
  waiting: readonly number[],
): WeightedDrive[] => {
  const places =
    waiting.length > 0
      ? waiting
      : chooseBestPlaces(world, { count: 1, within: members }).map(({ cell }) => cell)
  return members.flatMap((cell) => {
    const jobs = world.cells[cell]?.jobsPerDay ?? 0
    const drives = places.map((place) => world.seconds[place * world.cells.length + cell] ?? 0)
    return jobs > 0 ? [{ seconds: Math.min(...drives), jobs }] : []
  })
}

const summed = (drives: readonly WeightedDrive[]) => {
  const jobs = drives.reduce((sum, one) => sum + one.jobs, 0)
  if (jobs === 0) return { responseSeconds: 0, responseP90Seconds: 0 }
  const total = drives.reduce((sum, one) => sum + one.seconds * one.jobs, 0)
  let [seen, p90] = [0, 0]
  for (const { seconds, jobs: some } of drives.toSorted((a, b) => a.seconds - b.seconds)) {
    if (seen >= jobs * 0.9) break
    seen += some
    p90 = seconds
  }
  return { responseSeconds: total / jobs, responseP90Seconds: p90 }
}
