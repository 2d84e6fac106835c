import type { VroomAnswer } from './vroom-answer.ts'

type Json = Record<string, unknown>
interface Task extends Json {
  id: number
  location_index: number
  setup?: number
  service?: number
  service_per_type?: Record<string, number>
  skills?: number[]
  priority?: number
  delivery?: number[]
  pickup?: number[]
  time_windows?: number[][]
}
interface Van extends Json {
  id: number
  start_index?: number
  end_index?: number
  profile?: string
  type?: string
  capacity?: number[]
  skills?: number[]
  time_window?: number[]
  speed_factor?: number
  max_tasks?: number
  max_travel_time?: number
  max_distance?: number
  costs?: { fixed?: number; per_hour?: number; per_km?: number; per_task_hour?: number }
  breaks?: { id: number; service?: number; time_windows?: number[][]; max_load?: number[] }[]
}
interface Shipment extends Json {
  pickup: Task
  delivery: Task
  amount?: number[]
  skills?: number[]
  priority?: number
}
/** As much of a problem's JSON as the tests write. */
export interface DayJson {
  jobs?: Task[]
  shipments?: Shipment[]
  vehicles: Van[]
  matrices: Record<string, { durations: number[][]; distances?: number[][] }>
}

/** Drives an answer again from the problem's JSON alone, sharing nothing with reader and writer; lists what is false or forbidden. */
export const retime = (day: DayJson, answer: VroomAnswer): string[] => {
  const faults: string[] = []
  const must = (holds: boolean, says: string): void => {
    if (!holds) faults.push(says)
  }
  const inside = (at: number, windows: number[][] | undefined): boolean =>
    !windows || windows.some(([from = 0, until = 0]) => at >= from && at <= until)
  const tasks = new Map<string, Task & { skills?: number[] }>()
  for (const job of day.jobs ?? []) tasks.set(`job ${job.id}`, job)
  for (const { pickup, delivery, amount = [], skills = [], priority = 0 } of day.shipments ?? []) {
    tasks.set(`pickup ${pickup.id}`, { ...pickup, skills, priority, amount })
    tasks.set(`delivery ${delivery.id}`, { ...delivery, skills, priority, amount })
  }
  const done = new Map<string, { route: number; index: number }>()
  let objective = 0
  for (const [r, route] of answer.routes.entries()) {
    const van = day.vehicles.find((one) => one.id === route.vehicle) as Van
    const { durations, distances } = day.matrices[van.profile ?? 'car'] as DayJson['matrices'][string]
    const factor = Math.round(100 / (van.speed_factor ?? 1)) / 100
    const sizes = van.capacity ?? []
    const load = sizes.map((_, k) =>
      route.steps.reduce(
        (sum, one) => sum + (one.type === 'job' ? (tasks.get(`job ${one.id}`)?.delivery?.[k] ?? 0) : 0),
        0,
      ),
    )
    let place: number | null = null
    let travelled = 0
    let driven = 0
    let metres = 0
    let free: number | null = null
    let [setups, services, worked, waits, count] = [0, 0, 0, 0, 0]
    for (const [index, step] of route.steps.entries()) {
      const who = `${van.id}.${index} ${step.type} ${step.id ?? ''}`
      if (free !== null)
        must(step.arrival === free + step.duration - driven, `${who} arrives at ${step.arrival}`)
      must(step.duration >= driven && step.waiting_time >= 0, `${who} goes back in time`)
      driven = step.duration
      const begin = step.arrival + step.waiting_time
      if (step.type === 'break') {
        const pause = van.breaks?.find((one) => one.id === step.id)
        must(pause !== undefined && step.service === (pause.service ?? 0), `${who} is no break of his`)
        must(inside(begin, pause?.time_windows), `${who} begins at ${begin}`)
        must(
          load.every((one, k) => one <= (pause?.max_load?.[k] ?? one)),
          `${who} with too much aboard`,
        )
      } else {
        const task = tasks.get(`${step.type} ${step.id}`)
        const own = step.type === 'start' ? van.start_index : van.end_index
        // Who has no start or end of his own begins at his first task and ends at his last.
        const open = step.type === 'start' ? step.location_index : place
        const row: number = task?.location_index ?? own ?? open ?? -1
        must(step.location_index === row, `${who} is elsewhere`)
        const leg = place === null ? 0 : Math.round((durations[place]?.[row] ?? 0) * factor)
        travelled += leg
        metres += place === null ? 0 : (distances?.[place]?.[row] ?? 0)
        must(step.duration === travelled, `${who} has driven ${step.duration}, not ${travelled}`)
        if (distances) must(step.distance === metres, `${who} is ${step.distance} m away, not ${metres}`)
        if (task) {
          count += 1
          const key = `${step.type} ${step.id}`
          must(!done.has(key), `${who} is done twice`)
          done.set(key, { route: r, index })
          must(inside(begin, task.time_windows), `${who} begins at ${begin}`)
          must(
            (task.skills ?? []).every((skill) => van.skills?.includes(skill)),
            `${who} without the skill`,
          )
          must(step.setup === (row === place ? 0 : (task.setup ?? 0)), `${who} sets up for ${step.setup}`)
          const service = task.service_per_type?.[van.type ?? ''] ?? task.service ?? 0
          must(step.service === service, `${who} takes ${step.service}`)
          sizes.forEach((_, k) => {
            const shipped = (task.amount as number[] | undefined)?.[k] ?? 0
            const change =
              step.type === 'job'
                ? (task.pickup?.[k] ?? 0) - (task.delivery?.[k] ?? 0)
                : step.type === 'pickup'
                  ? shipped
                  : -shipped
            load[k] = (load[k] ?? 0) + change
          })
        }
        place = step.type === 'start' ? (van.start_index ?? null) : row
      }
      must(
        JSON.stringify(step.load ?? []) === JSON.stringify(load),
        `${who} carries ${step.load}, not ${load}`,
      )
      must(
        load.every((one, k) => one <= (sizes[k] ?? 0)),
        `${who} is overloaded`,
      )
      must(step.violations.length === 0, `${who} reports a violation`)
      free = begin + step.setup + step.service
      setups += step.setup
      services += step.service
      worked += step.type === 'break' ? 0 : step.setup + step.service
      waits += step.waiting_time
      if (index === 0) must(begin >= (van.time_window?.[0] ?? 0), `${who} begins before the shift`)
    }
    must((free ?? 0) <= (van.time_window?.[1] ?? Number.POSITIVE_INFINITY), `${van.id} ends at ${free}`)
    const taken = route.steps.flatMap((one) => (one.type === 'break' ? [one.id] : [])).sort()
    must(
      JSON.stringify(taken) === JSON.stringify((van.breaks ?? []).map((one) => one.id).sort()),
      `${van.id} takes breaks ${taken}`,
    )
    const kinds = [route.steps[0]?.type, route.steps.at(-1)?.type]
    must(kinds.join() === 'start,end', `${van.id} goes from ${kinds.join(' to ')}`)
    must(count > 0 && count <= (van.max_tasks ?? count), `${van.id} has ${count} tasks`)
    must(travelled <= (van.max_travel_time ?? travelled), `${van.id} travels ${travelled}`)
    must(metres <= (van.max_distance ?? metres), `${van.id} drives ${metres} m`)
    must(
      route.duration === travelled &&
        route.setup === setups &&
        route.service === services &&
        route.waiting_time === waits,
      `${van.id} sums up wrongly`,
    )
    const { fixed = 0, per_hour = 3600, per_km = 0, per_task_hour = 0 } = van.costs ?? {}
    const cost =
      fixed + (travelled * per_hour) / 3600 + (metres * per_km) / 1000 + (worked * per_task_hour) / 3600
    must(Math.abs(route.cost - cost) <= 0.5, `${van.id} costs ${route.cost}, not ${cost}`)
    objective += cost
  }
  for (const { pickup, delivery } of day.shipments ?? []) {
    const [first, second] = [done.get(`pickup ${pickup.id}`), done.get(`delivery ${delivery.id}`)]
    must(
      first?.route === second?.route && (first?.index ?? 0) <= (second?.index ?? 0),
      `shipment ${pickup.id} is torn`,
    )
  }
  const left = [...tasks.keys()].filter((key) => !done.has(key))
  must(
    JSON.stringify(answer.unassigned.map((one) => `${one.type} ${one.id}`)) === JSON.stringify(left),
    `${left} are left, not as it says`,
  )
  must(
    answer.kerbside.unassigned.every((one) => one.reasons.length > 0),
    'a task is left without a reason',
  )
  const usual = day.vehicles.every((one) => !one.costs)
  const penalties = left.reduce((sum, key) => sum + 10_000 + 1_000 * (tasks.get(key)?.priority ?? 0), 0)
  if (usual)
    must(
      answer.kerbside.cost?.total === objective + penalties,
      `the objective is not ${objective + penalties}`,
    )
  return faults
}
