import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { boldMapFonts as bold, mapFonts } from './map-fonts.ts'
import type { MapTokens } from './map-tokens.ts'

export const overlaySources = ['zones', 'zoneNames', 'tours', 'spots', 'jobs', 'technicians'] as const
export type OverlaySource = (typeof overlaySources)[number]

/** GeoJSON sources of the overlays, still without features; ids are promoted for feature-state. */
export const emptySources = (): Record<OverlaySource, SourceSpecification> => {
  const empty = (): SourceSpecification => ({
    type: 'geojson',
    promoteId: 'id',
    data: { type: 'FeatureCollection', features: [] },
  })
  return {
    zones: empty(),
    zoneNames: empty(),
    tours: empty(),
    spots: empty(),
    jobs: empty(),
    technicians: empty(),
  }
}

const selected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
const free = { 'icon-allow-overlap': true, 'icon-ignore-placement': true } as const
const freeText = { 'text-allow-overlap': true, 'text-ignore-placement': true } as const

const zoneLayers = (c: MapTokens): LayerSpecification[] => [
  {
    id: 'zone-fill',
    type: 'fill',
    source: 'zones',
    paint: {
      'fill-color': [
        'case',
        ['get', 'off'],
        c['map-zone-off'],
        ['case', selected, c['map-zone-line'], c['map-zone-fill']],
      ],
      'fill-opacity': ['case', selected, 0.15, 1],
    },
  },
]

const lineLayers = (c: MapTokens): LayerSpecification[] => [
  {
    id: 'zone-line',
    type: 'line',
    source: 'zones',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': c['map-zone-line'],
      'line-width': ['case', selected, 2.6, 1.6],
      'line-dasharray': [4, 2.6],
    },
  },
  {
    id: 'tour-case',
    type: 'line',
    source: 'tours',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': c['map-tour-case'],
      'line-width': ['case', selected, 9, 6],
      'line-opacity': ['case', ['==', ['get', 'colour'], 'accent'], 1, 0.6],
    },
  },
  {
    id: 'tour-line',
    type: 'line',
    source: 'tours',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': [
        'match',
        ['get', 'colour'],
        'accent',
        c['map-tour'],
        'alt',
        c['map-tour-alt'],
        c['map-tour-done'],
      ],
      'line-width': ['case', selected, 5.5, ['==', ['get', 'colour'], 'accent'], 4.5, 3],
      'line-opacity': ['case', selected, 1, ['==', ['get', 'colour'], 'accent'], 1, 0.75],
    },
  },
]

const ring = (id: string, source: OverlaySource, radius: number, c: MapTokens): LayerSpecification => ({
  id,
  type: 'circle',
  source,
  paint: {
    'circle-radius': radius,
    'circle-color': c.accent,
    'circle-opacity': ['case', selected, 0.12, 0],
    'circle-stroke-color': c.accent,
    'circle-stroke-width': 2.5,
    'circle-stroke-opacity': ['case', selected, 1, 0],
  },
})

const underText = (c: MapTokens) => ({
  'text-color': c.text,
  'text-halo-color': c['map-halo'],
  'text-halo-width': 1.6,
})

const markLayers = (c: MapTokens): LayerSpecification[] => [
  {
    id: 'zone-name',
    type: 'symbol',
    source: 'zoneNames',
    layout: { 'text-field': ['get', 'name'], 'text-font': bold, 'text-size': 13, 'text-padding': 6 },
    paint: { 'text-color': c['map-zone-line'], 'text-halo-color': c['map-halo'], 'text-halo-width': 2 },
  },
  {
    id: 'spot',
    type: 'symbol',
    source: 'spots',
    layout: { 'icon-image': ['get', 'icon'], ...free },
  },
  ring('job-ring', 'jobs', 21, c),
  {
    id: 'job',
    type: 'symbol',
    source: 'jobs',
    layout: { 'icon-image': ['get', 'icon'], 'symbol-sort-key': ['get', 'rank'], ...free },
    paint: { 'icon-opacity': ['get', 'opacity'] },
  },
  {
    id: 'job-label',
    type: 'symbol',
    source: 'jobs',
    filter: ['!=', ['get', 'label'], ''],
    layout: {
      'text-field': ['get', 'label'],
      'text-font': mapFonts,
      'text-size': 11.5,
      'text-anchor': 'top',
      'text-offset': [0, 1.4],
      'text-optional': true,
    },
    paint: underText(c),
  },
  ring('technician-ring', 'technicians', 23, c),
  {
    id: 'technician-heading',
    type: 'symbol',
    source: 'technicians',
    filter: ['!=', ['get', 'heading'], null],
    layout: {
      'icon-image': ['get', 'arrow'],
      'icon-rotate': ['get', 'heading'],
      'icon-rotation-alignment': 'map',
      ...free,
    },
  },
  {
    id: 'technician',
    type: 'symbol',
    source: 'technicians',
    layout: {
      'icon-image': ['get', 'icon'],
      'text-field': ['get', 'initials'],
      'text-font': bold,
      'text-size': 11,
      'symbol-sort-key': ['get', 'rank'],
      ...free,
      ...freeText,
    },
    paint: { 'text-color': ['get', 'ink'] },
  },
  {
    id: 'technician-note',
    type: 'symbol',
    source: 'technicians',
    filter: ['!=', ['get', 'note'], ''],
    layout: {
      'text-field': ['get', 'note'],
      'text-font': mapFonts,
      'text-size': 11,
      'text-anchor': 'top',
      'text-offset': [0, 1.6],
      ...freeText,
    },
    paint: underText(c),
  },
]

/** The overlays' layers: below the roads, over them, and the marks on top of everything. */
export const overlayLayers = (c: MapTokens) => ({
  below: zoneLayers(c),
  lines: lineLayers(c),
  marks: markLayers(c),
})
