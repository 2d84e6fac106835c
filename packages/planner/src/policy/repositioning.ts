import { type Cover, expectedCover } from './coverage.ts'

/** A place where an idle technician may wait: what he would cover from there, and how far each is from it. */
export interface WaitingPlace {
  id: string
  reach: readonly number[]
}

export interface IdleTechnician {
  id: string
  /** By waiting place: seconds of driving, −1 where no road leads. */
  driveSeconds: readonly number[]
  /** How often he may still be sent about in this shift. */
  movesLeft: number
}

export interface Move {
  technicianId: string
  placeId: string
  driveSeconds: number
  /** Share of the expected demand that is covered in time with the move and not without. */
  gain: number
}

export interface RepositionRules {
  /** No move that gains less. */
  threshold: number
  /** No drive longer than this. */
  mostDriveSeconds: number
  /** No more moves at once. */
  mostMoves: number
}

/**
 * Sends idle technicians where expected cover grows most, one after the other, only while a move gains more than the
 * threshold (Jagtenberg, Bhulai & van der Mei 2015; few moves do nearly as well as many: van Barneveld, Bhulai & van der
 * Mei 2016). One place takes one technician. Sending a technician about is not free: the longer way of equal gains loses.
 */
export const proposeMoves = (
  cover: Cover,
  idle: readonly IdleTechnician[],
  places: readonly WaitingPlace[],
  rules: RepositionRules,
): Move[] => {
  const reach = new Map(cover.reach)
  const moves: Move[] = []
  while (moves.length < rules.mostMoves) {
    const now = expectedCover({ ...cover, reach })
    const best = idle
      .filter((one) => one.movesLeft > 0 && !moves.some((move) => move.technicianId === one.id))
      .flatMap((one) => movesOf(one, places, rules, moves))
      .map((move) => ({ ...move, gain: gainOf(cover, reach, places, move) - now }))
      .filter((move) => move.gain > rules.threshold)
      .sort((a, b) => b.gain - a.gain || a.driveSeconds - b.driveSeconds)[0]
    if (!best) return moves
    moves.push(best)
    reach.set(best.technicianId, places.find((place) => place.id === best.placeId)?.reach ?? [])
  }
  return moves
}

const movesOf = (
  one: IdleTechnician,
  places: readonly WaitingPlace[],
  rules: RepositionRules,
  moves: readonly Move[],
): Omit<Move, 'gain'>[] =>
  places.flatMap((place, index) => {
    const driveSeconds = one.driveSeconds[index] ?? -1
    const taken = moves.some((move) => move.placeId === place.id)
    if (taken || driveSeconds < 0 || driveSeconds > rules.mostDriveSeconds) return []
    return [{ technicianId: one.id, placeId: place.id, driveSeconds }]
  })

const gainOf = (
  cover: Cover,
  reach: ReadonlyMap<string, readonly number[]>,
  places: readonly WaitingPlace[],
  { technicianId, placeId }: Omit<Move, 'gain'>,
): number => {
  const there = places.find((place) => place.id === placeId)?.reach ?? []
  return expectedCover({ ...cover, reach: new Map([...reach, [technicianId, there]]) })
}
