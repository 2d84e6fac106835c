import {
  type Amounts,
  defaultWeights,
  type Problem,
  type ProblemJob,
  type ProblemTechnician,
  plainWeights,
  type RoadMatrix,
  type Weights,
  type Window,
} from '../planning-problem.ts'
import { refuseField } from './vroom-error.ts'
import { type Horizon, horizonOf } from './vroom-horizon.ts'
import type { VroomMatrix, VroomProblem, VroomTask, VroomVehicle } from './vroom-problem.ts'

/** A VROOM problem in the planner's words. Its instants count from `horizon.from`; ids are the tasks' and vehicles' keys. */
export interface PlannerProblem {
  problem: Problem
  weights: Weights
  horizon: Horizon
  tasks: ReadonlyMap<string, VroomTask>
  vehicles: ReadonlyMap<string, VroomVehicle>
}

const usualPenalty = 10_000

/**
 * Turns a read VROOM problem, matrices complete, into the planner's. The objective: what the legs cost (their seconds
 * unless the vehicle's `costs` or a matrix of costs say otherwise), fixed and working costs, and for each task left out
 * 10,000 × (1 + priority / 10). Where costs are the problem's own, the 10,000 grows until leaving out is never a bargain.
 */
export const toPlanner = (vroom: VroomProblem): PlannerProblem => {
  const horizon = horizonOf(vroom)
  const vehicles = new Map(vroom.vehicles.map((one) => [one.key, one]))
  const tasks = new Map(allTasks(vroom).map((one) => [one.key, one]))
  const base = penaltyBase(vroom)
  const keysOf = vehicleKeys(vroom)
  const { extension } = vroom
  const problem: Problem = {
    now: 0,
    jobs: [...tasks.values()].map((task) => jobOf(task, horizon, base, keysOf)),
    technicians: vroom.vehicles.map((one) => technicianOf(one, vroom, horizon)),
    ...roadsOf(vroom),
    ...(extension.hours.length === 0
      ? {}
      : { hours: extension.hours.map((one) => ({ ...one, from: one.from - horizon.from })) }),
    ...(vroom.shipments.length === 0
      ? {}
      : {
          pairs: vroom.shipments.map((one) => ({
            pickup: one.pickup.key,
            drop: one.delivery.key,
            amounts: amountsOf(one.amount),
          })),
        }),
    ...(extension.precedences.length === 0 ? {} : { precedences: extension.precedences }),
    ...(extension.apart.length === 0 ? {} : { apart: extension.apart }),
  }
  return { problem, weights, horizon, tasks, vehicles }
}

/** Promises and overtime exist only where the problem asks for them, and then cost what they always cost. */
const weights: Weights = {
  ...plainWeights,
  latePerSecondByTier: defaultWeights.latePerSecondByTier,
  waitPerSecondByTier: defaultWeights.waitPerSecondByTier,
  overtimePerSecond: defaultWeights.overtimePerSecond,
}

/** Jobs, then each shipment's pickup and delivery. */
export const allTasks = ({ jobs, shipments }: VroomProblem): VroomTask[] => [
  ...jobs,
  ...shipments.flatMap((one) => [one.pickup, one.delivery]),
]

const amountsOf = (amounts: readonly number[]): Amounts =>
  Object.fromEntries(amounts.flatMap((amount, dimension) => (amount > 0 ? [[dimension, amount]] : [])))

const within = (windows: readonly Window[] | null, { from, until }: Horizon): Window[] => {
  const moved = (windows ?? [{ from, until }]).map((one) => ({
    from: Math.max(one.from, from) - from,
    until: Math.min(one.until, until) - from,
  }))
  const kept = moved.filter((one) => one.from <= one.until)
  // A window that has passed before anything can begin: kept as one that nobody can meet.
  return kept.length > 0 ? kept : [{ from: -1, until: -1 }]
}

type KeysOf = (ids: readonly number[] | undefined, field: string) => string[]

const vehicleKeys =
  ({ vehicles }: VroomProblem): KeysOf =>
  (ids = [], field) =>
    ids.flatMap((id) => {
      const keys = vehicles.filter((one) => one.id === id).map((one) => one.key)
      return keys.length > 0
        ? keys
        : refuseField(field, `names vehicle ${id}, which is not there`, `所指车辆 ${id} 不存在`)
    })

const jobOf = (task: VroomTask, horizon: Horizon, base: number, keysOf: KeysOf): ProblemJob => {
  const { key, extension } = task
  const collects = amountsOf(task.pickup)
  const promised = extension.promise
  return {
    id: key,
    location: task.place.row,
    serviceSeconds: task.service,
    setupSeconds: task.setup,
    ...(isEmpty(task.servicePerType) ? {} : { serviceByKind: task.servicePerType }),
    ...(isEmpty(task.setupPerType) ? {} : { setupByKind: task.setupPerType }),
    windows: within(task.windows, horizon),
    skills: task.skills.map(String),
    ...(extension.levels ? { levels: extension.levels } : {}),
    materials: amountsOf(task.delivery),
    ...(isEmpty(collects) ? {} : { collects }),
    tier: extension.tier ?? 3,
    penalty: extension.penalty ?? base * (1 + task.priority / 10),
    promise: promised ? { from: promised.from - horizon.from, until: promised.until - horizon.from } : null,
    excluded: keysOf(extension.refused, `${key}.kerbside.refused`),
    only: null,
    ...(extension.allowed ? { allowed: keysOf(extension.allowed, `${key}.kerbside.allowed`) } : {}),
    ...(extension.reluctance ? { reluctance: reluctanceOf(extension.reluctance, key, keysOf) } : {}),
    ...(extension.crew === undefined ? {} : { crew: extension.crew }),
  }
}

