import type { KnownPlan } from '../answer.ts'
import { type Day, jobAt } from '../day/planning-day.ts'
import { LiveTours, type Snapshot } from './live-tours.ts'

/**
 * The tours one begins with: the fixed heads, what is held, and what can be kept of the present plan in its order. What
 * has become impossible is taken out, stop by stop, where the tour breaks.
 */
export const layOut = (day: Day, warm: KnownPlan | undefined): LiveTours => {
  const tours = new LiveTours(day)
  const free = new Map<string, number[]>()
  for (let node = day.nodes - 1; node >= 0; node -= 1) {
    const { id } = jobAt(day, node)
    free.set(id, [...(free.get(id) ?? []), node])
  }
  const take = (id: string): number => free.get(id)?.pop() ?? -1
  tours.beginRound()
  day.heads.forEach((head, r) => {
    for (const node of head) append(tours, take(jobAt(day, node).id), r)
  })
  const begins = new Map<number, number>()
  day.technicians.forEach((technician, r) => {
    const stops = warm?.tours.find((tour) => tour.technicianId === technician.id)?.stops ?? []
    const known = stops.map((stop) => stop.jobId)
    const held = (technician.held ?? []).filter((id) => !known.includes(id))
    for (const { jobId, beginAt } of [...held.map((id) => ({ jobId: id, beginAt: -1 })), ...stops]) {
      const node = take(jobId)
      if (node < 0) continue
      if (day.may[node * day.technicians.length + r] !== 1 || sharesWithFoe(day, tours, node, r)) continue
      append(tours, node, r)
      begins.set(node, beginAt)
      if ((day.units[day.unitOf[node] as number] as Day['units'][number]).kind === 'crew')
        tours.pin[node] = beginAt
      tours.begin[node] = beginAt
      tours.end[node] = stops.find((stop) => stop.jobId === jobId)?.endAt ?? beginAt
    }
  })
  settleUnits(day, tours)
  mend(day, tours)
  return tours
}

const append = (tours: LiveTours, node: number, r: number): void => {
  if (node >= 0) tours.put(node, r, tours.length[r] as number)
}

const sharesWithFoe = (day: Day, tours: LiveTours, node: number, r: number): boolean =>
  (day.apart[node] as readonly number[]).some((foe) => tours.tour[foe] === r)

/** A unit stands whole or not at all. */
const settleUnits = (day: Day, tours: LiveTours): void => {
  day.units.forEach((unit, index) => {
    const placed = unit.nodes.filter((node) => (tours.tour[node] as number) >= 0)
    if (placed.length === 0) return
    tours.settle(index)
    const r = tours.tour[placed[0] as number] as number
    if (unit.kind === 'pair' && placed.length === 1 && (day.boundTo[placed[0] as number] as number) >= 0) {
      // What he drives to pick up, or has aboard, he also brings.
      append(tours, unit.nodes.find((node) => node !== placed[0]) ?? -1, r)
      return
    }
    const together = unit.kind !== 'pair' || placed.every((node) => tours.tour[node] === r)
    if (placed.length < unit.nodes.length || !together) tours.takeOut(index)
  })
}

/** Takes out what breaks a tour until all can be driven. */
const mend = (day: Day, tours: LiveTours): void => {
  for (let pass = 0; pass < 4; pass += 1) {
    let broken = false
    for (let r = 0; r < day.technicians.length; r += 1) {
      while (tours.retime(r) === Number.POSITIVE_INFINITY) {
        broken = true
        if (!takeOneOut(day, tours, r)) break
      }
    }
    if (!broken || !day.isLinked) return
  }
}

const takeOneOut = (day: Day, tours: LiveTours, r: number): boolean => {
  const head = (day.heads[r] as readonly number[]).length
  const last = (tours.length[r] as number) - 1
  const sequence = tours.sequence[r] as Int32Array
  let at = Math.min(Math.max(tours.walk.missAt, head), last)
  // What is held goes last; before it, whatever stands nearest ahead.
  while (at > head && (day.boundTo[sequence[at] as number] as number) >= 0) at -= 1
  if ((day.boundTo[sequence[at] as number] as number) >= 0) at = last
  if (at < head) return false
  const unit = day.unitOf[sequence[at] as number] as number
  const others = (day.units[unit] as Day['units'][number]).nodes.map((node) => tours.tour[node] as number)
  tours.takeOut(unit)
  for (const other of new Set(others)) if (other >= 0 && other !== r) tours.retime(other)
  return true
}

/**
 * Tours as they were laid down in the search, each walked once. A tour may only get earlier by that: what other tours
 * count on are the times that were laid down with it.
 */
export const layDown = (day: Day, { tours: sequences, pins, begins, ends }: Snapshot): LiveTours => {
  const tours = new LiveTours(day)
  tours.begin.set(begins)
  tours.end.set(ends)
  tours.beginRound()
  sequences.forEach((nodes, r) => {
    for (const node of nodes) {
      append(tours, node, r)
      tours.pin[node] = pins[node] as number
      const unit = day.unitOf[node] as number
      if (unit >= 0) tours.settle(unit)
    }
  })
  for (let r = 0; r < day.technicians.length; r += 1) tours.retime(r)
  return tours
}
