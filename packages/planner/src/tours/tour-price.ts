import { type Day, jobAt } from '../day/planning-day.ts'
import type { WalkedTour } from './walked-tour.ts'

/** What the tour that was walked last costs, term by term, in the weights' units. */
export class TourPrice {
  private readonly day: Day
  private readonly walk: WalkedTour
  drive = 0
  late = 0
  wait = 0
  overtime = 0
  moved = 0
  other = 0

  constructor(day: Day, walk: WalkedTour) {
    this.day = day
    this.walk = walk
  }

  /** A technician who stays at home costs nothing. */
  rest(): number {
    this.drive = this.late = this.wait = this.overtime = this.moved = this.other = 0
    return 0
  }

  /** Prices a tour whose times stand in the walk; answers the sum of all terms. */
  price(r: number, sequence: Int32Array): number {
    const { day, walk } = this
    const { van } = walk
    const { weights } = day
    this.late = this.wait = this.moved = 0
    let [drive, work, other] = [walk.lastLeg, 0, van.fixedCost[r] as number]
    for (let i = 0; i < walk.length; i += 1) {
      const v = sequence[i] as number
      const begin = walk.begin[i] as number
      drive += walk.leg[i] as number
      work += (walk.finish[i] as number) - begin
      this.addBegin(v, begin)
      const before = day.before[v] as number
      if (before >= 0) this.moved += this.movedFrom(v, before, r, begin)
      if (day.reluctance) other += day.reluctance[v * van.count + r] as number
    }
    walk.drive = drive
    this.overtime = Math.max(0, walk.endAt - (van.shiftUntil[r] as number)) * weights.overtimePerSecond
    this.drive = this.driveCost(r, sequence, drive)
    const hours = (drive + work) / 3600
    this.other = other + (work / 3600) * (van.perWorkHour[r] as number) + weights.fairness * hours * hours
    return this.drive + this.late + this.wait + this.overtime + this.moved + this.other
  }

  private addBegin(v: number, begin: number): void {
    const { weights } = this.day
    const { promise, tier, windows } = jobAt(this.day, v)
    if (promise && begin > promise.until)
      this.late += (begin - promise.until) * weights.latePerSecondByTier[tier]
    const perSecond = weights.waitPerSecondByTier[tier]
    if (perSecond > 0)
      this.wait += Math.max(0, begin - (promise?.from ?? windows[0]?.from ?? begin)) * perSecond
  }

  private movedFrom(v: number, before: number, r: number, begin: number): number {
    const { day } = this
    const away = before === r ? 0 : (day.movedCost[v] as number)
    const perSecond = day.movedPerSecond[v] as number
    if (perSecond === 0) return away
    const shifted = Math.abs(begin - (day.beforeBegin[v] as number)) - day.weights.movedTimeToleranceSeconds
    return shifted > 0 ? away + shifted * perSecond : away
  }

  private driveCost(r: number, sequence: Int32Array, drive: number): number {
    const { van } = this.walk
    const table = van.costs[r]
    if (table) return sumOver(this.walk, table, r, sequence)
    const perKm = van.perKm[r] as number
    const money = (drive / 3600) * (van.perDriveHour[r] as number)
    return perKm === 0 ? money : money + (this.walk.sumMetres(r, sequence) / 1000) * perKm
  }
}

/** Adds up a table of arcs over the tour that was walked, the way out and home included. */
export const sumOver = (
  { van, day, length }: WalkedTour,
  table: Int32Array,
  r: number,
  sequence: Int32Array,
): number => {
  let at = van.start[r] as number
  let sum = 0
  for (let i = 0; i <= length; i += 1) {
    const to = i < length ? (day.location[sequence[i] as number] as number) : (van.end[r] as number)
    if (at >= 0 && to >= 0) sum += table[at * van.size + to] as number
    at = to
  }
  return sum
}
