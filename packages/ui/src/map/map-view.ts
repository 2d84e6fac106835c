import type { Language, LonLat } from '@kerbside/domain'
import { type GeoJSONSource, Map as LibreMap, type PaddingOptions, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { cityStyle, type TileSource } from './city-style.ts'
import { Glide } from './glide.ts'
import {
  type Features,
  jobFeatures,
  type MapJob,
  type MapSpot,
  type MapTechnician,
  type MapTour,
  type MapZone,
  spotFeatures,
  technicianFeatures,
  tourFeatures,
  zoneFeatures,
  zoneNameFeatures,
} from './map-features.ts'
import { mapFonts } from './map-fonts.ts'
import { type MapTokens, readMapTokens } from './map-tokens.ts'
import { artRatio, drawMarker } from './marker-art.ts'
import type { OverlaySource } from './overlay-layers.ts'
import { refusesTile } from './tile-probe.ts'

export type Bbox = readonly [west: number, south: number, east: number, north: number]
export type MapPick = { kind: 'technician' | 'job' | 'zone' | 'tour'; id: string }

export interface MapViewOptions {
  container: HTMLElement
  tiles: TileSource
  attribution: string
  center: LonLat
  zoom: number
  language: Language
  label: string
  interactive: boolean
  onPick: (pick: MapPick | null) => void
  /** The view came to rest: bounds and centre. */
  onRest: (bbox: Bbox, center: LonLat) => void
  /** The person took hold of the map. */
  onGrab: () => void
  onTiles: (isMissing: boolean) => void
}

const pickable: Record<string, MapPick['kind']> = {
  technician: 'technician',
  job: 'job',
  'tour-line': 'tour',
  'zone-fill': 'zone',
}
/** Fingers are wider than markers. */
const reach = 8

/** Opens one MapLibre map with our style and overlays; `close` gives back its WebGL context. Throws without WebGL. */
export class MapView {
  readonly #map: LibreMap
  readonly #options: MapViewOptions
  readonly #glide: Glide<MapTechnician>
  readonly #features = new Map<OverlaySource, Features>()
  readonly #selected = new Map<OverlaySource, Set<string>>()
  #tokens: MapTokens
  #language: Language
  readonly #closing = new AbortController()
  #frame = 0
  #ready = false
  #heard = false
  #refused = false
  /** Theme or language changed before the map was ready. */
  #outdated = false

  constructor(options: MapViewOptions) {
    setWorkerUrl(workerUrl)
    this.#options = options
    this.#language = options.language
    this.#tokens = readMapTokens(document.documentElement)
    this.#glide = new Glide(matchMedia('(prefers-reduced-motion: reduce)').matches)
    this.#map = new LibreMap({
      container: options.container,
      style: this.#style(),
      center: [...options.center],
      zoom: options.zoom,
      minZoom: 8,
      maxZoom: 19.5,
      interactive: options.interactive,
      attributionControl: { compact: false },
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: mapFonts.map((name) => `"${name}"`).join(','),
      fadeDuration: 120,
    })
    this.#map.touchZoomRotate.disableRotation()
    this.#map.getCanvas().setAttribute('aria-label', options.label)
    this.#map.setMissingStyleImageResolver((id) => this.#addImage(id))
    this.#listen()
    refusesTile(options.tiles, options.center, this.#closing.signal).then((isRefused) => {
      this.#refused = isRefused
      if (isRefused) options.onTiles(true)
    })
  }

  close(): void {
    this.#closing.abort()
    cancelAnimationFrame(this.#frame)
    this.#map.remove()
  }

  /** Redraws in the theme on the page now and with names in the given language. */
  restyle(language: Language): void {
    const tokens = readMapTokens(document.documentElement)
    if (language === this.#language && JSON.stringify(tokens) === JSON.stringify(this.#tokens)) return
    this.#language = language
    this.#tokens = tokens
    if (this.#ready) this.#redress()
    else this.#outdated = true
  }

  setZones(zones: readonly MapZone[]): void {
    this.#put('zones', zoneFeatures(zones))
    this.#put('zoneNames', zoneNameFeatures(zones))
    this.#select('zones', zones)
  }

  setTours(tours: readonly MapTour[]): void {
    this.#put('tours', tourFeatures(tours))
    this.#select('tours', tours)
  }

  setSpots(spots: readonly MapSpot[]): void {
    this.#put('spots', spotFeatures(spots))
  }

  setJobs(jobs: readonly MapJob[]): void {
    this.#put('jobs', jobFeatures(jobs))
    this.#select('jobs', jobs)
  }

  setTechnicians(technicians: readonly MapTechnician[]): void {
    this.#glide.put(technicians, performance.now())
    this.#draw()
    this.#select('technicians', technicians)
  }

  setPadding(padding: PaddingOptions): void {
    this.#map.setPadding(padding)
  }

  fit([west, south, east, north]: Bbox, animate: boolean): void {
    this.#map.fitBounds([west, south, east, north], {
      padding: 36,
      maxZoom: 16.5,
      animate,
      duration: animate ? 600 : 0,
    })
  }

  moveTo(center: LonLat, change: { zoom?: number; bearing?: number } = {}): void {
    this.#map.easeTo({ center: [...center], duration: 900, easing: (share) => share, ...change })
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: 220 })
  }

  resize(): void {
    this.#map.resize()
  }

  #redress(): void {
    for (const id of this.#map.listImages()) this.#map.removeImage(id)
    this.#map.setStyle(this.#style(), { diff: true })
    this.#map.once('styledata', () => this.#putAll())
  }

  #style() {
    const { tiles, attribution } = this.#options
    return cityStyle(this.#tokens, this.#language, tiles, attribution)
  }

  #addImage(id: string): void {
    if (this.#map.hasImage(id)) return
    const image = drawMarker(id, this.#tokens)
    if (image) this.#map.addImage(id, image, { pixelRatio: artRatio })
  }

  #listen(): void {
    const map = this.#map
    // Not `load`: that waits for tiles, and the marks must show without them.
    map.once('style.load', () => {
      this.#ready = true
      if (this.#outdated) this.#redress()
      else this.#putAll()
      this.#rest()
    })
    map.on('moveend', () => this.#rest())
    map.on('dragstart', () => this.#options.onGrab())
    map.on('click', (event) => {
      const { x, y } = event.point
      const found = map.queryRenderedFeatures(
        [
          [x - reach, y - reach],
          [x + reach, y + reach],
        ],
        { layers: Object.keys(pickable) },
      )[0]
      const kind = found && pickable[found.layer.id]
      this.#options.onPick(kind ? { kind, id: String(found.properties.id) } : null)
    })
    for (const layer of ['technician', 'job']) {
      map.on('mouseenter', layer, () => this.#point('pointer'))
      map.on('mouseleave', layer, () => this.#point(''))
    }
    map.on('sourcedata', (event) => {
      if (event.sourceId !== 'city' || event.tile?.state !== 'loaded') return
      this.#heard = true
      if (!this.#refused) this.#options.onTiles(false)
    })
    map.on('error', (event) => {
      if ('sourceId' in event && event.sourceId === 'city' && !this.#heard) this.#options.onTiles(true)
    })
  }

  #point(cursor: string): void {
    this.#map.getCanvas().style.cursor = cursor
  }

  #rest(): void {
    const bounds = this.#map.getBounds()
    const { lng, lat } = this.#map.getCenter()
    this.#options.onRest(
      [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      [lng, lat],
    )
  }

  #put(source: OverlaySource, features: Features): void {
    this.#features.set(source, features)
    if (this.#ready) this.#map.getSource<GeoJSONSource>(source)?.setData(features)
  }

  #putAll(): void {
    this.#draw()
    for (const [source, features] of this.#features) {
      this.#map.getSource<GeoJSONSource>(source)?.setData(features)
      for (const id of this.#selected.get(source) ?? []) {
        this.#map.setFeatureState({ source, id }, { selected: true })
      }
    }
  }

  #select(source: OverlaySource, things: readonly { id: string; selected?: boolean }[]): void {
    const now = new Set(things.filter((thing) => thing.selected).map((thing) => thing.id))
    const before = this.#selected.get(source) ?? new Set()
    this.#selected.set(source, now)
    if (!this.#ready) return
    for (const id of before) if (!now.has(id)) this.#map.setFeatureState({ source, id }, { selected: false })
    for (const id of now) this.#map.setFeatureState({ source, id }, { selected: true })
  }

  /** One batch for all markers; frames go on only while something moves between two fixes. */
  #draw(): void {
    cancelAnimationFrame(this.#frame)
    const now = performance.now()
    this.#put('technicians', technicianFeatures(this.#glide.at(now), this.#tokens))
    if (this.#glide.isMoving(now)) this.#frame = requestAnimationFrame(() => this.#draw())
  }
}
