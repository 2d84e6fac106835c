import type { JobView, LiveEvent, OfferView } from '@kerbside/protocol'
import type { Caller } from '../doors/open-doors.ts'
import { Bell } from '../time/bell.ts'
import type { OwnView } from './decide.ts'
import { afterEvent, readOwnView, withJob } from './own-view.ts'

/** How often a picture that changed while it was read is read again. */
const mostReadings = 3

/** What the server told a technician: read as a whole when the link comes up, then kept by events. */
export class Picture {
  readonly bell = new Bell()
  readonly #doors: Caller
  readonly #onChange: (view: OwnView) => void
  readonly #onOffers: (offers: readonly OfferView[]) => void
  #view: OwnView | null = null
  #reading: Promise<OwnView> | null = null
  #events = 0

  constructor(
    doors: Caller,
    listeners: { onChange(view: OwnView): void; onOffers(offers: readonly OfferView[]): void },
  ) {
    this.#doors = doors
    this.#onChange = listeners.onChange
    this.#onOffers = listeners.onOffers
  }

  get view(): OwnView | null {
    return this.#view
  }

  /** The picture, read if there is none. */
  async known(): Promise<OwnView> {
    return this.#view ?? this.read()
  }

  /** Reads the whole picture; who asks meanwhile gets the same. */
  read(): Promise<OwnView> {
    const reading = this.#reading ?? this.#readAll()
    this.#reading = reading
    return reading.finally(() => {
      this.#reading = null
    })
  }

  forget(): void {
    this.#view = null
  }

  hear(event: LiveEvent): void {
    this.#events += 1
    if (this.#view) this.#set(afterEvent(this.#view, event))
  }

  took(job: JobView): void {
    this.#events += 1
    if (this.#view) this.#set(withJob(this.#view, job))
  }

  is(me: OwnView['me']): void {
    this.#events += 1
    if (this.#view) this.#set({ ...this.#view, me })
  }

  async #readAll(): Promise<OwnView> {
    for (let turn = 1; ; turn += 1) {
      const before = this.#events
      const { view, offers } = await readOwnView(this.#doors)
      // What was heard meanwhile may be newer than what was read.
      if (this.#events !== before && turn < mostReadings) continue
      this.#set(view)
      this.#onOffers(offers)
      return view
    }
  }

  #set(view: OwnView): void {
    if (view === this.#view) return
    this.#view = view
    this.#onChange(view)
    this.bell.ring()
  }
}
