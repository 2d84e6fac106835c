import type { LayoutFigures, StationProposal, ZoneEffect } from '@kerbside/protocol'

const hours = (seconds: number): string => (seconds / 3600).toFixed(1)
const minutes = (seconds: number): string => (seconds / 60).toFixed(1)
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Columns of text, the first to the left, numbers to the right. */
const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}

const head = [
  '',
  'zone',
  'work h/day',
  'share',
  'jobs/day',
  'drive min',
  'response min',
  'p90 min',
  'technicians',
  'km²',
]

/** A proposal's effect, before and after, as lines of text. */
export const effectLines = (effect: ZoneEffect): string[] => {
  const lines = table([head, ...zoneRows('before', effect.before), ...zoneRows('after', effect.after)])
  return [
    `${effect.jobsPerDay.toFixed(1)} jobs a day (${effect.source}${effect.days ? `, ${effect.days} days` : ''}), ${effect.cells} H3 cells of resolution ${effect.resolution}, roads ${effect.roads}`,
    '',
    ...lines,
    '',
    ...table([
      ['', '', 'balance: farthest from the mean', 'drive between jobs', 'mean response', 'p90', 'unserved'],
      summaryRow('before', effect.before),
      summaryRow('after', effect.after),
    ]),
  ]
}

const zoneRows = (when: string, { zones }: LayoutFigures): string[][] => {
  const all = zones.reduce((sum, zone) => sum + zone.workSecondsPerDay, 0)
  return zones.map((zone) => [
    when,
    zone.name.en,
    hours(zone.workSecondsPerDay),
    percent(all > 0 ? zone.workSecondsPerDay / all : 0),
    zone.jobsPerDay.toFixed(1),
    minutes(zone.driveSeconds),
    minutes(zone.responseSeconds),
    minutes(zone.responseP90Seconds),
    String(zone.technicians),
    (zone.squareMetres / 1e6).toFixed(1),
  ])
}

const summaryRow = (when: string, layout: LayoutFigures): string[] => [
  when,
  '',
  percent(layout.spread),
  `${minutes(layout.driveSeconds)} min`,
  `${minutes(layout.responseSeconds)} min`,
  `${minutes(layout.responseP90Seconds)} min`,
  percent(layout.unservedShare),
]

/** Proposed places with their gains, as lines of text. */
export const stationLines = (proposal: StationProposal): string[] => [
  `${proposal.jobsPerDay.toFixed(1)} jobs a day (${proposal.source}), roads ${proposal.roads}; mean response now ${proposal.beforeSeconds === null ? 'unknown, for there is no waiting place' : `${minutes(proposal.beforeSeconds)} min`}`,
  '',
  ...table([
    ['', 'place', 'lon', 'lat', 'mean response min', 'gain min'],
    ...proposal.places.map(({ name, point, responseSeconds, gainSeconds }, index) => [
      String(index + 1),
      name.en,
      point[0].toFixed(5),
      point[1].toFixed(5),
      minutes(responseSeconds),
      gainSeconds === null ? '–' : minutes(gainSeconds),
    ]),
  ]),
]
