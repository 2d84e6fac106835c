import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Plugin } from 'vite'
import { galleryTown } from './gallery-town.ts'

const address = /^\/gallery\/tiles\/(\d+)\/(\d+)\/(\d+)\.mvt/

/** Serves the generated town's vector tiles at `/gallery/tiles/{z}/{x}/{y}.mvt` while the gallery runs. */
export const galleryTiles = (): Plugin => ({
  name: 'gallery-tiles',
  configureServer(server) {
    const indexes = Object.entries(galleryTown()).map(
      ([layer, features]) =>
        [layer, new GeoJSONVT({ type: 'FeatureCollection', features }, { maxZoom: 16, buffer: 96 })] as const,
    )
    server.middlewares.use((request, response, next) => {
      const [, z, x, y] = address.exec(request.url ?? '') ?? []
      if (z === undefined) return next()
      const layers = indexes.flatMap(([layer, index]) => {
        const tile = index.getTile(Number(z), Number(x), Number(y))
        return tile ? [[layer, tile] as const] : []
      })
      response.setHeader('content-type', 'application/vnd.mapbox-vector-tile')
      if (layers.length === 0) response.statusCode = 204
      response.end(
        layers.length > 0
          ? fromGeojsonVt(Object.fromEntries(layers), { version: 2, extent: 4096 })
          : undefined,
      )
    })
  },
})
