export const TILE_LAYERS = [
  'water',
  'landuse',
  'buildings',
  'rail',
  'roads',
  'places',
  'pois',
  'housenumbers',
] as const
export type TileLayer = (typeof TILE_LAYERS)[number]

/** Something to draw, from which zoom on, and what the map style may ask about it. */
export interface TileFeature {
  layer: TileLayer
  minzoom: number
  geometry: GeoJSON.Point | GeoJSON.LineString | GeoJSON.Polygon
  properties: Record<string, string | number>
}

type Names = { name?: string; name_en?: string }

export const namesFor = (name: string | undefined, english: string | null): Names => ({
  ...(name ? { name } : {}),
  ...(english ? { name_en: english } : {}),
})
