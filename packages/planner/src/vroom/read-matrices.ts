import { has, type JsonObject, may, must, object, pathOf, type Reader, tableOf } from './json-fields.ts'
import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'
import type { VroomMatrix } from './vroom-problem.ts'

const mostInt32 = 2_147_483_647

/** A square matrix of whole numbers, row-major; numbers above `most` become −1, and from a place to itself it is 0. */
const square =
  (most: number): Reader<Int32Array> =>
  (value, path) => {
    if (!Array.isArray(value) || value.length === 0)
      return refuseField(path, 'must be a list of rows', '必须是由行组成的列表')
    const size = value.length
    if (size > vroomLimits.places)
      return refuseField(
        path,
        `has ${size} rows; at most ${vroomLimits.places} are taken`,
        `有 ${size} 行，最多 ${vroomLimits.places} 行`,
      )
    const cells = new Int32Array(size * size)
    for (const [r, row] of (value as unknown[]).entries()) {
      if (!Array.isArray(row) || row.length !== size)
        return refuseField(`${path}.${r}`, `must be a row of ${size} numbers`, `必须是 ${size} 个数的行`)
      for (let c = 0; c < size; c += 1) {
        const cell: unknown = row[c]
        if (typeof cell !== 'number' || !Number.isInteger(cell) || cell < 0)
          refuseField(`${path}.${r}.${c}`, 'must be a whole number, 0 or more', '必须是不小于 0 的整数')
        else if (r !== c) cells[r * size + c] = cell > most ? -1 : cell
      }
    }
    return cells
  }

const durations = square(vroomLimits.legSeconds)
const numbers = square(mostInt32)

const matrix: Reader<VroomMatrix> = (value, path) => {
  const from = object(value, path)
  const read = {
    durations: may(from, 'durations', durations, null),
    distances: may(from, 'distances', numbers, null),
    costs: may(from, 'costs', numbers, null),
  }
  const all = Object.entries(read).flatMap(([key, cells]) =>
    cells ? [{ key, size: Math.sqrt(cells.length) }] : [],
  )
  const [first] = all
  if (!first || !read.durations) return refuseField(pathOf(from, 'durations'), 'is missing', '缺失')
  const odd = all.find((one) => one.size !== first.size)
  if (odd)
    refuseField(
      pathOf(from, odd.key),
      `has ${odd.size} rows, ${first.key} has ${first.size}`,
      `有 ${odd.size} 行，而 ${first.key} 有 ${first.size} 行`,
    )
  return { size: first.size, ...read }
}

/** Matrices by profile; the older single `matrix` is the durations of `car`. Empty where coordinates are to do. */
export const readMatrices = (from: JsonObject): Readonly<Record<string, VroomMatrix>> => {
  if (has(from, 'matrices')) {
    const read = may(from, 'matrices', tableOf(matrix), {})
    const entries = Object.entries(read)
    const odd = entries.find(([, one]) => one.size !== entries[0]?.[1].size)
    if (odd)
      refuseField(`matrices.${odd[0]}`, 'has another size than the matrix before it', '与其他矩阵大小不一致')
    return read
  }
  if (!has(from, 'matrix')) return {}
  const seconds = must(from, 'matrix', durations)
  return { car: { size: Math.sqrt(seconds.length), durations: seconds, distances: null, costs: null } }
}
