import type { Category, TechnicianState } from '@kerbside/domain'
import type { Risk } from '../components/glyph.tsx'
import type { MapTokens } from './map-tokens.ts'

/** Pixels of a marker image as MapLibre takes them, drawn for screens of ratio 2. */
export interface MarkerImage {
  width: number
  height: number
  data: Uint8ClampedArray
}

export const artRatio = 2
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Our own small drawings on a grid of 24. */
const strokes = {
  drop: 'M12 3.5C9 7 6 10.8 6 14.2a6 6 0 0 0 12 0C18 10.8 15 7 12 3.5Z',
  spanner:
    'M15.5 4.2a4.8 4.8 0 0 0-5.6 6.3L4.6 15.8a2.3 2.3 0 0 0 3.3 3.3l5.3-5.3a4.8 4.8 0 0 0 6.4-5.6l-3 3-2.9-.9-.9-2.9Z',
  bolt: 'M13.5 3 6 13.5h5L9.8 21 18 10.3h-5.2Z',
  tick: 'M5.5 12.5l4.5 4.5L18.5 8',
  arrow: 'M12 4l6.5 15.5L12 16l-6.5 3.5Z',
  pin: 'M12 21c4-4.5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.5 6.5 6.5 11ZM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  hammer: 'M4.5 19.5l8-8M9.5 7.5l5-3.5 6 6-2.5 2.5-2.8-1.2-2.7 2.7-4-4Z',
  cup: 'M5 9h11v4.5a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5ZM16 10.5h1.5a2.3 2.3 0 0 1 0 4.6H16M8.5 3v3M12.5 3v3',
  dish: 'M4.5 9.5a7.5 7.5 0 0 0 10 10ZM10 14l4-4M14 5a5.5 5.5 0 0 1 5.5 5.5',
  moon: 'M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10Z',
  car: 'M4 16.5v-4l2-5.5h12l2 5.5v4ZM4.5 12h15M7.5 14.5h.01M16.5 14.5h.01M6 16.5V19M18 16.5V19',
  home: 'M4.5 11 12 4.5 19.5 11M6.5 9.5V19h11V9.5',
  bang: 'M12 6.5v6.5M12 17h.01',
  hands: 'M12 7v5.5l3.5 2',
} as const
type Stroke = keyof typeof strokes

const stateStroke: Record<TechnicianState, Stroke> = {
  free: 'tick',
  driving: 'arrow',
  on_site: 'pin',
  working: 'hammer',
  break: 'cup',
  silent: 'dish',
  off: 'moon',
}
const categoryStroke: Record<Category, Stroke> = { wash: 'drop', care: 'spanner', rescue: 'bolt' }
const riskStroke: Partial<Record<Risk, Stroke>> = { tight: 'hands', danger: 'bang', broken: 'bang' }

const write = (
  pen: Pen,
  stroke: Stroke,
  x: number,
  y: number,
  size: number,
  colour: string,
  weight = 2.2,
) => {
  pen.save()
  pen.translate(x - size / 2, y - size / 2)
  pen.scale(size / 24, size / 24)
  pen.strokeStyle = colour
  pen.lineWidth = weight
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.stroke(new Path2D(strokes[stroke]))
  pen.restore()
}

const disc = (x: number, y: number, radius: number): Path2D => {
  const path = new Path2D()
  path.arc(x, y, radius, 0, Math.PI * 2)
  return path
}

/** Triangle for danger, diamond for broken, circle for tight: the sign is told by shape before colour. */
const riskShape = (risk: Risk, x: number, y: number): Path2D => {
  if (risk === 'danger') return new Path2D(`M${x} ${y - 7.5}L${x + 8} ${y + 6}H${x - 8}Z`)
  if (risk === 'broken') return new Path2D(`M${x} ${y - 8}l8 8-8 8-8-8Z`)
  return disc(x, y, 6.5)
}

const bodyShape: Record<Category, (m: number) => Path2D> = {
  wash: (m) => disc(m, m, 11.5),
  care: (m) => {
    const path = new Path2D()
    path.roundRect(m - 10.5, m - 10.5, 21, 21, 4.5)
    return path
  },
  rescue: (m) => new Path2D(`M${m} ${m - 14.5}l14.5 14.5-14.5 14.5-14.5-14.5Z`),
}

