import type { XY } from '../osm/flat-earth.ts'

export type StreetClass =
  | 'motorway_link'
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'living_street'

/** One street as it was drawn, before it meets the others. */
export interface StreetLine {
  points: XY[]
  highway: StreetClass
  /** Of an arterial, whose names are decided beforehand. */
  key?: string
  /** Driven in the line's direction only. */
  oneway?: true
  roundabout?: true
  /** Its ends are joined to something later and are never cut back. */
  fixedEnds?: true
  /** Stays although nothing lies at its end: it leads out of town. */
  leadsOut?: true
}

export const isArterial = ({ key }: StreetLine): boolean => key !== undefined
