import type { Day } from '../day/planning-day.ts'
import type { LiveTours } from './live-tours.ts'

/** Where the nodes of a unit go, in the order in which they are put in, and what that adds to the plan's cost. */
export interface Place {
  added: number
  puts: readonly { node: number; technician: number; position: number }[]
  /** The begin a crew agrees on. */
  pin: number | null
}

/** So many technicians are asked for a crew beyond those that it needs. */
const mostAsked = 6

/** Finds the cheapest feasible places of units in the present tours, walking every position. */
export class UnitPlaces {
  readonly tours: LiveTours
  private readonly day: Day
  private readonly trial: Int32Array
  /** Of the last `single`: the place found, −1 for none. */
  position = -1

  constructor(tours: LiveTours) {
    this.tours = tours
    this.day = tours.day
    this.trial = new Int32Array(tours.day.nodes + 2)
  }

  /** Whether a node may be put into a tour at all. */
  isOpen(node: number, r: number): boolean {
    const { day, tours } = this
    if (day.may[node * day.technicians.length + r] !== 1) return false
    const foes = day.apart[node] as readonly number[]
    for (let k = 0; k < foes.length; k += 1) if (tours.tour[foes[k] as number] === r) return false
    return true
  }

  /** What a node adds to a tour at its best position (then in `position`), Infinity where it fits nowhere. */
  single(node: number, r: number, ceiling = Number.POSITIVE_INFINITY): number {
    this.position = -1
    if (!this.isOpen(node, r)) return Number.POSITIVE_INFINITY
    const { tours, trial } = this
    const length = tours.length[r] as number
    const head = (this.day.heads[r] as readonly number[]).length
    const present = tours.cost[r] as number
    let best = ceiling
    trial.set((tours.sequence[r] as Int32Array).subarray(0, length), 1)
    for (let i = 0; i < head; i += 1) trial[i] = trial[i + 1] as number
    let walked = 0
    for (let position = head; position <= length; position += 1) {
      trial[position] = node
      if (this.isPromising(node, r, position, length, best)) {
        // What stands before the place is as it was on the walk before.
        const added = tours.walk.walk(r, trial, length + 1, walked) - present
        walked = position
        if (added < best) {
          best = added
          this.position = position
        }
      }
      if (position < length) trial[position] = trial[position + 1] as number
    }
    return this.position < 0 ? Number.POSITIVE_INFINITY : best
  }

  /**
   * The way alone may already cost too much; other costs only grow where nothing is bound to its old time. Where roads change
   * with the hour, what later legs may save by coming later is not counted on.
   */
  private isPromising(node: number, r: number, position: number, length: number, best: number): boolean {
    const { day, trial } = this
    const { van } = this.tours.walk
    if (!van.plain[r] || best === Number.POSITIVE_INFINITY) return true
    const table = van.seconds[r] as Int32Array
    const at =
      position === 0 ? (van.start[r] as number) : (day.location[trial[position - 1] as number] as number)
    const to =
      position === length ? (van.end[r] as number) : (day.location[trial[position + 1] as number] as number)
    const here = day.location[node] as number
    let way = 0
    if (at >= 0) way += table[at * van.size + here] as number
    if (to >= 0) way += table[here * van.size + to] as number
    way *= van.clock?.fastest ?? 1
    if (at >= 0 && to >= 0 && length > 0)
      way -= (table[at * van.size + to] as number) * (van.clock?.slowest ?? 1)
    return way < best
  }

  /** A pair in one tour: every position of the pick-up, every later one of the drop. */
  pair(unit: number, r: number): Place | null {
    const [pickup = -1, drop = -1] = (this.day.units[unit] as Day['units'][number]).nodes
    const { tours, trial } = this
    const length = tours.length[r] as number
    // A pick-up that is done or fixed has its drop to find alone.
    if ((tours.tour[pickup] as number) >= 0) return this.alone(drop, r)
    if (!this.isOpen(pickup, r) || !this.isOpen(drop, r)) return null
    const head = (this.day.heads[r] as readonly number[]).length
    const present = (tours.sequence[r] as Int32Array).subarray(0, length)
    let best: Place | null = null
    for (let first = head; first <= length; first += 1) {
      for (let second = first + 1; second <= length + 1; second += 1) {
        trial.set(present.subarray(0, first))
        trial[first] = pickup
        trial.set(present.subarray(first, second - 1), first + 1)
        trial[second] = drop
        trial.set(present.subarray(second - 1), second + 1)
        const added = tours.walk.walk(r, trial, length + 2) - (tours.cost[r] as number)
        if (added < (best?.added ?? Number.POSITIVE_INFINITY))
          best = {
            added,
            pin: null,
            puts: [
              { node: pickup, technician: r, position: first },
              { node: drop, technician: r, position: second },
            ],
          }
      }
    }
    return best
  }

