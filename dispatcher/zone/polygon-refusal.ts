import type { Bilingual, ZonePolygon } from '@kerbside/domain'
import { overlapOf, polygonProblem } from '@kerbside/geo'
import { Refusal } from '../refusal.ts'

interface Drawn {
  id: string
  name: Bilingual
  polygon: ZonePolygon
}

/** Refuses a polygon that cannot be a zone, with the place; `field` is where it stands in the request. */
export const refuseBroken = (polygon: ZonePolygon, field: string): void => {
  const problem = polygonProblem(polygon)
  if (!problem) return
  throw new Refusal('invalid', problem.sentence, { field, more: { code: problem.code, at: problem.at } })
}

/** Refuses zones of which one overlaps another; the first `changed` of them are compared with all. */
export const refuseOverlaps = (
  zones: readonly Drawn[],
  changed: number,
  fieldOf: (index: number) => string,
): void => {
  zones.slice(0, changed).forEach((zone, index) => {
    for (const other of zones.slice(index + 1)) {
      const at = overlapOf(zone.polygon, other.polygon)
      if (at) throw overlapping(zone, other, at, fieldOf(index))
    }
  })
}

const overlapping = (zone: Drawn, other: Drawn, at: readonly [number, number], field: string): Refusal => {
  const place = at.map((degrees) => degrees.toFixed(5)).join(', ')
  return new Refusal(
    'overlapping',
    {
      en: `${zone.name.en} overlaps ${other.name.en} at ${place}.`,
      zh: `${zone.name.zh}与${other.name.zh}在 ${place} 处重叠。`,
    },
    { field, more: { zoneId: other.id, at } },
  )
}
