/** The one source of time; it may run faster than the wall. */
export interface Clock {
  /** The present instant in epoch milliseconds of Kerbside's time. */
  now(): number
  /** How many of Kerbside's seconds pass in a second of the wall. */
  readonly speed: number
}

/** The anchor of a clock: at wall instant `wallMs` it showed `shownMs` and ran at `speed`. */
export interface ClockAnchor {
  wallMs: number
  shownMs: number
  speed: number
}

/** What a clock with this anchor shows at a wall instant, epoch milliseconds. */
export const shownAt = (anchor: ClockAnchor, wallMs: number): number =>
  anchor.shownMs + (wallMs - anchor.wallMs) * anchor.speed

/** Makes a clock from an anchor and a source of wall time (epoch milliseconds). */
export const makeClock = (anchor: ClockAnchor, wall: () => number): Clock => ({
  speed: anchor.speed,
  now: () => shownAt(anchor, wall()),
})

/** Epoch milliseconds as an ISO instant. */
export const toInstant = (ms: number): string => new Date(ms).toISOString()
/** An ISO instant as epoch milliseconds. */
export const toMs = (instant: string): number => Date.parse(instant)
