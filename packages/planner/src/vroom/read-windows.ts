import type { Window } from '../planning-problem.ts'
import { listOf, type Reader, whole } from './json-fields.ts'
import { refuseField } from './vroom-error.ts'
import { vroomLimits } from './vroom-limits.ts'

/** `[start, end]`, both in it. */
export const readWindow: Reader<Window> = (value, path) => {
  const bounds = listOf(whole, vroomLimits.windows)(value, path)
  const [from, until] = bounds
  if (from === undefined || until === undefined)
    return refuseField(path, 'must be [start, end]', '必须是 [开始, 结束]')
  if (from > until) return refuseField(path, 'ends before it begins', '结束早于开始')
  return { from, until }
}

/** At least one window; sorted, and none may touch another. */
export const readWindows: Reader<readonly Window[]> = (value, path) => {
  const windows = listOf(readWindow, vroomLimits.windows)(value, path)
  if (windows.length === 0) return refuseField(path, 'needs at least one window', '至少需要一个时间窗')
  const sorted = windows.toSorted((a, b) => a.from - b.from || a.until - b.until)
  sorted.forEach((window, index) => {
    const before = sorted[index - 1]
    if (before && before.until >= window.from)
      refuseField(
        `${path}.${windows.indexOf(window)}`,
        'overlaps or touches another window',
        '与其他时间窗重叠或相接',
      )
  })
  return sorted
}
