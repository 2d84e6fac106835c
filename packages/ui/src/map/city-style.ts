import type { Language } from '@kerbside/domain'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { boldMapFonts as bold, mapFonts } from './map-fonts.ts'
import type { MapTokens } from './map-tokens.ts'
import { emptySources, overlayLayers } from './overlay-layers.ts'

/** Where the tiles come from and how deep they go. */
export interface TileSource {
  url: string
  minzoom: number
  maxzoom: number
}

/** Name in the language of the screen, else in the other one. */
export const nameIn = (language: Language): ExpressionSpecification =>
  language === 'en'
    ? ['coalesce', ['get', 'name_en'], ['get', 'name'], '']
    : ['coalesce', ['get', 'name'], ['get', 'name_en'], '']

type Widths = Record<string, number>
/** Line widths in px by class at four zooms, growing in between as the map does. */
const widthOf = (at16: Widths, extra = 0): ExpressionSpecification => {
  const at = (share: number): ExpressionSpecification => {
    const pairs = Object.entries(at16).flatMap(([name, px]) => [name, Math.max(0.4, px * share) + extra])
    return ['match', ['get', 'class'], ...pairs, 1 + extra] as unknown as ExpressionSpecification
  }
  return ['interpolate', ['exponential', 1.5], ['zoom'], 10, at(0.13), 13, at(0.36), 16, at(1), 19, at(2.9)]
}

const roads = [
  { id: 'path', widths: { path: 1.4 }, minzoom: 15 },
  { id: 'minor', widths: { service: 4, residential: 7 }, minzoom: 13 },
  { id: 'secondary', widths: { tertiary: 9, secondary: 11 }, minzoom: 11 },
  { id: 'primary', widths: { primary: 13 }, minzoom: 8 },
  { id: 'motorway', widths: { trunk: 13, motorway: 15 }, minzoom: 5 },
] as const

const inClass = (widths: object): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', Object.keys(widths)],
]

const round = { 'line-cap': 'round', 'line-join': 'round' } as const

const roadLayers = (c: MapTokens): LayerSpecification[] => {
  const cases = roads.slice(1).map(
    ({ id, widths, minzoom }): LayerSpecification => ({
      id: `road-${id}-case`,
      type: 'line',
      source: 'city',
      'source-layer': 'roads',
      minzoom: Math.max(minzoom, id === 'minor' ? 14 : minzoom),
      filter: inClass(widths),
      layout: round,
      paint: {
        'line-color': c[`map-${id as 'minor' | 'secondary' | 'primary' | 'motorway'}-case`],
        'line-width': widthOf(widths, 1.6),
        'line-opacity': ['case', ['==', ['get', 'tunnel'], 1], 0.45, 1],
      },
    }),
  )
  const fills = roads.map(
    ({ id, widths, minzoom }): LayerSpecification => ({
      id: `road-${id}`,
      type: 'line',
      source: 'city',
      'source-layer': 'roads',
      minzoom,
      filter: inClass(widths),
      layout: round,
      paint: {
        'line-color': c[`map-${id}`],
        'line-width': widthOf(widths),
        'line-opacity': ['case', ['==', ['get', 'tunnel'], 1], 0.6, 1],
        ...(id === 'path' ? { 'line-dasharray': [2, 1.5] } : {}),
      },
    }),
  )
  return [...cases, ...fills]
}

