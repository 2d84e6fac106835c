import type { Day } from '../day/planning-day.ts'
import { below, type Random } from '../random.ts'
import type { Place, UnitPlaces } from '../tours/unit-places.ts'

/** What is remembered of a unit and a tour, valid while the tour's version is the same. */
interface Memory {
  version: Int32Array
  places: (Place | null)[]
}

/**
 * Puts absent units back: each at its cheapest place in some order with now and then one overlooked (Christiaens & Vanden
 * Berghe 2020), or by regret, the one first that would lose most by waiting (Potvin & Rousseau 1993). A unit stays absent
 * where its place costs more than its absence.
 */
export class Refill {
  private readonly day: Day
  private readonly places: UnitPlaces
  private readonly random: Random
  private readonly memory: Memory
  /** By unit: nothing on another tour decides where it fits, so that what was found can be remembered. */
  private readonly isLoose: readonly boolean[]

  constructor(places: UnitPlaces, random: Random) {
    this.day = places.tours.day
    this.places = places
    this.random = random
    const cells = this.day.units.length * this.day.technicians.length
    this.isLoose = this.day.units.map(({ nodes }) => nodes.every((node) => this.day.bindsAcross[node] === 0))
    this.memory = {
      version: new Int32Array(cells).fill(-1),
      places: new Array<Place | null>(cells).fill(null),
    }
  }

  /**
   * In the given order, each where it is cheapest; `blink` is the chance to overlook a tour. On a large day the first
   * filling may take longer than there is time: it ends when `isOver` says so.
   */
  greedy(order: readonly number[], blink: number, isOver: () => boolean = () => false): void {
    let waiting = order
    // Who comes after somebody may have to wait for the next pass.
    for (let pass = 0; pass < (this.day.isLinked ? 3 : 1) && waiting.length > 0; pass += 1) {
      waiting = waiting.filter((unit) => {
        if (isOver()) return true
        const place = this.bestOf(unit, blink)
        if (!place || place.added >= this.penalty(unit)) return true
        return !this.places.carryOut(unit, place)
      })
    }
  }

  /** The unit first whose second-best place is most dearer than its best; `noise` is added to that. */
  regret(units: readonly number[], noise: number): void {
    const waiting = new Set(units)
    while (waiting.size > 0) {
      let [chosen, most] = [-1, Number.NEGATIVE_INFINITY]
      let chosenPlace: Place | null = null
      for (const unit of waiting) {
        const { place, second } = this.bestTwo(unit)
        if (!place) continue
        const regret = Math.min(second, this.penalty(unit)) - place.added + this.random() * noise
        if (regret <= most) continue
        most = regret
        chosen = unit
        chosenPlace = place
      }
      if (!chosenPlace) return
      waiting.delete(chosen)
      this.places.carryOut(chosen, chosenPlace)
    }
  }

  /** Absent units in an order drawn by weight: at random, the dearest to leave out, the fewest hands, early, late. */
  order(units: readonly number[]): number[] {
    const draw = below(this.random, 10)
    const key = (unit: number): number => {
      const node = this.firstNode(unit)
      const { windows } = this.day.jobs[this.day.jobOf[node] ?? 0] ?? { windows: [] }
      if (draw < 4) return this.random()
      if (draw < 6) return -this.penalty(unit)
      if (draw < 8) return windows.reduce((sum, window) => sum + window.until - window.from, 0)
      return draw < 9 ? (windows[0]?.from ?? 0) : -(windows.at(-1)?.until ?? 0)
    }
    return units
      .map((unit) => ({ unit, key: key(unit) }))
      .sort((a, b) => a.key - b.key || a.unit - b.unit)
      .map(({ unit }) => unit)
  }

  private penalty(unit: number): number {
    return (this.day.units[unit] as Day['units'][number]).penalty
  }

  private firstNode(unit: number): number {
    return (this.day.units[unit] as Day['units'][number]).nodes[0] as number
  }

  private bestOf(unit: number, blink: number): Place | null {
    if ((this.day.units[unit] as Day['units'][number]).kind === 'crew') return this.places.crew(unit)
    let best: Place | null = null
    for (let r = 0; r < this.day.technicians.length; r += 1) {
      if (blink > 0 && this.random() < blink) continue
      const place = this.placeIn(unit, r)
      if (place && place.added < (best?.added ?? Number.POSITIVE_INFINITY)) best = place
    }
    return best
  }

  private bestTwo(unit: number): { place: Place | null; second: number } {
    let [best, second]: [Place | null, number] = [null, Number.POSITIVE_INFINITY]
    if ((this.day.units[unit] as Day['units'][number]).kind === 'crew') best = this.places.crew(unit)
    else
      for (let r = 0; r < this.day.technicians.length; r += 1) {
        const place = this.placeIn(unit, r)
        if (!place) continue
        if (place.added < (best?.added ?? Number.POSITIVE_INFINITY)) {
          second = best?.added ?? Number.POSITIVE_INFINITY
          best = place
        } else if (place.added < second) second = place.added
      }
    return { place: best && best.added < this.penalty(unit) ? best : null, second }
  }

  /** The best place in one tour, remembered until the tour changes. */
  private placeIn(unit: number, r: number): Place | null {
    const { tours } = this.places
    const cell = unit * this.day.technicians.length + r
    const isLoose = this.isLoose[unit] as boolean
    if (isLoose && this.memory.version[cell] === tours.version[r]) return this.memory.places[cell] ?? null
    const place = this.find(unit, r)
    if (!isLoose) return place
    this.memory.version[cell] = tours.version[r] as number
    this.memory.places[cell] = place
    return place
  }

  private find(unit: number, r: number): Place | null {
    const { kind, nodes } = this.day.units[unit] as Day['units'][number]
    if (kind === 'pair') return this.places.pair(unit, r)
    const node = nodes[0] as number
    const added = this.places.single(node, r)
    if (added === Number.POSITIVE_INFINITY) return null
    return { added, pin: null, puts: [{ node, technician: r, position: this.places.position }] }
  }
}
