/** How distances become integers; the other times and prizes are only scaled. */
export type VrplibRounding = 'dimacs' | 'exact' | 'none' | 'round' | 'trunc'

interface Rounding {
  /** Integer units in one unit of the text. */
  readonly scale: number
  readonly distance: (scaled: number) => number
}

/** A distance that is whole but for the last bits of its square root stays whole. */
const floor = (scaled: number): number => Math.floor(scaled + 1e-9)

/**
 * `dimacs`: tenths, truncated, as in the 12th DIMACS challenge; `exact`: thousandths, rounded; `none`: ten-thousandths,
 * rounded, which no comparison notices; `round`, `trunc`: whole units.
 */
export const vrplibRoundings: Readonly<Record<VrplibRounding, Rounding>> = {
  dimacs: { scale: 10, distance: floor },
  exact: { scale: 1000, distance: Math.round },
  none: { scale: 10_000, distance: Math.round },
  round: { scale: 1, distance: Math.round },
  trunc: { scale: 1, distance: floor },
}
