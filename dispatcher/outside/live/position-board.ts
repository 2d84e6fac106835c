import type { Fix, TechnicianState } from '@kerbside/domain'
import type { Approach, Positions } from '@kerbside/protocol'
import type { Relay } from './relay.ts'

type Bbox = readonly [west: number, south: number, east: number, north: number]
interface Looker {
  bbox: Bbox
  sentAt: number
  send: (positions: Positions) => void
}
interface Known {
  state: TechnicianState
  fix: Fix
  tick: number
}

/**
 * The newest position of each technician on duty, batched once a second to those who look at that part of the map.
 * Unnumbered and sheddable: a lost batch is mended by the next.
 */
export class PositionBoard {
  readonly #known = new Map<string, Known>()
  readonly #lookers = new Map<string, Looker>()
  readonly #followers = new Map<string, Map<string, (approach: Approach) => void>>()
  readonly #relay: Pick<Relay, 'send'> | null
  #tick = 0

  /** With a relay, what is put here is known to the other processes too. */
  constructor(relay: Pick<Relay, 'send' | 'on'> | null = null) {
    this.#relay = relay
    relay?.on('position', ({ technicianId, state, fix }) => this.take(technicianId, state, fix))
    relay?.on('approach', (approach) => this.#tell(approach))
  }

  /** Takes a technician's newest fix and passes it on. */
  put(technicianId: string, state: TechnicianState, fix: Fix | null): void {
    this.take(technicianId, state, fix)
    this.#relay?.send('position', { technicianId, state, fix })
  }

  /** Takes a technician's newest fix, or forgets him when he goes off duty. */
  take(technicianId: string, state: TechnicianState, fix: Fix | null): void {
    if (fix === null || state === 'off') this.#known.delete(technicianId)
    else this.#known.set(technicianId, { state, fix, tick: this.#tick + 1 })
  }

  /** Tells the followers of a job how its technician comes nearer. */
  approach(approach: Approach): void {
    this.#tell(approach)
    this.#relay?.send('approach', approach)
  }

  #tell(approach: Approach): void {
    for (const send of this.#followers.get(approach.jobId)?.values() ?? []) send(approach)
  }

  isFollowed(jobId: string): boolean {
    return (this.#followers.get(jobId)?.size ?? 0) > 0
  }

  look(socketId: string, bbox: Bbox, send: (positions: Positions) => void): void {
    // From tick 0: the first batch shows everybody who is there.
    this.#lookers.set(socketId, { bbox, sentAt: 0, send })
  }

  follow(socketId: string, jobId: string, send: (approach: Approach) => void): void {
    const all = this.#followers.get(jobId) ?? new Map<string, (approach: Approach) => void>()
    this.#followers.set(jobId, all.set(socketId, send))
  }

  unfollow(socketId: string, jobId: string): void {
    const all = this.#followers.get(jobId)
    all?.delete(socketId)
    if (all?.size === 0) this.#followers.delete(jobId)
  }

  leave(socketId: string): void {
    this.#lookers.delete(socketId)
    for (const jobId of [...this.#followers.keys()]) this.unfollow(socketId, jobId)
  }

  /** Sends what is new since each looker's last batch; called once a second of the wall. */
  flush(nowMs: number): void {
    this.#tick += 1
    const at = new Date(nowMs).toISOString()
    for (const looker of this.#lookers.values()) {
      const fixes = []
      for (const [technicianId, { state, fix, tick }] of this.#known) {
        if (tick > looker.sentAt && inside(looker.bbox, fix.point)) fixes.push({ technicianId, state, fix })
      }
      looker.sentAt = this.#tick
      if (fixes.length > 0) looker.send({ at, fixes })
    }
  }
}

const inside = ([west, south, east, north]: Bbox, [lon, lat]: readonly [number, number]): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north
