import { meet } from '@kerbside/planner/shared-best'
import {
  longestFlatSnapshot,
  neededRoads,
  planVroom,
  readVroom,
  VroomError,
  type VroomProblem,
  withRoads,
} from '@kerbside/planner/vroom'
import type { ReadProblem } from './problem-in-hand.ts'
import type { PlanWish } from './thread-words.ts'

/** Reads VROOM's JSON, or VRPLIB where the wish names a rounding. Throws `VroomError`. */
export const readProblemText = async (bytes: Uint8Array, wish: PlanWish): Promise<ReadProblem> => {
  const text = new TextDecoder().decode(bytes)
  if (wish.rounding === null || /^\s*[{[]/.test(text)) return readVroomText(text, wish)
  // Most problems are JSON; what reads the other kind is loaded when one comes.
  const { readVrplibText } = await import('./read-vrplib-text.ts')
  return readVrplibText(text, wish)
}

/** `wish` goes before what the problem says. */
const readVroomText = (text: string, wish: PlanWish): ReadProblem => {
  const begin = performance.now()
  const vroom = withWish(readVroom(parse(text)), wish)
  const needed = neededRoads(vroom)
  const read = performance.now()
  const shifts = vroom.vehicles.map((one) => one.window?.from ?? null)
  return {
    threads: vroom.options.planMode ? 1 : vroom.options.threads,
    seconds: vroom.options.seconds,
    needed,
    begins: shifts.includes(null) ? null : Math.min(...shifts.map(Number)),
    room: longestFlatSnapshot(nodesOf(vroom), vroom.vehicles.length),
    wears: !vroom.options.planMode,
    solve({ roads, thread, stopped, best }) {
      const routing = roads ? performance.now() - read : 0
      const complete = roads && needed ? withRoads(vroom, needed, roads) : vroom
      const { answer, cost } = planVroom(complete, {
        clock: () => performance.now(),
        stopped,
        thread,
        roads: roads?.quality ?? 'matrix',
        loading: read - begin,
        routing,
        ...(best
          ? { exchange: (mine, flat) => meet(best, { cost: mine, sequence: flat })?.sequence ?? null }
          : {}),
      })
      return { kind: 'answer', text: JSON.stringify(answer), cost }
    },
  }
}

/** A crew is as many nodes as it has members, a shipment is two. */
const nodesOf = ({ jobs, shipments }: VroomProblem): number =>
  jobs.reduce((sum, { extension }) => sum + (extension.crew ?? 1), 2 * shipments.length)

const withWish = (vroom: VroomProblem, { seconds, threads, seed, planMode }: PlanWish): VroomProblem => ({
  ...vroom,
  options: {
    ...vroom.options,
    ...(seconds === null ? {} : { seconds }),
    ...(threads === null ? {} : { threads }),
    ...(seed === null ? {} : { seed }),
    planMode: planMode || vroom.options.planMode,
  },
})

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new VroomError('', { en: `The problem is no JSON: ${why}`, zh: `问题不是有效的 JSON：${why}` })
  }
}
