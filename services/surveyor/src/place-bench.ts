import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NamedPlace, PlaceIndex } from '@kerbside/geo'
import { Refused } from './ask-kerbside.ts'
import type { Desk } from './desk.ts'
import { drawQueries, type TypedQuery } from './typed-queries.ts'

const allowedMs = 20
const firstFew = 5
const warmUps = 50

interface Measured {
  query: TypedQuery
  ms: number
  names: string[]
}

/** How fast places are found, by kind of query: in memory, and through Kerbside's door with one asker at a time. */
export const benchPlaces = async ({ ask, args, print }: Desk): Promise<unknown> => {
  const places = readPlaces(process.env.CITY_DIR)
  const queries = drawQueries(places, args.queries, args.seed)
  const index = new PlaceIndex(places)
  const cpuBefore = process.cpuUsage()
  const alone = await measure(queries, async ({ typed, near }) =>
    index.search(typed, { near, limit: 8 }).map(({ name }) => name),
  )
  const cpu = process.cpuUsage(cpuBefore)
  // What other programs on the machine do not blur.
  const memoryCpuMs = (cpu.user + cpu.system) / 1000 / (queries.length + warmUps)
  const door = await measure(queries, async ({ typed, near }) => {
    const { places: found } = await ask('findPlaces', { query: { q: typed, near: near.join(',') } })
    return found.map(({ name }) => name)
  })
  const reverse = await measure(queries, async ({ near }) => {
    const { label } = await ask('describePlace', { query: { point: near.join(',') } })
    return [label]
  })
  print(`${places.length} places, ${queries.length} queries (seed ${args.seed}), one at a time`)
  print(`${'what is typed'.padEnd(16)}  p50 ms  p95 ms  first  first ${firstFew}`)
  for (const [kind, some] of Map.groupBy(door, ({ query }) => query.kind)) print(rowOf(kind, some, true))
  print(rowOf('all, at the door', door, true))
  print(rowOf('reverse, door', reverse, false))
  print(rowOf('all, in memory', alone, true))
  print(`processor time of a search in memory ${memoryCpuMs.toFixed(2)} ms on average`)
  const p95 = quantile(door, 0.95)
  print(
    `p95 at the door ${p95.toFixed(1)} ms: ${p95 <= allowedMs ? 'within' : 'BEYOND'} the ${allowedMs} ms allowed`,
  )
  return {
    places: places.length,
    queries: queries.length,
    doorP50Ms: quantile(door, 0.5),
    doorP95Ms: p95,
    reverseP95Ms: quantile(reverse, 0.95),
    memoryP50Ms: quantile(alone, 0.5),
    memoryP95Ms: quantile(alone, 0.95),
    memoryCpuMs,
    firstShare: shareWithin(door, 1),
    firstFewShare: shareWithin(door, firstFew),
  }
}

const measure = async (
  queries: readonly TypedQuery[],
  run: (query: TypedQuery) => Promise<string[]>,
): Promise<Measured[]> => {
  // The first calls compile; nobody's search is the first.
  for (const query of queries.slice(0, warmUps)) await run(query)
  const all: Measured[] = []
  for (const query of queries) {
    const begun = performance.now()
    const names = await run(query)
    all.push({ query, ms: performance.now() - begun, names })
  }
  return all
}

const rowOf = (what: string, some: readonly Measured[], judged: boolean): string =>
  [
    what.padEnd(16),
    quantile(some, 0.5).toFixed(2).padStart(6),
    quantile(some, 0.95).toFixed(2).padStart(6),
    ...(judged
      ? [1, firstFew].map((few) => `${(shareWithin(some, few) * 100).toFixed(0)} %`.padStart(5))
      : []),
  ].join('  ')

const quantile = (some: readonly Measured[], share: number): number => {
  const sorted = some.map(({ ms }) => ms).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

const shareWithin = (some: readonly Measured[], few: number): number =>
  some.filter(({ query, names }) => names.slice(0, few).includes(query.meant)).length /
  Math.max(1, some.length)

const readPlaces = (cityDir: string | undefined): NamedPlace[] => {
  if (!cityDir)
    throw new Refused('CITY_DIR must name the city’s dataset folder; without --url it does by itself.')
  return readFileSync(join(cityDir, 'places.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { lon, lat, ...place } = JSON.parse(line) as Omit<NamedPlace, 'point'> & {
        lon: number
        lat: number
      }
      return { ...place, point: [lon, lat] }
    })
}
