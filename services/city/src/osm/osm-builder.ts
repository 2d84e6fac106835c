import type { Bbox, NodeTable, OsmData, OsmMember, OsmPoint, OsmRelation, OsmWay, Tags } from './osm-data.ts'

const NO_TAGS: Tags = Object.freeze({})

/** Gathers elements in any order and turns ids into places in the node table at the end. */
export class OsmBuilder {
  #ids = new Float64Array(1 << 12)
  #lon = new Float64Array(1 << 12)
  #lat = new Float64Array(1 << 12)
  #count = 0
  #sorted = true
  readonly #tagged: { id: number; tags: Tags }[] = []
  readonly #ways: { id: number; refs: readonly number[]; tags: Tags }[] = []
  readonly #relations: OsmRelation[] = []
  declaredBbox: Bbox | null = null

  addNode(id: number, [lon, lat]: readonly [number, number], tags?: Tags): void {
    if (this.#count === this.#ids.length) this.#grow()
    if (this.#count > 0 && id <= (this.#ids[this.#count - 1] ?? 0)) this.#sorted = false
    this.#ids[this.#count] = id
    this.#lon[this.#count] = lon
    this.#lat[this.#count] = lat
    this.#count += 1
    if (tags) this.#tagged.push({ id, tags })
  }

  addWay(id: number, refs: readonly number[], tags: Tags = NO_TAGS): void {
    this.#ways.push({ id, refs, tags })
  }

  addRelation(id: number, members: readonly OsmMember[], tags: Tags = NO_TAGS): void {
    this.#relations.push({ id, members, tags })
  }

  finish(): OsmData {
    if (!this.#sorted) this.#sort()
    const ids = this.#ids.subarray(0, this.#count)
    const nodes: NodeTable = {
      count: this.#count,
      ids,
      lon: this.#lon.subarray(0, this.#count),
      lat: this.#lat.subarray(0, this.#count),
    }
    const points: OsmPoint[] = this.#tagged.map(({ id, tags }) => ({ id, node: placeOf(ids, id), tags }))
    const ways = this.#ways.flatMap(({ id, refs, tags }) =>
      unbroken(ids, refs).map((nodes): OsmWay => ({ id, nodes, tags })),
    )
    return { nodes, points, ways, relations: this.#relations, declaredBbox: this.declaredBbox }
  }

  #grow(): void {
    this.#ids = longer(this.#ids)
    this.#lon = longer(this.#lon)
    this.#lat = longer(this.#lat)
  }

  #sort(): void {
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i)
    const ids = this.#ids
    order.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0))
    const sorted = (of: Float64Array) => Float64Array.from(order, (i) => of[i] ?? 0)
    this.#lon = sorted(this.#lon)
    this.#lat = sorted(this.#lat)
    this.#ids = sorted(ids)
  }
}

function longer(old: Float64Array): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(old.length * 2)
  grown.set(old)
  return grown
}

function placeOf(ids: Float64Array, id: number): number {
  let [low, high] = [0, ids.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = ids[middle] ?? 0
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** An extract's border leaves ways with points that are not in the file; they are cut there, not drawn across. */
function unbroken(ids: Float64Array, refs: readonly number[]): Uint32Array[] {
  const runs: number[][] = [[]]
  for (const ref of refs) {
    const place = placeOf(ids, ref)
    if (place < 0) runs.push([])
    else runs.at(-1)?.push(place)
  }
  return runs.filter((run) => run.length > 1).map((run) => Uint32Array.from(run))
}
