import type { VanGroup } from '../vrptw/vrptw-problem.ts'
import type { VrplibFields } from './vrplib-fields.ts'
import { VrplibError } from './vrplib-sections.ts'

/** Vans that are alike, and their numbers in the text, counted from 1. */
export interface VrplibGroup {
  readonly vans: VanGroup
  readonly numbers: readonly number[]
}

const UNLIMITED = 2 ** 30
const ALLOWED = 'VEHICLES_ALLOWED_CLIENTS_SECTION'

/** The vehicles of the text, those that are alike in one group; depots stand first among the nodes, in their order. */
export const vrplibFleet = (
  fields: VrplibFields,
  depots: readonly number[],
  locations: Int32Array,
  scale: number,
): VrplibGroup[] => {
  const count = fields.has('VEHICLES') ? fields.count('VEHICLES') : fields.size - depots.length
  const capacities = capacitiesOf(fields, count)
  const homes = homesOf(fields, count, depots)
  const clients = clientsOf(fields, count)
  const longest = fields.has('VEHICLES_MAX_DURATION')
    ? fields.number('VEHICLES_MAX_DURATION') * scale
    : undefined
  const groups = new Map<string, number[]>()
  for (let i = 0; i < count; i++) {
    const key = `${homes[i]} ${capacities[i]} ${clients?.[i]?.join(' ') ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), i])
  }
  return [...groups.values()].map((members) => {
    const first = members[0] as number
    const served = clients?.[first]
    const vans: VanGroup = {
      count: members.length,
      capacity: capacities[first] as number,
      depot: homes[first] as number,
      ...(longest === undefined ? {} : { longest }),
      ...(served === undefined ? {} : { serves: marksOf(served, locations) }),
    }
    return { vans, numbers: members.map((i) => i + 1) }
  })
}

const marksOf = (served: readonly number[], locations: Int32Array): Uint8Array => {
  const isServed = new Set(served)
  return Uint8Array.from(locations, (l) => (isServed.has(l + 1) ? 1 : 0))
}

const capacitiesOf = (fields: VrplibFields, count: number): number[] => {
  if (fields.has('CAPACITY_SECTION')) return fields.wholes('CAPACITY_SECTION', count)
  const capacity = fields.has('CAPACITY') ? fields.number('CAPACITY') : UNLIMITED
  if (!Number.isInteger(capacity))
    throw new VrplibError('CAPACITY', fields.lineOf('CAPACITY'), 'must be whole')
  return new Array<number>(count).fill(capacity)
}

/** Per vehicle the rank of its depot. */
const homesOf = (fields: VrplibFields, count: number, depots: readonly number[]): number[] => {
  const section = 'VEHICLES_DEPOT_SECTION'
  if (!fields.has(section)) return new Array<number>(count).fill(0)
  const line = fields.rows(section)?.[0]?.line ?? 0
  return fields.wholes(section, count).map((location, i) => {
    const rank = depots.indexOf(location - 1)
    if (rank < 0)
      throw new VrplibError(section, line, `${location}, where vehicle ${i + 1} stands, is no depot`)
    return rank
  })
}

/** Per vehicle the locations it may serve, as the text numbers them. */
const clientsOf = (fields: VrplibFields, count: number): number[][] | undefined => {
  const rows = fields.rows(ALLOWED)
  if (rows === undefined) return undefined
  const clients = new Array<number[] | undefined>(count)
  for (const { line, numbers } of rows) {
    const [vehicle = 0, ...served] = numbers
    if (!Number.isInteger(vehicle) || vehicle < 1 || vehicle > count)
      throw new VrplibError(ALLOWED, line, `${vehicle} is not among the vehicles 1 … ${count}`)
    for (const location of served)
      if (!Number.isInteger(location) || location < 1 || location > fields.size)
        throw new VrplibError(ALLOWED, line, `${location} is not among 1 … ${fields.size}`)
    clients[vehicle - 1] = served
  }
  return Array.from(clients, (served) => served ?? [])
}
