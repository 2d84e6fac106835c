import {
  has,
  identity,
  type JsonObject,
  listOf,
  may,
  must,
  numberBetween,
  object,
  pathOf,
  type Reader,
  truth,
  whole,
  wholeBetween,
} from './json-fields.ts'
import { PlaceBook } from './place-book.ts'
import { readMatrices } from './read-matrices.ts'
import { readJob, readKnown, readShipment } from './read-vroom-task.ts'
import { readVehicle } from './read-vroom-vehicle.ts'
import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type { ProblemExtension, VroomOptions, VroomProblem, VroomTask } from './vroom-problem.ts'

/**
 * Reads a problem in VROOM's JSON (docs/API.md of VROOM 1.15), already parsed. Keys that VROOM does not know are passed
 * over, as it does; ours stand under `kerbside`. Throws `VroomError` at the first thing that is wrong, by its path.
 */
export const readVroom = (json: unknown): VroomProblem => {
  const from = object(json, '')
  const matrices = readMatrices(from)
  const places = new PlaceBook(Object.values(matrices)[0]?.size ?? null)
  const dimensions = dimensionsOf(from)
  const reading = { dimensions, places }
  const vehicles = must(from, 'vehicles', listOf(readVehicle(reading), vroomLimits.vehicles))
  if (vehicles.length === 0) refuseField('vehicles', 'is empty', '为空')
  const jobs = may(from, 'jobs', listOf(readJob(reading), vroomLimits.tasks), [])
  const shipments = may(from, 'shipments', listOf(readShipment(reading), vroomLimits.tasks / 2), [])
  requireTasks(jobs.length + 2 * shipments.length)
  requireOnce(jobs)
  requireOnce(shipments.map((one) => one.pickup))
  requireOnce(shipments.map((one) => one.delivery))
  const read: VroomProblem = {
    jobs,
    shipments,
    vehicles,
    places: places.places,
    matrices,
    dimensions,
    options: readOptions(from),
    extension: readExtension(from, new Map(jobs.map((job) => [job.id, job]))),
  }
  requireCosts(read)
  return read
}

/** As many as the first vehicle's capacity has. */
const dimensionsOf = (from: JsonObject): number => {
  const [first] = may(
    from,
    'vehicles',
    listOf((value) => value, vroomLimits.vehicles),
    [],
  )
  if (typeof first !== 'object' || first === null || !('capacity' in first)) return 0
  return Array.isArray(first.capacity) ? first.capacity.length : 0
}

const requireTasks = (count: number): void => {
  if (count === 0)
    refuseField('jobs', 'and shipments are empty: there is nothing to do', '与 shipments 均为空：没有任务')
  if (count > vroomLimits.tasks)
    refuseField(
      'shipments',
      `and jobs are ${count} tasks; at most ${vroomLimits.tasks} are taken`,
      `与 jobs 共 ${count} 项任务，最多 ${vroomLimits.tasks} 项`,
    )
}

const requireOnce = (tasks: readonly VroomTask[]): void => {
  const seen = new Set<number>()
  for (const { id, key } of tasks) {
    if (seen.has(id)) refuseField(`${key}.id`, `${id} comes twice`, `${id} 重复`)
    seen.add(id)
  }
}

const requireCosts = ({ vehicles, matrices }: VroomProblem): void => {
  for (const { key, profile, costs } of vehicles) {
    if (matrices[profile]?.costs && costs.perHour !== 3600)
      refuseField(
        `${key}.costs.per_hour`,
        'cannot be joined with a matrix of costs',
        '不能与费用矩阵同时使用',
      )
  }
}

const seconds = numberBetween(0, vroomLimits.seconds)
const threads = wholeBetween(1, vroomLimits.threads)

/** Ours under `kerbside`; else the letters that VROOM's HTTP server takes: l seconds, t threads, c plan mode, g distances. */
const readOptions = (from: JsonObject): VroomOptions => {
  const letters = may(from, 'options', object, null)
  const ours = may(from, 'kerbside', object, null)
  const pick = <T>(key: string, reader: Reader<T>, letter: string | null, otherwise: T): T => {
    if (ours && has(ours, key)) return must(ours, key, reader)
    return letters && letter !== null ? may(letters, letter, reader, otherwise) : otherwise
  }
  return {
    seconds: pick('seconds', seconds, 'l', vroomLimits.usualSeconds),
    // Clients of other servers ask for as many threads as those have.
    threads: Math.min(
      vroomLimits.threads,
      pick('threads', ours && has(ours, 'threads') ? threads : whole, 't', 1) || 1,
    ),
    seed: pick('seed', whole, null, 1),
    planMode: pick('plan_mode', truth, 'c', false),
    distances: pick('distances', truth, 'g', false),
  }
}

/** Jobs are named by their ids. */
const readExtension = (from: JsonObject, jobs: ReadonlyMap<number, VroomTask>): ProblemExtension => {
  const none: ProblemExtension = { precedences: [], apart: [], hours: [] }
  const ours = may(from, 'kerbside', object, null)
  if (!ours) return none
  const anything: Reader<unknown> = (value) => value
  const job: Reader<string> = (value, path) => {
    const id = identity(value, path)
    return (
      jobs.get(id)?.key ?? refuseField(path, `names job ${id}, which is not there`, `所指任务 ${id} 不存在`)
    )
  }
  const known = {
    ...Object.fromEntries(
      ['seconds', 'threads', 'seed', 'plan_mode', 'distances'].map((key) => [key, anything]),
    ),
    precedences: listOf((value, path) => {
      const one = object(value, path)
      return {
        before: must(one, 'before', job),
        after: must(one, 'after', job),
        gapSeconds: may(one, 'gap', whole, 0),
      }
    }, vroomLimits.tasks),
    apart: listOf((value, path) => {
      const [a, b, ...more] = listOf(job, vroomLimits.tasks)(value, path)
      if (a === undefined || b === undefined || more.length > 0 || a === b)
        return refuseField(path, 'must name two jobs', '必须指明两个任务')
      return [a, b] as const
    }, vroomLimits.tasks),
    hours: listOf((value, path) => {
      const one = object(value, path)
      return { from: must(one, 'from', whole), factor: must(one, 'factor', numberBetween(0, 10)) }
    }, 1_000),
  }
  const { precedences = [], apart = [], hours = [] } = readKnown(ours, known) as Partial<ProblemExtension>
  hours.forEach((one, index) => {
    const before = hours[index - 1]
    if (before && before.from >= one.from)
      refuseField(`${pathOf(ours, 'hours')}.${index}`, 'must come after the one before it', '必须晚于前一项')
  })
  return { precedences, apart, hours }
}
