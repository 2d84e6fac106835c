const BLOCK = 32

/** The matrix with rows and columns exchanged, so that a column can be read as a row; itself if it is symmetric. */
export const transposed = (matrix: Int32Array, size: number): Int32Array => {
  if (isSymmetric(matrix, size)) return matrix
  const turned = new Int32Array(matrix.length)
  for (let i0 = 0; i0 < size; i0 += BLOCK) {
    for (let j0 = 0; j0 < size; j0 += BLOCK) turnBlock(matrix, turned, size, i0, j0)
  }
  return turned
}

const turnBlock = (matrix: Int32Array, turned: Int32Array, size: number, i0: number, j0: number): void => {
  const i1 = Math.min(size, i0 + BLOCK)
  const j1 = Math.min(size, j0 + BLOCK)
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) turned[j * size + i] = matrix[i * size + j] as number
  }
}

/** Compared in blocks, as whole columns of a large matrix miss the cache. */
const isSymmetric = (matrix: Int32Array, size: number): boolean => {
  for (let i0 = 0; i0 < size; i0 += BLOCK) {
    for (let j0 = i0; j0 < size; j0 += BLOCK) {
      const i1 = Math.min(size, i0 + BLOCK)
      const j1 = Math.min(size, j0 + BLOCK)
      for (let i = i0; i < i1; i++) {
        for (let j = j0; j < j1; j++) if (matrix[i * size + j] !== matrix[j * size + i]) return false
      }
    }
  }
  return true
}
