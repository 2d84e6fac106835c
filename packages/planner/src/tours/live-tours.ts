import type { Day } from '../day/planning-day.ts'
import { TourWalk } from './tour-walk.ts'
import type { Elsewhere } from './walked-tour.ts'

/** A tour as it was when a round began. */
interface Saved {
  tour: number
  sequence: Int32Array
  length: number
  cost: number
  pins: Float64Array
  begins: Float64Array
  ends: Float64Array
}

/** A plan laid down: nodes by technician; by node the begins that crews have agreed on, and the times others count on. */
export interface Snapshot {
  tours: number[][]
  pins: Float64Array
  begins: Float64Array
  ends: Float64Array
}

/**
 * A plan in the search: tours as sequences of nodes, what they cost, which units stand in none, and a way back to where
 * a round began.
 */
export class LiveTours implements Elsewhere {
  readonly day: Day
  readonly walk: TourWalk
  readonly sequence: Int32Array[]
  readonly length: Int32Array
  readonly cost: Float64Array
  /** Changes with each change of a tour and never comes twice. */
  readonly version: Int32Array
  /** By node: its tour (−1 absent), its times where others hang on them, the begin its crew agreed on (−1 none). */
  readonly tour: Int32Array
  readonly begin: Float64Array
  readonly end: Float64Array
  readonly pin: Float64Array
  /** Units in no tour. */
  readonly absent = new Set<number>()
  absentCost = 0
  total = 0
  private versions = 0
  private saved: Saved[] = []
  /** The version of each tour when the round began, written down before it changes. */
  private readonly versionBefore = new Map<number, number>()
  private readonly touchedIn: Int32Array
  private round = 0
  private absentBefore: number[] = []
  private absentCostBefore = 0

  constructor(day: Day) {
    const m = day.technicians.length
    this.day = day
    this.tour = new Int32Array(day.nodes).fill(-1)
    this.begin = new Float64Array(day.nodes)
    this.end = new Float64Array(day.nodes)
    this.pin = new Float64Array(day.nodes).fill(-1)
    this.walk = new TourWalk(day, this)
    this.sequence = Array.from({ length: m }, () => new Int32Array(16))
    this.length = new Int32Array(m)
    this.cost = new Float64Array(m)
    this.version = new Int32Array(m)
    this.touchedIn = new Int32Array(m).fill(-1)
    day.units.forEach((unit, index) => {
      this.absent.add(index)
      this.absentCost += unit.penalty
    })
  }

  /** Begins a round: what changes from here on can be rolled back. */
  beginRound(): void {
    this.round += 1
    this.saved.length = 0
    this.versionBefore.clear()
    this.absentBefore = [...this.absent]
    this.absentCostBefore = this.absentCost
  }

  get touched(): readonly number[] {
    return this.saved.map((one) => one.tour)
  }

  isTouched(r: number): boolean {
    return this.touchedIn[r] === this.round
  }

  /** To be called before a tour changes. */
  touch(r: number): void {
    if (this.touchedIn[r] === this.round) return
    this.touchedIn[r] = this.round
    this.keepVersion(r)
    const length = this.length[r] as number
    const sequence = (this.sequence[r] as Int32Array).slice(0, length)
    this.saved.push({
      tour: r,
      sequence,
      length,
      cost: this.cost[r] as number,
      pins: Float64Array.from(sequence, (node) => this.pin[node] as number),
      begins: Float64Array.from(sequence, (node) => this.begin[node] as number),
      ends: Float64Array.from(sequence, (node) => this.end[node] as number),
    })
  }

  rollBack(): void {
    for (const { tour } of this.saved) this.clear(tour)
    for (const one of this.saved) {
      const sequence = this.sequence[one.tour] as Int32Array
      sequence.set(one.sequence)
      this.length[one.tour] = one.length
      for (let i = 0; i < one.length; i += 1) {
        const node = one.sequence[i] as number
        this.tour[node] = one.tour
        this.pin[node] = one.pins[i] as number
        this.begin[node] = one.begins[i] as number
        this.end[node] = one.ends[i] as number
      }
      if (this.cost[one.tour] !== Number.POSITIVE_INFINITY) this.total -= this.cost[one.tour] as number
      this.total += one.cost
      this.cost[one.tour] = one.cost
    }
    // The old tours are the old tours again, and so are those that they hang together with: what is remembered of them holds.
    for (const [r, version] of this.versionBefore) this.version[r] = version
    this.absent.clear()
    for (const unit of this.absentBefore) this.absent.add(unit)
    this.absentCost = this.absentCostBefore
  }

  private keepVersion(r: number): void {
    if (!this.versionBefore.has(r)) this.versionBefore.set(r, this.version[r] as number)
  }

  private clear(r: number): void {
    const sequence = this.sequence[r] as Int32Array
    for (let i = 0; i < (this.length[r] as number); i += 1) {
      this.tour[sequence[i] as number] = -1
      this.pin[sequence[i] as number] = -1
    }
  }

