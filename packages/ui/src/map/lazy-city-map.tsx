import { lazy, Suspense } from 'react'
import type { CityMapProps } from './city-map.tsx'

const Drawn = lazy(async () => ({ default: (await import('./city-map.tsx')).CityMap }))

/** The city's map; MapLibre (a megabyte) is fetched when the first map is shown, the ground's colour stands in till then. */
export const CityMap = (props: CityMapProps) => (
  <Suspense fallback={<div className="kb-map" />}>
    <Drawn {...props} />
  </Suspense>
)
