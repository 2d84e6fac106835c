import type { CellWorld } from './cell-world.ts'

/**
 * The cells that leave a zone when one of them does: itself, and whatever would hang together with the rest of the zone
 * through it alone (headlands, what lies behind a bridge). The part with the most demand stays.
 */
export const goingTogether = (world: CellWorld, zoneOf: ArrayLike<number>, cell: number): number[] => {
  const own = (world.besides[cell] ?? []).filter((one) => zoneOf[one] === zoneOf[cell])
  const seen = new Set([cell])
  const parts: number[][] = []
  for (const first of own) {
    if (seen.has(first)) continue
    const part = partFrom(world, zoneOf, first, seen, parts.length === 0 ? own : [])
    // Mostly all neighbours hang together without it.
    if (part === whole) return [cell]
    parts.push(part)
  }
  const stays = parts.reduce(
    (most, part) => (weightOf(world, part) > weightOf(world, most) ? part : most),
    [],
  )
  return [cell, ...parts.filter((part) => part !== stays).flat()]
}

const whole: number[] = []

/** All cells of the zone that can be reached from one past what was seen; `whole` as soon as all sought are among them. */
const partFrom = (
  world: CellWorld,
  zoneOf: ArrayLike<number>,
  first: number,
  seen: Set<number>,
  sought: readonly number[],
): number[] => {
  const left = new Set(sought)
  const part: number[] = []
  const reach = (cell: number): void => {
    seen.add(cell)
    part.push(cell)
    left.delete(cell)
  }
  reach(first)
  for (const here of part) {
    if (sought.length > 0 && left.size === 0) return whole
    for (const next of world.besides[here] ?? [])
      if (zoneOf[next] === zoneOf[first] && !seen.has(next)) reach(next)
  }
  return part
}

/** A cell without demand counts a little, so that empty land goes by area. */
const weightOf = ({ cells }: CellWorld, part: readonly number[]): number =>
  part.reduce((sum, cell) => sum + (cells[cell]?.jobsPerDay ?? 0) + 1e-6, 0)
