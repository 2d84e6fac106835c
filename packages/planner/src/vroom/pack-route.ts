import type { RouteEvent } from './route-event.ts'
import type { PlannerProblem } from './vroom-to-planner.ts'

/**
 * Begins everything as late as what comes after allows, so that a vehicle without working hours does not set out long
 * before there is anything to do. Breaks and the last task stay; where begins are agreed with others, all stays.
 */
export const packRoute = (
  events: readonly RouteEvent[],
  { problem }: PlannerProblem,
): readonly RouteEvent[] => {
  if (problem.precedences || problem.hours || events.some((event) => isBound(event))) return events
  const packed = [...events]
  for (let i = packed.length - 1; i >= 0; i -= 1) {
    const event = packed[i]
    if (!event?.task) continue
    const latest = latestEnd(packed.slice(i + 1)) - event.setup - event.service
    if (!Number.isFinite(latest)) continue
    const window = (event.task.windows ?? [{ from: 0, until: latest }]).findLast((one) => one.from <= latest)
    const beginAt = window ? Math.min(window.until, latest) : event.beginAt
    if (beginAt > event.beginAt) packed[i] = { ...event, beginAt }
  }
  return packed
}

const isBound = ({ task }: RouteEvent): boolean =>
  task?.extension.crew !== undefined || task?.extension.promise !== undefined

/** When one must be done for what comes after to begin as planned: the next break, and the next task behind its leg. */
const latestEnd = (after: readonly RouteEvent[]): number => {
  const next = after.findIndex((event) => event.task !== null)
  const pauses = after.slice(0, next === -1 ? after.length : next).filter((event) => event.kind === 'break')
  const goal = after[next]
  const paused = pauses.reduce((sum, one) => sum + one.service, 0)
  return Math.min(
    ...pauses.map((one) => one.beginAt),
    goal ? goal.beginAt - goal.drive - paused : Number.POSITIVE_INFINITY,
  )
}
