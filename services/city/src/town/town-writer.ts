import { type FlatEarth, flatEarthAt, type XY } from '../osm/flat-earth.ts'
import { OsmBuilder } from '../osm/osm-builder.ts'
import type { OsmData, Tags } from '../osm/osm-data.ts'

/** Where the town was put; nothing of it is really there. */
export const TOWN_MIDDLE: [number, number] = [120.9, 30.6]

/** Writes plane metres as OSM elements; ids are given in order. */
export class TownWriter {
  readonly #builder = new OsmBuilder()
  readonly #earth: FlatEarth = flatEarthAt(TOWN_MIDDLE)
  #nextNode = 1
  #nextWay = 1

  node([x, y]: XY, tags?: Tags): number {
    const [lon, lat] = this.#earth.toEarth(x, y)
    const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
    this.#builder.addNode(this.#nextNode, [round(lon), round(lat)], tags)
    this.#nextNode += 1
    return this.#nextNode - 1
  }

  way(refs: readonly number[], tags: Tags): void {
    this.#builder.addWay(this.#nextWay, refs, tags)
    this.#nextWay += 1
  }

  line(points: readonly XY[], tags: Tags): void {
    this.way(
      points.map((at) => this.node(at)),
      tags,
    )
  }

  area(corners: readonly XY[], tags: Tags): void {
    this.areaOf(
      corners.map((at) => this.node(at)),
      tags,
    )
  }

  areaOf(refs: readonly number[], tags: Tags): void {
    this.way([...refs, ...refs.slice(0, 1)], tags)
  }

  finish(): OsmData {
    return this.#builder.finish()
  }
}
