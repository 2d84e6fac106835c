import type { Day } from '../day/planning-day.ts'
import { below, type Random } from '../random.ts'
import type { LiveTours } from '../tours/live-tours.ts'

/** Units taken out on average, and the longest string. */
const meanRemoved = 10
const longestString = 10
const nearest = 60

/**
 * Takes strings of neighbouring stops out of the tours around a place (Christiaens & Vanden Berghe 2020, "Slack Induction
 * by String Removals"). The fixed and the held stay; who comes after somebody taken out goes with him.
 */
export class Shake {
  private readonly day: Day
  private readonly tours: LiveTours
  private readonly random: Random
  private readonly near: (Int32Array | undefined)[]

  constructor(tours: LiveTours, random: Random) {
    this.day = tours.day
    this.tours = tours
    this.random = random
    this.near = new Array<Int32Array | undefined>(tours.day.nodes)
  }

  /** One ruin around a random node, or around one of `centres`. False when a tour could not be driven without its stops. */
  ruin(centres: readonly number[] | null): boolean {
    const { day, tours, random } = this
    const seed = centres ? (centres[below(random, centres.length)] as number) : below(random, day.nodes)
    const used = tours.length.reduce((sum, length) => sum + (length > 0 ? 1 : 0), 0)
    if (used === 0) return true
    const mean = Math.max(1, tours.length.reduce((sum, length) => sum + length, 0) / used)
    const longest = Math.min(longestString, mean)
    let strings = Math.floor(random() * ((4 * meanRemoved) / (1 + longest) - 1) + 1)
    for (const node of this.around(seed)) {
      const r = tours.tour[node] as number
      if (r < 0 || tours.isTouched(r)) continue
      this.cut(r, node, longest)
      strings -= 1
      if (strings <= 0) break
    }
    return tours.touched.every((r) => tours.retime(r) < Number.POSITIVE_INFINITY)
  }

  private cut(r: number, node: number, longest: number): void {
    const { tours, random } = this
    const length = tours.length[r] as number
    const sequence = (tours.sequence[r] as Int32Array).slice(0, length)
    const size = Math.min(length, 1 + below(random, Math.max(1, Math.floor(Math.min(length, longest)))))
    const at = sequence.indexOf(node)
    const first = Math.max(0, Math.min(at - below(random, size), length - size))
    tours.touch(r)
    for (let i = first; i < first + size; i += 1) this.release(sequence[i] as number)
  }

  /** Takes a node's unit out if it may move, and whoever comes after it. */
  release(node: number): void {
    const { day, tours } = this
    const unit = day.unitOf[node] as number
    if (unit < 0 || (tours.tour[node] as number) < 0 || !tours.isMovable(unit)) return
    tours.takeOut(unit)
    for (const member of (day.units[unit] as Day['units'][number]).nodes)
      for (const { other } of day.comesBefore[member] as Day['comesBefore'][number]) this.release(other)
  }

  /** The nodes nearest by road, itself first; found when first asked for. */
  private around(seed: number): Int32Array {
    const known = this.near[seed]
    if (known) return known
    const { location, nodes, problem } = this.day
    const { size, seconds } = problem.matrix
    const keys = new Float64Array(nodes)
    const here = location[seed] as number
    for (let node = 0; node < nodes; node += 1) {
      const there = location[node] as number
      const way = (seconds[here * size + there] as number) + (seconds[there * size + here] as number)
      keys[node] = (node === seed ? 0 : 1 + Math.max(0, way)) * nodes + node
    }
    keys.sort()
    const list = Int32Array.from(keys.subarray(0, nearest), (key) => key % nodes)
    this.near[seed] = list
    return list
  }
}
