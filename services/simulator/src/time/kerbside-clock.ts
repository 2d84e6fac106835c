import { type Clock, type ClockAnchor, shownAt, toMs } from '@kerbside/domain'

/** What the server said of its time, with the wall instants between which it said so (epoch ms). */
export interface ClockWord {
  now: string
  speed: number
  askedMs: number
  heardMs: number
}

/** Kerbside's time here: an anchor and the server's speed. It moves only when the server contradicts it. */
export class KerbsideClock implements Clock {
  readonly #wall: () => number
  #anchor: ClockAnchor

  constructor(word: ClockWord, wall: () => number = Date.now) {
    this.#wall = wall
    this.#anchor = anchorOf(word)
  }

  get speed(): number {
    return this.#anchor.speed
  }

  now(): number {
    return shownAt(this.#anchor, this.#wall())
  }

  /** Hears the server's time again; true when our clock was wrong and has been set. */
  hear(word: ClockWord): boolean {
    const said = anchorOf(word)
    const off = Math.abs(shownAt(this.#anchor, said.wallMs) - said.shownMs)
    // The server spoke somewhere between question and answer: only what lies outside that doubt is news.
    const doubt = ((word.heardMs - word.askedMs) / 2) * word.speed + 5
    if (said.speed === this.#anchor.speed && off <= doubt) return false
    this.#anchor = said
    return true
  }
}

const anchorOf = ({ now, speed, askedMs, heardMs }: ClockWord): ClockAnchor => ({
  wallMs: (askedMs + heardMs) / 2,
  shownMs: toMs(now),
  speed,
})
