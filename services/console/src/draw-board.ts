import type { StopView, TourView } from '@kerbside/protocol'

export const rowHeight = 32
const headHeight = 24
const hourMs = 3_600_000

export interface BoardView {
  /** Epoch milliseconds at the left and right edge. */
  from: number
  until: number
  /** CSS pixels. */
  width: number
  now: number
  tours: readonly (TourView | undefined)[]
}

interface Picture extends BoardView {
  selected: number
  name: (stop: StopView) => string
  clock: (at: number) => string
}

const x = (view: BoardView, at: string | number): number =>
  ((typeof at === 'number' ? at : Date.parse(at)) - view.from) * (view.width / (view.until - view.from))
const y = (row: number): number => headHeight + row * rowHeight

/** Draws the whole board: grid and hours, legs as lines, stops as bars, promises as brackets below, the present. */
export const drawBars = (context: CanvasRenderingContext2D, picture: Picture): void => {
  const ratio = window.devicePixelRatio || 1
  const height = headHeight + picture.tours.length * rowHeight
  const { canvas } = context
  canvas.width = Math.round(picture.width * ratio)
  canvas.height = Math.round(height * ratio)
  canvas.style.width = `${picture.width}px`
  canvas.style.height = `${height}px`
  context.scale(ratio, ratio)
  const style = getComputedStyle(canvas)
  const ink = (token: string): string => style.getPropertyValue(token).trim()
  context.font = `11px ${style.fontFamily}`
  context.textBaseline = 'middle'

  for (let at = Math.ceil(picture.from / hourMs) * hourMs; at < picture.until; at += hourMs) {
    context.fillStyle = ink('--line-strong')
    context.fillRect(x(picture, at), headHeight, 1, height)
    context.fillStyle = ink('--text-3')
    context.fillText(picture.clock(at), x(picture, at) + 4, headHeight / 2)
  }
  picture.tours.forEach((tour, row) => {
    context.fillStyle = row === picture.selected ? ink('--surface-selected') : 'transparent'
    context.fillRect(0, y(row), picture.width, rowHeight)
    context.fillStyle = ink('--line')
    context.fillRect(0, y(row) + rowHeight - 1, picture.width, 1)
    for (const stop of tour?.stops ?? []) drawStop(context, picture, row, stop, ink)
  })
  context.fillStyle = ink('--text')
  context.fillRect(x(picture, picture.now), headHeight - 4, 2, height)
}

const drawStop = (
  context: CanvasRenderingContext2D,
  picture: Picture,
  row: number,
  stop: StopView,
  ink: (token: string) => string,
): void => {
  const [begin, end] = [x(picture, stop.beginAt), x(picture, stop.endAt)]
  const leave = x(picture, Date.parse(stop.arriveAt) - stop.driveSeconds * 1000)
  const top = y(row)
  if (end < 0 || leave > picture.width) return
  context.fillStyle = ink('--text-3')
  context.fillRect(leave, top + 14, Math.max(0, begin - leave - 1), 3)
  context.fillStyle = ink(`--svc-${stop.category}-soft`)
  context.beginPath()
  context.roundRect(begin, top + 4, Math.max(3, end - begin), 20, 3)
  context.fill()
  context.fillStyle = ink(`--svc-${stop.category}`)
  context.fillRect(begin, top + 4, 3, 20)
  if (end - begin > 34) {
    context.fillStyle = ink('--on-svc-soft') || ink('--text')
    context.fillText(shortened(context, picture.name(stop), end - begin - 12), begin + 8, top + 14)
  }
  // The promise stands below the bar and does not move with it.
  context.strokeStyle =
    stop.lateSeconds > 0 ? ink('--risk-broken') || ink('--st-failed') : ink('--risk-kept') || ink('--st-done')
  const [opens, closes] = [x(picture, stop.promise.from), x(picture, stop.promise.until)]
  context.beginPath()
  context.moveTo(opens, top + 24)
  context.lineTo(opens, top + 28)
  context.lineTo(closes, top + 28)
  context.lineTo(closes, top + 24)
  context.stroke()
}

/** A name cut to what fits, said by an ellipsis. */
const shortened = (context: CanvasRenderingContext2D, name: string, width: number): string => {
  if (context.measureText(name).width <= width) return name
  for (let length = name.length - 1; length > 0; length -= 1) {
    const cut = `${name.slice(0, length).trimEnd()}…`
    if (context.measureText(cut).width <= width) return cut
  }
  return ''
}

/** The stop below a point of the canvas, or null. */
export const hitBar = (view: BoardView, atX: number, atY: number): StopView | null => {
  const tour = view.tours[Math.floor((atY - headHeight) / rowHeight)]
  return tour?.stops.find((stop) => atX >= x(view, stop.beginAt) && atX <= x(view, stop.endAt)) ?? null
}
