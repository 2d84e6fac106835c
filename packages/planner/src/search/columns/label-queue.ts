/** Numbers waiting in the order of their instants; one that is queued again waits by its latest instant only. */
export interface LabelQueue {
  clear(): void
  push(instant: number, label: number): void
  /** The one with the earliest instant, −1 when nobody waits. */
  pop(): number
}

/** An empty queue of labels below `labels`: a binary heap that overlooks stale entries. */
export const makeLabelQueue = (labels: number): LabelQueue => {
  let instants = new Int32Array(4 * labels)
  let entries = new Int32Array(4 * labels)
  const present = new Int32Array(labels)
  let size = 0

  return {
    clear() {
      size = 0
    },
    push(instant, label) {
      if (size === entries.length) {
        const [wider, more] = [new Int32Array(2 * size), new Int32Array(2 * size)]
        wider.set(instants)
        more.set(entries)
        instants = wider
        entries = more
      }
      present[label] = instant
      let at = size
      size += 1
      while (at > 0) {
        const above = (at - 1) >> 1
        if ((instants[above] as number) <= instant) break
        instants[at] = instants[above] as number
        entries[at] = entries[above] as number
        at = above
      }
      instants[at] = instant
      entries[at] = label
    },
    pop() {
      while (size > 0) {
        const label = entries[0] as number
        const instant = instants[0] as number
        size -= 1
        const moved = instants[size] as number
        const movedLabel = entries[size] as number
        let at = 0
        for (;;) {
          let below = 2 * at + 1
          if (below >= size) break
          if (below + 1 < size && (instants[below + 1] as number) < (instants[below] as number)) below += 1
          if ((instants[below] as number) >= moved) break
          instants[at] = instants[below] as number
          entries[at] = entries[below] as number
          at = below
        }
        instants[at] = moved
        entries[at] = movedLabel
        if (present[label] !== instant) continue
        present[label] = -1
        return label
      }
      return -1
    },
  }
}
