import { below, type Random, seededRandom } from '@kerbside/planner'
import type { VroomDay, VroomJob, VroomVehicle } from './vroom-day.ts'

export interface MadeDay {
  readonly jobs: number
  readonly technicians: number
  /** `plain`: one window a job and no breaks; `full`: up to two windows, a lunch break; `harder`: two breaks. */
  readonly kind: 'plain' | 'full' | 'harder'
  /** Work and usual driving, in per cent of all paid time. */
  readonly load: number
  readonly seed: number
}

const hour = 3600
const usualLeg = 900

/** A day of field service in a made town, the same for the same wishes: what a search has not been tuned on. */
export const makeDay = (wish: MadeDay): VroomDay => {
  const random = seededRandom(wish.seed * 7919 + wish.jobs)
  const pick = <T>(from: readonly T[]): T => from[below(random, from.length)] as T
  const places = Math.ceil(wish.technicians / 1.5)
  const durations = roads(wish.jobs + places, random)
  const vehicles = Array.from({ length: wish.technicians }, (_, r) =>
    technician(r, places, wish, random, pick),
  )
  const drawn = Array.from({ length: wish.jobs }, (_, u) => job(u, places + u, wish, random, pick))
  return { jobs: scaled(drawn, vehicles, wish.load), vehicles, matrices: { car: { durations } } }
}

type Pick = <T>(from: readonly T[]) => T

const technician = (r: number, places: number, wish: MadeDay, random: Random, pick: Pick): VroomVehicle => {
  const begin = pick([25_200, 27_000, 28_800, 28_800, 30_600, 32_400, 32_400, 36_000, 41_400])
  const until = begin + pick([8, 8.5, 9, 9, 9.5, 10]) * hour
  const first = 1 + below(random, 8)
  const skills = new Set([first])
  const wanted = 3 + below(random, 3)
  while (skills.size < wanted) skills.add(1 + ((first - 1 + below(random, 5)) % 8))
  const start = below(random, places)
  const lunch = begin + 3 * hour + below(random, 4) * 1800
  const breaks = [
    {
      id: 1,
      service: pick([1800, 2400, 2700]),
      time_windows: [[lunch, lunch + pick([3600, 5400, 7200])] as const],
    },
    { id: 2, service: 900, time_windows: [[lunch + 3 * hour, lunch + 4 * hour] as const] },
  ]
  return {
    id: r,
    profile: 'car',
    start_index: start,
    end_index: random() < 0.9 ? start : below(random, places),
    skills: [...skills].sort((a, b) => a - b),
    capacity: [9 + below(random, 8), 7 + below(random, 6)],
    time_window: [begin, until],
    ...(wish.kind === 'plain' ? {} : { breaks: wish.kind === 'full' ? breaks.slice(0, 1) : breaks }),
    ...(random() < 0.15 ? { max_tasks: 5 + below(random, 4) } : {}),
  }
}

const job = (u: number, location: number, wish: MadeDay, random: Random, pick: Pick): VroomJob => {
  const sort = pick(['wash', 'wash', 'wash', 'maintenance', 'maintenance', 'rescue'] as const)
  const windows = windowsOf(sort, wish, random, pick)
  return {
    id: u,
    location_index: location,
    setup: pick([0, 120, 300]),
    ...sorts[sort](random, pick),
    ...(windows ? { time_windows: windows } : {}),
  }
}

type Demand = Omit<VroomJob, 'id' | 'location_index'>

const sorts: Record<'wash' | 'maintenance' | 'rescue', (random: Random, pick: Pick) => Demand> = {
  wash: (random, pick) => ({
    service: 1800 + 300 * below(random, 7),
    skills: random() < 0.1 ? [1, 8] : [1],
    priority: pick([0, 0, 1, 1, 1, 2]),
    delivery: pick([
      [0, 0],
      [1, 0],
    ]),
  }),
  maintenance: (random, pick) => ({
    service: 3900 + 300 * below(random, 9),
    skills: pick([[2], [3], [2, 3], [4], [5], [6]]),
    priority: 1 + below(random, 5),
    delivery: [1 + below(random, 4), below(random, 3)],
  }),
  rescue: (random, pick) => ({
    service: 1200 + 300 * below(random, 6),
    skills: [pick([4, 5, 7, 8])],
    priority: pick([6, 8, 10]),
    delivery: [below(random, 2), below(random, 3)],
  }),
}

const windowsOf = (sort: string, wish: MadeDay, random: Random, pick: Pick): [number, number][] | null => {
  const draw = random()
  if (sort !== 'rescue' && draw < 0.17) return null
  if (draw < 0.4)
    return [
      pick<[number, number]>([
        [28_800, 45_000],
        [45_000, 63_000],
        [27_000, 43_200],
      ]),
    ]
  const from = 28_800 + 1800 * below(random, 18)
  if (wish.kind === 'plain' || draw < 0.8) return [[from, from + 2 * hour]]
  const early = 28_800 + 1800 * below(random, 6)
  const late = early + 5 * hour + 1800 * below(random, 4)
  return [
    [early, early + 2 * hour],
    [late, late + 2 * hour],
  ]
}

/** Work made longer or shorter until it is the wished share of the time there is. */
const scaled = (jobs: readonly VroomJob[], vehicles: readonly VroomVehicle[], load: number): VroomJob[] => {
  const paid = vehicles.reduce((sum, { time_window: [from, until] = [0, 0], breaks = [] }) => {
    return sum + until - from - breaks.reduce((rest, one) => rest + (one.service ?? 0), 0)
  }, 0)
  const work = jobs.reduce((sum, one) => sum + (one.service ?? 0), 0)
  const factor = Math.max(0.2, ((paid * load * 0.9) / 100 - jobs.length * usualLeg) / work)
  return jobs.map((one) => ({ ...one, service: Math.round(((one.service ?? 0) * factor) / 300) * 300 }))
}

/** Travel seconds in a town with centres: slower in the middle, never quite the same both ways. */
const roads = (size: number, random: Random): number[][] => {
  const normal = (): number => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  const centres = Array.from({ length: 4 }, () => [8_000 * normal() * 0.6, 8_000 * normal() * 0.6] as const)
  const points = Array.from({ length: size }, () => {
    const [x, y] = random() < 0.6 ? (centres[below(random, 4)] as readonly [number, number]) : [0, 0]
    const spread = random() < 0.5 ? 1_800 : 5_000
    return [x + spread * normal(), y + spread * normal()] as const
  })
  return points.map(([x, y]) =>
    points.map(([a, b]) => {
      const metres = Math.hypot(a - x, b - y)
      if (metres === 0) return 0
      return Math.round(40 + (metres * (1.3 + 0.15 * random())) / (7 + Math.min(9, metres / 1_500)))
    }),
  )
}
