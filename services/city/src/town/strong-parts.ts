/** A graph of one-way arcs between numbered nodes. */
export interface Arcs {
  count: number
  from: readonly number[]
  to: readonly number[]
}

/** The nodes of the largest set in which every node can be reached from every other (Kosaraju, without recursion). */
export function largestStrongPart({ count, from, to }: Arcs): Set<number> {
  const onward = neighbours(count, from, to)
  const backward = neighbours(count, to, from)
  const order = finishOrder(count, onward)
  const part = new Int32Array(count).fill(-1)
  let best: number[] = []
  for (const root of order.reverse()) {
    if (part[root] !== -1) continue
    const own: number[] = []
    const stack = [root]
    part[root] = root
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      own.push(node)
      for (const next of backward[node] ?? []) {
        if (part[next] !== -1) continue
        part[next] = root
        stack.push(next)
      }
    }
    if (own.length > best.length) best = own
  }
  return new Set(best)
}

function neighbours(count: number, from: readonly number[], to: readonly number[]): number[][] {
  const lists = Array.from({ length: count }, (): number[] => [])
  from.forEach((node, i) => {
    const other = to[i]
    if (other !== undefined) lists[node]?.push(other)
  })
  return lists
}

function finishOrder(count: number, onward: readonly number[][]): number[] {
  const seen = new Uint8Array(count)
  const order: number[] = []
  for (let root = 0; root < count; root += 1) {
    if (seen[root]) continue
    seen[root] = 1
    const stack = [{ node: root, next: 0 }]
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const other = onward[top.node]?.[top.next]
      top.next += 1
      if (other === undefined) {
        order.push(top.node)
        stack.pop()
      } else if (!seen[other]) {
        seen[other] = 1
        stack.push({ node: other, next: 0 })
      }
    }
  }
  return order
}