const groundLayers = (c: MapTokens): LayerSpecification[] => [
  { id: 'land', type: 'background', paint: { 'background-color': c['map-land'] } },
  {
    id: 'park',
    type: 'fill',
    source: 'city',
    'source-layer': 'landuse',
    filter: ['==', ['get', 'kind'], 'park'],
    paint: { 'fill-color': c['map-park'] },
  },
  {
    id: 'water',
    type: 'fill',
    source: 'city',
    'source-layer': 'water',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': c['map-water'], 'fill-outline-color': c['map-water-line'] },
  },
  {
    id: 'stream',
    type: 'line',
    source: 'city',
    'source-layer': 'water',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: round,
    paint: {
      'line-color': c['map-water'],
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 11, 1, 16, 6],
    },
  },
  {
    id: 'building',
    type: 'fill',
    source: 'city',
    'source-layer': 'buildings',
    minzoom: 14,
    paint: {
      'fill-color': c['map-building'],
      'fill-outline-color': c['map-building-line'],
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.2, 14.8, 1],
    },
  },
  {
    id: 'rail',
    type: 'line',
    source: 'city',
    'source-layer': 'rail',
    minzoom: 11,
    paint: { 'line-color': c['map-rail'], 'line-width': 1.2, 'line-dasharray': [5, 3] },
  },
]

const halo = (c: MapTokens) => ({ 'text-halo-color': c['map-halo'], 'text-halo-width': 1.6 })

const labelLayers = (c: MapTokens, language: Language): LayerSpecification[] => [
  ...(
    [
      ['minor', { service: 1, residential: 1 }, 15.5, 11, 'map-label-minor'],
      ['secondary', { tertiary: 1, secondary: 1 }, 13.5, 11.5, 'map-label-minor'],
      ['primary', { primary: 1, trunk: 1, motorway: 1 }, 11.5, 12.5, 'map-label'],
    ] as const
  ).map(
    ([id, classes, minzoom, size, colour]): LayerSpecification => ({
      id: `road-name-${id}`,
      type: 'symbol',
      source: 'city',
      'source-layer': 'roads',
      minzoom,
      filter: inClass(classes),
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': nameIn(language),
        'text-font': id === 'primary' ? bold : mapFonts,
        'text-size': size,
        'text-max-angle': 35,
        'text-padding': 4,
      },
      paint: { 'text-color': c[colour], ...halo(c) },
    }),
  ),
  {
    id: 'house-number',
    type: 'symbol',
    source: 'city',
    'source-layer': 'housenumbers',
    minzoom: 17,
    layout: { 'text-field': ['get', 'number'], 'text-font': mapFonts, 'text-size': 10 },
    paint: { 'text-color': c['map-label-minor'], ...halo(c) },
  },
  {
    id: 'poi-name',
    type: 'symbol',
    source: 'city',
    'source-layer': 'pois',
    minzoom: 16,
    layout: {
      'text-field': nameIn(language),
      'text-font': mapFonts,
      'text-size': 11,
      'text-max-width': 8,
      'text-padding': 12,
    },
    paint: {
      'text-color': ['match', ['get', 'kind'], 'park', c['ok-text'], c['map-label-minor']],
      ...halo(c),
    },
  },
  {
    id: 'place-name',
    type: 'symbol',
    source: 'city',
    'source-layer': 'places',
    layout: {
      'text-field': nameIn(language),
      'text-font': bold,
      'text-size': ['match', ['get', 'kind'], 'city', 17, 'suburb', 14, 12],
      'text-max-width': 8,
      'text-padding': 10,
    },
    paint: { 'text-color': c['map-label'], 'text-opacity': 0.85, ...halo(c), 'text-halo-width': 2 },
  },
]

/**
 * Our own style over the city's vector tiles in the theme's colours, names in the language of the screen.
 * It has no `glyphs`: every label is drawn from the device's fonts. The overlays' layers are part of it.
 */
export const cityStyle = (
  c: MapTokens,
  language: Language,
  tiles: TileSource,
  attribution: string,
): StyleSpecification => ({
  version: 8,
  sources: {
    city: { type: 'vector', tiles: [tiles.url], minzoom: tiles.minzoom, maxzoom: tiles.maxzoom, attribution },
    ...emptySources(),
  },
  layers: [
    ...groundLayers(c),
    ...overlayLayers(c).below,
    ...roadLayers(c),
    ...overlayLayers(c).lines,
    ...labelLayers(c, language),
    ...overlayLayers(c).marks,
  ],
})
