import { WarpTimes } from './warp-times.ts'

/** Routes that may be late and overloaded at a price, and how they change. */
export class WarpTours extends WarpTimes {
  /** Inserts an absent customer behind a node. */
  insert(v: number, before: number): void {
    const { size, place } = this
    const { costs } = this.problem
    const r = this.route[before] as number
    this.touch(r)
    const after = this.next[before] as number
    const row = (place[before] as number) * size
    const to = place[after] as number
    this.cost += (costs[row + v] as number) + (costs[v * size + to] as number) - (this.arc[before] as number)
    this.link(before, v, after, r)
    this.mark(v)
    this.mark(before)
    this.mark(after)
    this.retimeBetween(r, before, after)
  }

  /** Takes a customer out; the route waits for `retime`. */
  remove(v: number): void {
    const { size, place } = this
    const { costs } = this.problem
    const before = this.prev[v] as number
    const after = this.next[v] as number
    const row = (place[before] as number) * size
    const to = place[after] as number
    const straight = before >= size && after >= size ? 0 : (costs[row + to] as number)
    this.cost += straight - (costs[row + v] as number) - (costs[v * size + to] as number)
    this.unlink(v)
    this.mark(v)
    this.mark(before)
    this.mark(after)
  }

  /**
   * Exchanges what stands behind `before1` up to `last1` with what stands behind `before2` up to `last2`, on different
   * routes; where last = before, nothing. The increase of cost is known.
   */
  exchange(before1: number, last1: number, before2: number, last2: number, increase: number): void {
    const { next, route } = this
    const r1 = route[before1] as number
    const r2 = route[before2] as number
    this.touch(r1)
    this.touch(r2)
    const first1 = next[before1] as number
    const first2 = next[before2] as number
    const after1 = next[last1] as number
    const after2 = next[last2] as number
    this.cost += increase
    if (last2 === before2) this.rejoin(before1, after1)
    else this.bring(first2, last2, before1, after1, r1)
    if (last1 === before1) this.rejoin(before2, after2)
    else this.bring(first1, last1, before2, after2, r2)
    this.retimeBetween(r1, before1, after1)
    this.retimeBetween(r2, before2, after2)
  }

  /** Moves what stands from `first` to `last` behind another node of the same route, which is not among them. */
  shift(first: number, last: number, behind: number, increase: number): void {
    const { next, prev, route, rank } = this
    const r = route[first] as number
    this.touch(r)
    const isLater = (rank[behind] as number) > (rank[first] as number)
    const before = prev[first] as number
    const after = next[last] as number
    const follower = next[behind] as number
    this.cost += increase
    this.rejoin(before, after)
    this.bring(first, last, behind, follower, r)
    if (isLater) this.retimeBetween(r, before, follower)
    else this.retimeBetween(r, behind, after)
  }

  /** 2-opt* (Potvin & Rousseau 1995): the two routes exchange what follows these nodes. */
  exchangeTails(head1: number, head2: number, increase: number): void {
    const r1 = this.route[head1] as number
    const r2 = this.route[head2] as number
    this.touch(r1)
    this.touch(r2)
    this.markJoint(head1, this.next[head1] as number)
    this.markJoint(head2, this.next[head2] as number)
    this.cost += increase
    this.swapTails(head1, head2)
    this.retimeBetween(r1, head1, this.next[head1] as number)
    this.retimeBetween(r2, head2, this.next[head2] as number)
    this.markJoint(head1, this.next[head1] as number)
    this.markJoint(head2, this.next[head2] as number)
  }

  private rejoin(before: number, after: number): void {
    this.next[before] = after
    this.prev[after] = before
    this.markJoint(before, after)
  }

  private bring(first: number, last: number, before: number, after: number, r: number): void {
    const { next, prev, route } = this
    next[before] = first
    prev[first] = before
    next[last] = after
    prev[after] = last
    for (let v = first; ; v = next[v] as number) {
      route[v] = r
      if (v === last) break
    }
    this.markJoint(before, first)
    this.markJoint(last, after)
  }

  private markJoint(before: number, after: number): void {
    this.mark(before)
    this.mark(after)
  }

  /** Takes the turn back, the cost given. */
  undo(cost: number, missing: number): void {
    this.relinkTouched()
    for (let i = 0; i < this.touchedCount; i++) this.retime(this.touched[i] as number)
    this.cost = cost
    this.missing = missing
  }
}