  /** Walks a tour anew after its sequence changed; Infinity if it cannot be driven any more. */
  retime(r: number): number {
    const sequence = this.sequence[r] as Int32Array
    const length = this.length[r] as number
    const cost = this.walk.walk(r, sequence, length)
    this.versions += 1
    this.version[r] = this.versions
    if (this.cost[r] !== Number.POSITIVE_INFINITY) this.total -= this.cost[r] as number
    if (cost !== Number.POSITIVE_INFINITY) this.total += cost
    this.cost[r] = cost
    if (this.day.isLinked) this.tellOthers(r, sequence, length)
    return cost
  }

  /** Writes down the times that others count on; what is remembered of their tours holds no longer. */
  private tellOthers(r: number, sequence: Int32Array, length: number): void {
    for (let i = 0; i < length; i += 1) {
      const node = sequence[i] as number
      this.begin[node] = this.walk.begin[i] as number
      this.end[node] = this.walk.finish[i] as number
      this.unsettleOthers(node, r)
    }
  }

  /** What is remembered of the tours that a node of tour r hangs together with holds no longer. */
  private unsettleOthers(node: number, r: number): void {
    const { bindsAcross, comesAfter, comesBefore } = this.day
    if (bindsAcross[node] === 0) return
    for (const { other } of comesAfter[node] as Day['comesAfter'][number])
      this.unsettle(this.tour[other] as number, r)
    for (const { other } of comesBefore[node] as Day['comesBefore'][number])
      this.unsettle(this.tour[other] as number, r)
  }

  /** The times of some tours that others count on, to be counted on again by `countOn`. */
  timesOf(tours: readonly number[]): { node: number; begin: number; end: number }[] {
    return tours.flatMap((r) =>
      Array.from((this.sequence[r] as Int32Array).subarray(0, this.length[r]), (node) => ({
        node,
        begin: this.begin[node] as number,
        end: this.end[node] as number,
      })),
    )
  }

  countOn(times: readonly { node: number; begin: number; end: number }[]): void {
    for (const { node, begin, end } of times) {
      this.begin[node] = begin
      this.end[node] = end
    }
  }

  private unsettle(other: number, r: number): void {
    if (other < 0 || other === r) return
    this.keepVersion(other)
    this.versions += 1
    this.version[other] = this.versions
  }

  /** Puts a node at a position; `retime` afterwards. */
  put(node: number, r: number, position: number): void {
    this.touch(r)
    const length = this.length[r] as number
    let sequence = this.sequence[r] as Int32Array
    if (length === sequence.length) {
      const longer = new Int32Array(length * 2)
      longer.set(sequence)
      sequence = longer
      this.sequence[r] = longer
    }
    sequence.copyWithin(position + 1, position, length)
    sequence[position] = node
    this.length[r] = length + 1
    this.tour[node] = r
  }

  /** Takes a unit out of its tours, which the caller retimes; it becomes absent. */
  takeOut(unit: number): void {
    const { nodes, penalty } = this.day.units[unit] as Day['units'][number]
    for (const node of nodes) {
      const r = this.tour[node] as number
      if (r < 0) continue
      this.touch(r)
      const sequence = this.sequence[r] as Int32Array
      const length = this.length[r] as number
      const at = sequence.indexOf(node)
      sequence.copyWithin(at, at + 1, length)
      this.length[r] = length - 1
      this.tour[node] = -1
      this.pin[node] = -1
      // What is found while it is out holds only while it is out.
      this.unsettleOthers(node, r)
    }
    this.absent.add(unit)
    this.absentCost += penalty
  }

  /** A unit has been put in. */
  settle(unit: number): void {
    if (this.absent.delete(unit)) this.absentCost -= (this.day.units[unit] as Day['units'][number]).penalty
  }

  /** Tours and absences. */
  get value(): number {
    return this.total + this.absentCost
  }

  copy(): Snapshot {
    const tours = this.sequence.map((sequence, r) => Array.from(sequence.subarray(0, this.length[r])))
    return { tours, pins: this.pin.slice(), begins: this.begin.slice(), ends: this.end.slice() }
  }

  /** Lays down what another search of this day has found; where that cannot be driven here, all stays as it is. */
  load({ tours, pins, begins, ends }: Snapshot): boolean {
    this.beginRound()
    tours.forEach((_, r) => {
      this.touch(r)
      this.clear(r)
      this.length[r] = 0
    })
    this.day.units.forEach(({ penalty }, unit) => {
      if (!this.absent.has(unit)) this.absentCost += penalty
      this.absent.add(unit)
    })
    this.begin.set(begins)
    this.end.set(ends)
    tours.forEach((nodes, r) => {
      for (const node of nodes) {
        this.put(node, r, this.length[r] as number)
        this.pin[node] = pins[node] as number
        const unit = this.day.unitOf[node] as number
        if (unit >= 0) this.settle(unit)
      }
    })
    const drivable = tours.every((_, r) => this.retime(r) !== Number.POSITIVE_INFINITY)
    if (!drivable) this.rollBack()
    return drivable
  }

  /** Whether a unit may be taken out: the fixed and the held stay. */
  isMovable(unit: number): boolean {
    return (this.day.units[unit] as Day['units'][number]).nodes.every(
      (node) => (this.day.boundTo[node] as number) < 0,
    )
  }
}
