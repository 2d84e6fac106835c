export type Tags = Readonly<Record<string, string>>

/** Points in typed arrays; ways speak of them by their place in the arrays, never by OSM's id. */
export interface NodeTable {
  count: number
  /** As they stand in the file that OSRM reads. */
  ids: Float64Array
  lon: Float64Array
  lat: Float64Array
}

export interface OsmPoint {
  id: number
  node: number
  tags: Tags
}

export interface OsmWay {
  id: number
  /** Places in the node table, in order; first and last are the same in a closed way. */
  nodes: Uint32Array
  tags: Tags
}

export interface OsmMember {
  type: string
  ref: number
  role: string
}

export interface OsmRelation {
  id: number
  members: readonly OsmMember[]
  tags: Tags
}

/** [west, south, east, north] in degrees. */
export type Bbox = [number, number, number, number]

/** A piece of OpenStreetMap in memory: all points, those with tags, ways and relations. */
export interface OsmData {
  nodes: NodeTable
  points: OsmPoint[]
  ways: OsmWay[]
  relations: OsmRelation[]
  /** What the file says it covers, if it says so. */
  declaredBbox: Bbox | null
}

export const isClosed = ({ nodes }: OsmWay): boolean => nodes.length > 3 && nodes[0] === nodes.at(-1)

export const positionOf = ({ lon, lat }: NodeTable, node: number): [number, number] => [
  lon[node] ?? Number.NaN,
  lat[node] ?? Number.NaN,
]
