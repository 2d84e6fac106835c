export interface Fixed {
  id: string
  lon: number
  lat: number
}

interface Way {
  from: readonly [number, number]
  to: readonly [number, number]
  startMs: number
}

/** A marker moves between two fixes for this long. */
export const glideMs = 1000
/** About 2 km: a marker that jumps farther was not seen driving there, so it does not pretend to. */
const farDegrees = 0.02

/**
 * Moves markers linearly for one second between two known fixes and never beyond the newer one.
 * `put` takes the newest fixes, `at` gives where everything is drawn; time in ms is handed in.
 */
export class Glide<T extends Fixed> {
  #things: readonly T[] = []
  #ways = new Map<string, Way>()
  #still: boolean

  constructor(still = false) {
    this.#still = still
  }

  put(things: readonly T[], nowMs: number): void {
    const before = this.#ways
    const next = new Map<string, Way>()
    for (const { id, lon, lat } of things) {
      const old = before.get(id)
      const to = [lon, lat] as const
      if (old && old.to[0] === lon && old.to[1] === lat) next.set(id, old)
      else {
        const here = old ? placeAt(old, nowMs) : to
        const isFar = Math.abs(here[0] - lon) > farDegrees || Math.abs(here[1] - lat) > farDegrees
        next.set(id, { from: this.#still || isFar ? to : here, to, startMs: nowMs })
      }
    }
    this.#things = things
    this.#ways = next
  }

  at(nowMs: number): T[] {
    return this.#things.map((thing) => {
      const way = this.#ways.get(thing.id)
      if (!way) return thing
      const [lon, lat] = placeAt(way, nowMs)
      return { ...thing, lon, lat }
    })
  }

  isMoving(nowMs: number): boolean {
    for (const way of this.#ways.values()) {
      if (nowMs - way.startMs < glideMs && (way.from[0] !== way.to[0] || way.from[1] !== way.to[1]))
        return true
    }
    return false
  }
}

const placeAt = ({ from, to, startMs }: Way, nowMs: number): readonly [number, number] => {
  const share = Math.min(1, Math.max(0, (nowMs - startMs) / glideMs))
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
}