  private alone(node: number, r: number, ceiling = Number.POSITIVE_INFINITY): Place | null {
    const added = this.single(node, r, ceiling)
    if (added === Number.POSITIVE_INFINITY) return null
    return { added, pin: null, puts: [{ node, technician: r, position: this.position }] }
  }

  /**
   * A crew: a begin that enough technicians can keep, each at his cheapest place for it; with `member` (a technician's
   * index), only crews that he is one of. Tried are the begins of those who could take it the cheapest alone, by themselves
   * and by the others among them.
   */
  crew(unit: number, member: number | null = null): Place | null {
    const { nodes } = this.day.units[unit] as Day['units'][number]
    const node = nodes[0] as number
    const near = this.cheapestAlone(node, mostAsked + nodes.length, member)
    let best: Place | null = null
    for (const pin of new Set(near.map((one) => one.begin))) {
      const offers = near.flatMap(({ r }) => this.pinned(node, r, pin)).sort((a, b) => a.added - b.added)
      const his = offers.filter((one) => one.technician === member)
      if (member !== null && his.length === 0) continue
      const team = [...his, ...offers.filter((one) => one.technician !== member)].slice(0, nodes.length)
      const added = team.reduce((sum, one) => sum + one.added, 0)
      if (team.length < nodes.length || added >= (best?.added ?? Number.POSITIVE_INFINITY)) continue
      best = { added, pin, puts: team.map((one, k) => ({ ...one, node: nodes[k] as number })) }
    }
    return best
  }

  /** Who could take a node the cheapest alone, at most so many and a member whoever is cheaper; with when each would begin. */
  private cheapestAlone(node: number, most: number, member: number | null): { r: number; begin: number }[] {
    const alone: { r: number; added: number; begin: number }[] = []
    for (let r = 0; r < this.day.technicians.length; r += 1) {
      const added = this.single(node, r)
      if (this.position >= 0) alone.push({ r, added, begin: this.beginAt(node, r, this.position) })
    }
    alone.sort((a, b) => a.added - b.added)
    return alone.filter(({ r }, rank) => rank < most || r === member)
  }

  private beginAt(node: number, r: number, position: number): number {
    const { tours, trial } = this
    const length = tours.length[r] as number
    const present = (tours.sequence[r] as Int32Array).subarray(0, length)
    trial.set(present.subarray(0, position))
    trial[position] = node
    trial.set(present.subarray(position), position + 1)
    tours.walk.walk(r, trial, length + 1)
    return tours.walk.begin[position] as number
  }

  private pinned(
    node: number,
    r: number,
    pin: number,
  ): { technician: number; position: number; added: number }[] {
    this.tours.pin[node] = pin
    const added = this.single(node, r)
    this.tours.pin[node] = -1
    return this.position < 0 ? [] : [{ technician: r, position: this.position, added }]
  }

  /** The cheapest place of a whole unit in which a technician takes part, cheaper than a ceiling; null for none. */
  with(unit: number, r: number, ceiling = Number.POSITIVE_INFINITY): Place | null {
    const { kind, nodes } = this.day.units[unit] as Day['units'][number]
    if (kind === 'single') return this.alone(nodes[0] as number, r, ceiling)
    const place = kind === 'pair' ? this.pair(unit, r) : this.crew(unit, r)
    return place && place.added < ceiling ? place : null
  }

  /** The cheapest place of a unit among all tours. */
  best(unit: number): Place | null {
    if ((this.day.units[unit] as Day['units'][number]).kind === 'crew') return this.crew(unit)
    let best: Place | null = null
    for (let r = 0; r < this.day.technicians.length; r += 1) {
      const place = this.with(unit, r)
      if (place && place.added < (best?.added ?? Number.POSITIVE_INFINITY)) best = place
    }
    return best
  }

  /**
   * Carries a place out; false, and all as it was, where that cannot be: each of a crew was tried with the others' tours as
   * they stand, and what hangs together across these tours may fit into one of them and not into both.
   */
  carryOut(unit: number, place: Place): boolean {
    const { tours } = this
    const into = [...new Set(place.puts.map((put) => put.technician))]
    const before = into.length > 1 && this.day.isLinked ? tours.timesOf(into) : null
    for (const { node, technician, position } of place.puts) {
      if (place.pin !== null) tours.pin[node] = place.pin
      tours.put(node, technician, position)
    }
    tours.settle(unit)
    // All of them are timed, whatever the first ones give.
    const costs = into.map((r) => tours.retime(r))
    if (before === null || !costs.includes(Number.POSITIVE_INFINITY)) return true
    tours.takeOut(unit)
    tours.countOn(before)
    for (const r of into) tours.retime(r)
    return false
  }
}
