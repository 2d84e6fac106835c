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
  tableOf,
  text,
  whole,
  wholeBetween,
} from './json-fields.ts'
import type { PlaceBook } from './place-book.ts'
import { readAmounts, readKnown } from './read-vroom-task.ts'
import { readWindow, readWindows } from './read-windows.ts'
import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type {
  StepKind,
  VehicleExtension,
  VroomBreak,
  VroomCosts,
  VroomStep,
  VroomVehicle,
} from './vroom-problem.ts'

const skills = listOf(whole, vroomLimits.skills)
const usualCosts: VroomCosts = { fixed: 0, perHour: 3600, perTaskHour: 0, perKm: 0 }

/** As many amounts as the first vehicle has. */
export const readVehicle =
  (reading: { dimensions: number; places: PlaceBook }): Reader<VroomVehicle> =>
  (value, path) => {
    const from = object(value, path)
    const { places, dimensions } = reading
    const id = must(from, 'id', identity)
    const start = places.ofVehicle(from, 'start')
    const end = places.ofVehicle(from, 'end')
    if (!start && !end) refuseField(pathOf(from, 'start'), 'is missing, and so is end', '与 end 均缺失')
    if (dimensions > 0 && !has(from, 'capacity'))
      refuseField(
        pathOf(from, 'capacity'),
        'is missing, but the first vehicle has one',
        '缺失，而第一辆车有容量',
      )
    const factor = numberBetween(0, 5)
    return {
      id,
      key: path,
      profile: may(from, 'profile', text, '') || 'car',
      type: may(from, 'type', text, ''),
      description: may(from, 'description', text, null),
      start,
      end,
      capacity: may(from, 'capacity', readAmounts(dimensions), []),
      skills: may(from, 'skills', skills, []),
      window: may(from, 'time_window', readWindow, null),
      breaks: readBreaks(from, dimensions),
      legFactor: Math.round(100 / may(from, 'speed_factor', factor, 1)) / 100,
      maxTasks: may(from, 'max_tasks', whole, null),
      maxTravelTime: may(from, 'max_travel_time', whole, null),
      maxDistance: may(from, 'max_distance', whole, null),
      costs: may(from, 'costs', readCosts, usualCosts),
      steps: may(from, 'steps', listOf(readStep, vroomLimits.tasks + vroomLimits.breaks + 2), []),
      extension: may(from, 'kerbside', readVehicleExtension, {}),
    }
  }

const readCosts: Reader<VroomCosts> = (value, path) => {
  const from = object(value, path)
  return {
    fixed: may(from, 'fixed', whole, usualCosts.fixed),
    perHour: may(from, 'per_hour', whole, usualCosts.perHour),
    perTaskHour: may(from, 'per_task_hour', whole, usualCosts.perTaskHour),
    perKm: may(from, 'per_km', whole, usualCosts.perKm),
  }
}

/** In the order in which their first windows open. */
const readBreaks = (vehicle: JsonObject, dimensions: number): readonly VroomBreak[] => {
  const seen = new Set<number>()
  const breaks = may(
    vehicle,
    'breaks',
    listOf((value, path): VroomBreak => {
      const from = object(value, path)
      const id = must(from, 'id', identity)
      if (seen.has(id)) refuseField(pathOf(from, 'id'), `${id} comes twice`, `${id} 重复`)
      seen.add(id)
      return {
        id,
        description: may(from, 'description', text, null),
        service: may(from, 'service', whole, 0),
        windows: may(from, 'time_windows', readWindows, null),
        maxLoad: may(from, 'max_load', readAmounts(dimensions), null),
      }
    }, vroomLimits.breaks),
    [],
  )
  const first = (one: VroomBreak): readonly [number, number] => [
    one.windows?.[0]?.from ?? 0,
    one.windows?.[0]?.until ?? Number.MAX_SAFE_INTEGER,
  ]
  return breaks.toSorted((a, b) => first(a)[0] - first(b)[0] || first(a)[1] - first(b)[1])
}

const kinds: readonly string[] = ['start', 'job', 'pickup', 'delivery', 'break', 'end'] satisfies StepKind[]
const isKind = (word: string): word is StepKind => kinds.includes(word)

const readStep: Reader<VroomStep> = (value, path) => {
  const from = object(value, path)
  const kind = must(from, 'type', text)
  if (!isKind(kind))
    return refuseField(
      pathOf(from, 'type'),
      `must be one of ${kinds.join(', ')}`,
      `必须是 ${kinds.join('、')} 之一`,
    )
  return {
    kind,
    id: kind === 'start' || kind === 'end' ? 0 : must(from, 'id', identity),
    field: path,
    serviceAt: may(from, 'service_at', whole, null),
    serviceAfter: may(from, 'service_after', whole, null),
    serviceBefore: may(from, 'service_before', whole, null),
  }
}

const readVehicleExtension: Reader<VehicleExtension> = (value, path) => {
  const from = object(value, path)
  const known: Readonly<Record<string, Reader<unknown>>> = {
    levels: tableOf(wholeBetween(1, 100)),
    level_factor: numberBetween(0, 1),
    service_factor: numberBetween(0, 10),
    overtime: whole,
    reserve: whole,
    held: listOf(identity, vroomLimits.tasks),
  }
  const { level_factor: levelFactor, service_factor: serviceFactor, ...same } = readKnown(from, known)
  return {
    ...same,
    ...(levelFactor === undefined ? {} : { levelFactor }),
    ...(serviceFactor === undefined ? {} : { serviceFactor }),
  } as VehicleExtension
}