const drawJob = (pen: Pen, c: MapTokens, category: Category, isHollow: boolean, risk: Risk) => {
  const m = 22
  const body = bodyShape[category](m)
  const colour = c[`svc-${category}`]
  pen.lineJoin = 'round'
  pen.strokeStyle = c['map-marker-ring']
  pen.lineWidth = 5
  pen.stroke(body)
  pen.fillStyle = isHollow ? c.surface : colour
  pen.fill(body)
  if (isHollow) {
    pen.strokeStyle = colour
    pen.lineWidth = 2.5
    pen.stroke(body)
  }
  write(pen, categoryStroke[category], m, m, 15, isHollow ? colour : c['on-svc'])
  const stroke = riskStroke[risk]
  if (!stroke) return
  const [x, y] = [m + 11, m - 11]
  const shape = riskShape(risk, x, y)
  pen.strokeStyle = c['map-marker-ring']
  pen.lineWidth = 3
  pen.stroke(shape)
  pen.fillStyle = c[`risk-${risk}`]
  pen.fill(shape)
  write(pen, stroke, x, y + (risk === 'danger' ? 1.5 : 0), 12, c[`on-risk-${risk}`], 3)
}

const drawTechnician = (pen: Pen, c: MapTokens, state: TechnicianState) => {
  const m = 22
  const colour = c[`tech-${state}`]
  const body = disc(m, m, 14)
  pen.fillStyle = c['map-marker-ring']
  pen.fill(disc(m, m, 16))
  if (state === 'silent') {
    pen.fillStyle = c['map-land']
    pen.fill(body)
    pen.setLineDash([3.4, 2.6])
    pen.strokeStyle = colour
    pen.lineWidth = 2
    pen.stroke(disc(m, m, 13.5))
    return
  }
  pen.fillStyle = colour
  pen.fill(body)
  if (state === 'driving') return
  pen.fillStyle = c['map-marker-ring']
  pen.fill(disc(m + 11, m + 11, 7.5))
  write(pen, stateStroke[state], m + 11, m + 11, 11, colour, 3)
}

const drawArrow = (pen: Pen, c: MapTokens, state: TechnicianState) => {
  const m = 26
  const path = new Path2D(`M${m} 2.5l7 9.5H${m - 7}Z`)
  pen.lineJoin = 'round'
  pen.strokeStyle = c['map-marker-ring']
  pen.lineWidth = 3.5
  pen.stroke(path)
  pen.fillStyle = c[`tech-${state}`]
  pen.fill(path)
}

const spotStroke: Record<string, Stroke> = { home: 'home', stand: 'pin' }
const drawSpot = (pen: Pen, c: MapTokens, kind: string) => {
  const m = 22
  pen.fillStyle = c['map-marker-ring']
  if (kind === 'me') {
    pen.fill(disc(m, m, 11))
    pen.fillStyle = c.accent
    pen.fill(disc(m, m, 8))
    return
  }
  pen.fill(disc(m, m, 16))
  pen.fillStyle = c.text
  pen.fill(disc(m, m, 14))
  write(pen, spotStroke[kind] ?? 'car', m, m, 17, c['text-inverse'], 2)
}

const draw = (pen: Pen, c: MapTokens, id: string): boolean => {
  const [kind, a = '', b, risk] = id.split('-')
  if (kind === 'job') drawJob(pen, c, a as Category, b === 'hollow', risk as Risk)
  else if (kind === 'tech') drawTechnician(pen, c, a as TechnicianState)
  else if (kind === 'arrow') drawArrow(pen, c, a as TechnicianState)
  else if (kind === 'spot') drawSpot(pen, c, a)
  else return false
  return true
}

/** Draws the image of an id such as `job-wash-solid-tight`, `tech-free`, `arrow-driving` or `spot-car`; else null. */
export const drawMarker = (id: string, c: MapTokens): MarkerImage | null => {
  const size = id.startsWith('arrow') ? 52 : 44
  const canvas = document.createElement('canvas')
  canvas.width = size * artRatio
  canvas.height = size * artRatio
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return null
  pen.scale(artRatio, artRatio)
  if (!draw(pen, c, id)) return null
  const { width, height, data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  return { width, height, data }
}
