import type { InsertionSearch } from './insertion-search.ts'
import { type Able, jobsByTechnician } from './neighbours.ts'
import { never } from './problem-arrays.ts'
import type { WorkingPlan } from './working-plan.ts'

/** What it costs to have one job in a tour instead of another; kept as long as the tour does not change. */
export interface ExchangeTable {
  /** n: how many jobs could come for w into its tour; they are `job[w·n] … job[w·n + count[w] − 1]`. */
  readonly count: Int32Array
  readonly job: Int32Array
  /** By the same cells: the added cost of that job in w's tour when w leaves it. */
  readonly cost: Float64Array
  /** Behind which node v comes when it takes w's place. */
  placeOf(w: number, v: number): number
  /** Prices anew what belongs to tours that have changed. */
  update(): void
  /** Takes some jobs of a tour out, asks, puts them back; for asking only `insertion.find` may be used. */
  without(r: number, jobs: readonly number[], ask: (saved: number) => void): void
}

export const makeExchangeTable = (
  plan: WorkingPlan,
  insertion: InsertionSearch,
  able: Able,
): ExchangeTable => {
  const { tours } = plan
  const { n } = plan.problem
  const { previous, tour, version } = tours
  const count = new Int32Array(n)
  const job = new Int32Array(n * n)
  const cost = new Float64Array(n * n)
  const place = new Int32Array(n * n)
  const priced = new Int32Array(n).fill(-1)
  const ableTo = jobsByTechnician(plan.problem, able)

  const without = (r: number, jobs: readonly number[], ask: (saved: number) => void): void => {
    const before: number[] = []
    const held = version[r] as number
    const costBefore = tours.cost[r] as number
    for (const w of jobs) {
      before.push(previous[w] as number)
      tours.unlink(w)
    }
    tours.refresh(r)
    ask(costBefore - (tours.cost[r] as number))
    // Backwards, so that each comes behind whom it was taken from.
    for (let k = jobs.length - 1; k >= 0; k -= 1) tours.link(jobs[k] as number, before[k] as number)
    tours.refresh(r)
    // The tour is the old tour again: what is remembered of it holds.
    version[r] = held
  }

  const priceRow = (w: number): void => {
    const r = tour[w] as number
    const row = w * n
    without(r, [w], (saved) => {
      let cell = row
      for (const v of ableTo[r] as Int32Array) {
        if (v === w || tour[v] === r) continue
        const added = insertion.find(v, r)
        if (added >= never) continue
        job[cell] = v
        cost[cell] = added - saved
        place[cell] = insertion.found.place
        cell += 1
      }
      count[w] = cell - row
    })
    priced[w] = version[r] as number
  }

  return {
    count,
    job,
    cost,
    placeOf: (w, v) => place[job.indexOf(v, w * n)] as number,
    without,
    update() {
      for (let w = 0; w < n; w += 1) {
        const r = tour[w] as number
        if (r >= 0 && priced[w] !== version[r]) priceRow(w)
      }
    },
  }
}
