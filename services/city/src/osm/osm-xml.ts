import { writeFileSync } from 'node:fs'
import { type OsmData, positionOf, type Tags } from './osm-data.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

const tagLines = (tags: Tags): string =>
  Object.entries(tags)
    .map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`)
    .join('')

/** The roads as OSM XML, for programs that read files only; points keep their ids. */
export function writeRoadsXml(file: string, data: OsmData): void {
  const roads = data.ways.filter(({ tags }) => tags.highway !== undefined)
  const used = [...new Set(roads.flatMap(({ nodes }) => Array.from(nodes)))].sort((a, b) => a - b)
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="kerbside">']
  for (const node of used) {
    const [lon, lat] = positionOf(data.nodes, node)
    lines.push(
      `<node id="${data.nodes.ids[node]}" version="1" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}"/>`,
    )
  }
  for (const { id, nodes, tags } of roads) {
    const refs = Array.from(nodes, (node) => `<nd ref="${data.nodes.ids[node]}"/>`).join('')
    lines.push(`<way id="${id}" version="1">${refs}${tagLines(tags)}</way>`)
  }
  writeFileSync(file, `${lines.join('\n')}\n</osm>\n`)
}
