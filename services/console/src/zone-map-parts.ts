import { inLanguage, type LonLat, type ZonePolygon } from '@kerbside/domain'
import type { StationProposal, ZoneChangeView } from '@kerbside/protocol'
import type { MapZone } from '@kerbside/ui'

/** The zones that a change wants, each with its name and its jobs a day. */
export const wantedOnMap = (
  { wanted, effect }: ZoneChangeView,
  language: 'en' | 'zh-CN',
  perDay: (jobs: string) => string,
): MapZone[] =>
  wanted.zones.map(({ id, name, polygon }) => {
    const figures = effect?.after.zones.find((one) => one.id === id)
    const jobs = figures ? `\n${perDay(figures.jobsPerDay.toFixed(0))}` : ''
    return { id, name: `${inLanguage(name, language)}${jobs}`, polygon, selected: true }
  })

/** Borders as thin lines, for the side that is not shown. */
export const borderLines = (zones: readonly { id: string; polygon: ZonePolygon }[]) =>
  zones.flatMap(({ id, polygon }) => {
    const rings = polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat()
    return rings.map((line, index) => ({ id: `border-${id}-${index}`, line, colour: 'muted' as const }))
  })

/** Stations there are, and proposed ones. */
export const stationSpots = (
  stations: readonly { id: string; point: LonLat }[],
  proposal: StationProposal | null,
) => [
  ...stations.map(({ id, point: [lon, lat] }) => ({ id, lon, lat, kind: 'home' as const })),
  ...(proposal?.places ?? []).map(({ point: [lon, lat] }, index) => ({
    id: `proposed-${index}`,
    lon,
    lat,
    kind: 'car' as const,
  })),
]
