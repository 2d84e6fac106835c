/**
 * The cheapest way to give each row a column of its own: rows × columns costs, row-major, Infinity where it must not be.
 * Answers each row's column, −1 for a row that is left: as few rows as can be are left, then the sum is least. Shortest
 * augmenting paths with dual prices (Jonker & Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse
 * linear assignment problems"; rectangular after Crouse 2016), O(rows² × columns).
 */
export const matchAssignment = (costs: Float64Array, rows: number, columns: number): Int32Array => {
  // One column more for each row: being left, dearer than all of a matching that does without.
  const width = columns + rows
  const left = 1 + 2 * rows * spread(costs)
  const cost = (row: number, column: number): number =>
    column < columns ? (costs[row * columns + column] as number) : column - columns === row ? left : never
  const rowOf = new Int32Array(width).fill(-1)
  const price = new Float64Array(width)
  const worth = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) augment({ row, width, cost, rowOf, price, worth })
  const answer = new Int32Array(rows).fill(-1)
  for (let column = 0; column < columns; column += 1)
    if ((rowOf[column] as number) >= 0) answer[rowOf[column] as number] = column
  return answer
}

const never = Number.POSITIVE_INFINITY

const spread = (costs: Float64Array): number =>
  costs.reduce((most, one) => (one < never ? Math.max(most, Math.abs(one)) : most), 0)

interface Matching {
  row: number
  width: number
  cost: (row: number, column: number) => number
  rowOf: Int32Array
  price: Float64Array
  worth: Float64Array
}

/** Finds the cheapest chain of changes that gives one more row a column, and carries it out. */
const augment = ({ row, width, cost, rowOf, price, worth }: Matching): void => {
  const shortest = new Float64Array(width).fill(never)
  const from = new Int32Array(width).fill(-1)
  const done = new Uint8Array(width)
  let [at, length, last] = [row, 0, -1]
  while (last < 0) {
    let nearest = -1
    for (let column = 0; column < width; column += 1) {
      if (done[column]) continue
      const along = length + cost(at, column) - (worth[at] as number) - (price[column] as number)
      if (along < (shortest[column] as number)) {
        shortest[column] = along
        from[column] = at
      }
      if (nearest < 0 || (shortest[column] as number) < (shortest[nearest] as number)) nearest = column
    }
    done[nearest] = 1
    length = shortest[nearest] as number
    if ((rowOf[nearest] as number) < 0) last = nearest
    else at = rowOf[nearest] as number
  }
  for (let column = 0; column < width; column += 1) {
    if (!done[column] || column === last) continue
    const slack = length - (shortest[column] as number)
    price[column] = (price[column] as number) - slack
    worth[rowOf[column] as number] = (worth[rowOf[column] as number] as number) + slack
  }
  worth[row] = (worth[row] as number) + length
  for (let column = last; column >= 0; ) {
    const giver = from[column] as number
    const before = giver === row ? -1 : rowOf.indexOf(giver)
    rowOf[column] = giver
    column = before
  }
}