const reluctanceOf = (
  byId: Readonly<Record<string, number>>,
  key: string,
  keysOf: KeysOf,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(byId).flatMap(([id, cost]) =>
      keysOf([Number(id)], `${key}.kerbside.reluctance.${id}`).map((vehicle) => [vehicle, cost]),
    ),
  )

const isEmpty = (table: object): boolean => Object.keys(table).length === 0

const technicianOf = (vehicle: VroomVehicle, vroom: VroomProblem, horizon: Horizon): ProblemTechnician => {
  const { extension, costs } = vehicle
  const [shift = { from: 0, until: 0 }] = within(vehicle.window ? [vehicle.window] : null, horizon)
  const usual = costs.fixed === 0 && costs.perHour === 3600 && costs.perTaskHour === 0 && costs.perKm === 0
  const held = heldJobs(vehicle, vroom)
  return {
    id: vehicle.key,
    start: vehicle.start?.row ?? null,
    end: vehicle.end?.row ?? null,
    shift,
    skills: vehicle.skills.map(String),
    ...(extension.levels ? { levels: extension.levels } : {}),
    ...(extension.levelFactor === undefined ? {} : { levelFactor: extension.levelFactor }),
    stock: amountsOf(vehicle.capacity),
    serviceFactor: extension.serviceFactor ?? 1,
    ...(vehicle.legFactor === 1 ? {} : { speedFactor: vehicle.legFactor }),
    ...(vehicle.type === '' ? {} : { kind: vehicle.type }),
    ...(vehicle.profile === baseProfile(vroom) ? {} : { roads: vehicle.profile }),
    fixed: [],
    ...(held.length === 0 ? {} : { held }),
    maxOvertimeSeconds: extension.overtime ?? 0,
    ...(vehicle.breaks.length === 0
      ? {}
      : {
          breaks: vehicle.breaks.map((one) => ({
            id: String(one.id),
            windows: within(one.windows, horizon),
            seconds: one.service,
            ...(one.maxLoad ? { mostAboard: dimensionTable(one.maxLoad) } : {}),
          })),
        }),
    ...(usual
      ? {}
      : {
          costs: {
            fixed: costs.fixed,
            perDriveHour: costs.perHour,
            perWorkHour: costs.perTaskHour,
            perKm: costs.perKm,
          },
        }),
    ...(vehicle.maxTasks === null ? {} : { maxJobs: vehicle.maxTasks }),
    ...(vehicle.maxTravelTime === null ? {} : { maxDriveSeconds: vehicle.maxTravelTime }),
    ...(vehicle.maxDistance === null ? {} : { maxMetres: vehicle.maxDistance }),
    ...(extension.reserve === undefined ? {} : { reserveSeconds: extension.reserve }),
  }
}

/** All dimensions, zeros too: nothing may be aboard of what is not named. */
const dimensionTable = (amounts: readonly number[]): Amounts =>
  Object.fromEntries(amounts.map((amount, dimension) => [dimension, amount]))

const heldJobs = ({ key, extension }: VroomVehicle, { jobs }: VroomProblem): string[] =>
  (extension.held ?? []).map(
    (id, index) =>
      jobs.find((job) => job.id === id)?.key ??
      refuseField(
        `${key}.kerbside.held.${index}`,
        `names job ${id}, which is not there`,
        `所指任务 ${id} 不存在`,
      ),
  )

const baseProfile = ({ vehicles }: VroomProblem): string => vehicles[0]?.profile ?? 'car'

const roadsOf = (vroom: VroomProblem): Pick<Problem, 'matrix' | 'roads'> => {
  const base = baseProfile(vroom)
  const used = [...new Set(vroom.vehicles.map((one) => one.profile))]
  const others = used.filter((one) => one !== base)
  const matrixFor = (profile: string): RoadMatrix => asRoads(vroom.matrices[profile], vroom.places.length)
  return {
    matrix: matrixFor(base),
    ...(others.length === 0 ? {} : { roads: Object.fromEntries(others.map((one) => [one, matrixFor(one)])) }),
  }
}

const asRoads = (matrix: VroomMatrix | undefined, size: number): RoadMatrix => ({
  size,
  seconds: matrix?.durations ?? new Int32Array(size * size).fill(-1),
  metres: matrix?.distances ?? new Int32Array(size * size),
  ...(matrix?.costs ? { costs: matrix.costs } : {}),
})

/** What leaving a task of priority 0 out costs: more than any detour where the problem has costs of its own. */
const penaltyBase = (vroom: VroomProblem): number => {
  const dearest = vroom.vehicles.map((one) => dearestDetour(one, vroom))
  return Math.max(usualPenalty, ...dearest)
}

const dearestDetour = ({ costs, profile, legFactor }: VroomVehicle, vroom: VroomProblem): number => {
  const matrix = vroom.matrices[profile]
  const own = costs.fixed > 0 || costs.perHour !== 3600 || costs.perTaskHour > 0 || costs.perKm > 0
  if (!own && !matrix?.costs) return 0
  const most = (cells: Int32Array | null | undefined): number =>
    cells?.reduce((largest, cell) => Math.max(cell, largest), 0) ?? 0
  const leg = matrix?.costs
    ? most(matrix.costs)
    : (most(matrix?.durations) * legFactor * costs.perHour) / 3600 +
      (most(matrix?.distances) * costs.perKm) / 1000
  const work = Math.max(...allTasks(vroom).map((one) => one.setup + one.service))
  return 2 * Math.ceil(costs.fixed + 2 * leg + (work * costs.perTaskHour) / 3600)
}
