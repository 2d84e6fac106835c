import {
  identity,
  type JsonObject,
  listOf,
  may,
  must,
  numberBetween,
  object,
  pathOf,
  type Reader,
  tableOf,
  text,
  whole,
  wholeBetween,
} from './json-fields.ts'
import type { PlaceBook } from './place-book.ts'
import { readWindow, readWindows } from './read-windows.ts'
import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type { JobExtension, TaskKind, VroomShipment, VroomTask } from './vroom-problem.ts'

/** What all tasks of a problem are read with. */
export interface TaskReading {
  dimensions: number
  places: PlaceBook
}

const priority = wholeBetween(0, 100)
const skills = listOf(whole, vroomLimits.skills)

/** Amounts by dimension: as many as every vehicle's capacity has; zeros where nothing is said. */
export const readAmounts =
  (dimensions: number): Reader<readonly number[]> =>
  (value, path) => {
    const amounts = listOf(whole, vroomLimits.dimensions)(value, path)
    if (amounts.length !== dimensions)
      return refuseField(
        path,
        `has ${amounts.length} amounts, but capacities have ${dimensions}`,
        `有 ${amounts.length} 个数量，而容量有 ${dimensions} 个维度`,
      )
    return amounts
  }

const none = (dimensions: number): readonly number[] => Array.from({ length: dimensions }, () => 0)

/** What jobs and the ends of shipments have in common. */
const readTask = (from: JsonObject, kind: TaskKind, { places, dimensions }: TaskReading) => ({
  kind,
  id: must(from, 'id', identity),
  key: from.path,
  description: may(from, 'description', text, null),
  place: places.task(from),
  setup: may(from, 'setup', whole, 0),
  service: may(from, 'service', whole, 0),
  setupPerType: may(from, 'setup_per_type', tableOf(whole), {}),
  servicePerType: may(from, 'service_per_type', tableOf(whole), {}),
  delivery: none(dimensions),
  pickup: none(dimensions),
  windows: may(from, 'time_windows', readWindows, null),
})

export const readJob =
  (reading: TaskReading): Reader<VroomTask> =>
  (value, path) => {
    const from = object(value, path)
    const amounts = readAmounts(reading.dimensions)
    const zeros = none(reading.dimensions)
    // Before jobs could deliver and pick up, they had an amount, which was delivered.
    const old = may(from, 'amount', amounts, null)
    const pickup = may(from, 'pickup', amounts, null)
    const delivery = may(from, 'delivery', amounts, null)
    return {
      ...readTask(from, 'job', reading),
      delivery: delivery ?? (pickup === null && old !== null ? old : zeros),
      pickup: pickup ?? zeros,
      skills: may(from, 'skills', skills, []),
      priority: may(from, 'priority', priority, 0),
      extension: may(from, 'kerbside', readJobExtension, {}),
    }
  }

export const readShipment =
  (reading: TaskReading): Reader<VroomShipment> =>
  (value, path) => {
    const from = object(value, path)
    const amount = may(from, 'amount', readAmounts(reading.dimensions), none(reading.dimensions))
    const both = {
      skills: may(from, 'skills', skills, []),
      priority: may(from, 'priority', priority, 0),
      extension: may(from, 'kerbside', readJobExtension, {}),
    }
    return {
      pickup: { ...readTask(must(from, 'pickup', object), 'pickup', reading), ...both },
      delivery: { ...readTask(must(from, 'delivery', object), 'delivery', reading), ...both },
      amount,
    }
  }

const vehicleIds = listOf(identity, vroomLimits.vehicles)
const price = numberBetween(-1e-9, 1e12)

const readJobExtension: Reader<JobExtension> = (value, path) => {
  const from = object(value, path)
  const known: Readonly<Record<keyof JobExtension, Reader<unknown>>> = {
    tier: wholeBetween(0, 3),
    penalty: price,
    promise: readWindow,
    allowed: vehicleIds,
    refused: vehicleIds,
    reluctance: tableOf(price),
    crew: wholeBetween(1, 10),
    levels: tableOf(wholeBetween(1, 100)),
  }
  return readKnown(from, known) as JobExtension
}

/** Reads an extension: unlike VROOM's own, its keys are all known, so that a misspelt one is told. */
export const readKnown = (
  from: JsonObject,
  known: Readonly<Record<string, Reader<unknown>>>,
): Record<string, unknown> => {
  for (const key of Object.keys(from.values)) {
    if (!Object.hasOwn(known, key))
      refuseField(
        pathOf(from, key),
        `is not known here; known are ${Object.keys(known).join(', ')}`,
        `未知字段；可用字段：${Object.keys(known).join('、')}`,
      )
  }
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, reader]) => {
      const read = may(from, key, reader, undefined)
      return read === undefined ? [] : [[key, read]]
    }),
  )
}
