import 'maplibre-gl/dist/maplibre-gl.css'
import type { LonLat } from '@kerbside/domain'
import type { CityView } from '@kerbside/protocol'
import { MapPinOff, Minus, Plus } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Empty } from '../components/screen-states.tsx'
import { Note } from '../components/surfaces.tsx'
import { useSharedTexts } from '../texts/text-store.ts'
import { useTheme } from '../theme/theme-store.ts'
import type { MapJob, MapSpot, MapTechnician, MapTour, MapZone } from './map-features.ts'
import { type Bbox, type MapPick, MapView } from './map-view.ts'

export interface MapPadding {
  top?: number
  right?: number
  bottom?: number
  left?: number
}

export interface CityMapProps {
  /** What the server says of its city: tiles, attribution, bounds. */
  city: Pick<CityView, 'tiles' | 'attribution' | 'bbox' | 'center'>
  /** What the map shows, for those who do not see it; the list twin says the same. */
  label?: string
  zones?: readonly MapZone[]
  technicians?: readonly MapTechnician[]
  jobs?: readonly MapJob[]
  tours?: readonly MapTour[]
  spots?: readonly MapSpot[]
  /** Choosing a place: a pin stays in the middle and the map moves below it. */
  pin?: { at: LonLat | null; onMove: (point: LonLat) => void } | undefined
  /** Null when the person pressed where nothing is. */
  onSelect?: ((pick: MapPick | null) => void) | undefined
  /** Bounds to show; a new value moves the map there. */
  fit?: Bbox | null | undefined
  /** What lies over the map's edges, in px, so that the middle is the middle of what is seen. */
  padding?: MapPadding | undefined
  /** A point to stay at; the person ends it by dragging. */
  follow?: { point: LonLat; bearing?: number; zoom?: number } | null | undefined
  onFollowEnd?: (() => void) | undefined
  /** The bounds in view whenever the map comes to rest; for `live.look`. */
  onView?: ((bbox: Bbox) => void) | undefined
  zoom?: number
  interactive?: boolean
  controls?: boolean
  /** Where the person goes if there is no map. */
  onShowList?: (() => void) | undefined
  children?: ReactNode
}

const none: readonly never[] = []
const full = (padding: MapPadding | undefined) => ({ top: 0, right: 0, bottom: 0, left: 0, ...padding })
/** Tiles come from where the page comes from; the worker needs the whole address. */
const wholeUrl = (url: string) => (url.startsWith('http') ? url : `${location.origin}${url}`)

/** The city's map with everything that moves on it; every mark needs its twin in a list beside it. */
export const CityMap = (props: CityMapProps) => {
  const { city, pin, follow, controls = false } = props
  const { t, language } = useSharedTexts()
  const { shown, contrast } = useTheme()
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<MapView | null>(null)
  const [fault, setFault] = useState<'webgl' | 'tiles' | null>(null)
  const [isLifted, setLifted] = useState(false)
  const padding = full(props.padding)

  const onPick = useEffectEvent((pick: MapPick | null) => props.onSelect?.(pick))
  const onRest = useEffectEvent((bbox: Bbox, center: LonLat) => {
    setLifted(false)
    props.onView?.(bbox)
    pin?.onMove(center)
  })
  const onGrab = useEffectEvent(() => {
    if (pin) setLifted(true)
    props.onFollowEnd?.()
  })
  const openView = useEffectEvent((container: HTMLElement) => {
    const opened = new MapView({
      container,
      tiles: { ...city.tiles, url: wholeUrl(city.tiles.url) },
      attribution: city.attribution,
      center: pin?.at ?? follow?.point ?? city.center,
      zoom: props.zoom ?? follow?.zoom ?? 14,
      language,
      label: props.label ?? t('map.label'),
      interactive: props.interactive ?? true,
      onPick: (pick) => onPick(pick),
      onRest: (bbox, center) => onRest(bbox, center),
      onGrab: () => onGrab(),
      onTiles: (isMissing) => setFault(isMissing ? 'tiles' : null),
    })
    opened.setPadding(padding)
    if (props.fit && !pin) opened.fit(props.fit, false)
    return opened
  })

  useEffect(() => {
    if (!box.current) return
    let opened: MapView
    try {
      opened = openView(box.current)
    } catch (error) {
      // The one expected reason is a device without WebGL; the list twin stands in, the console keeps the cause.
      console.warn('The map cannot be drawn', error)
      setFault('webgl')
      return
    }
    setView(opened)
    return () => {
      setView(null)
      opened.close()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and contrast change the colours that are read
  useEffect(() => view?.restyle(language), [view, language, shown, contrast])
  useEffect(() => view?.setZones(props.zones ?? none), [view, props.zones])
  useEffect(() => view?.setTours(props.tours ?? none), [view, props.tours])
  useEffect(() => view?.setSpots(props.spots ?? none), [view, props.spots])
  useEffect(() => view?.setJobs(props.jobs ?? none), [view, props.jobs])
  useEffect(() => view?.setTechnicians(props.technicians ?? none), [view, props.technicians])
  const paddingKey = `${padding.top} ${padding.right} ${padding.bottom} ${padding.left}`
  const applyPadding = useEffectEvent(() => view?.setPadding(padding))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the values
  useEffect(() => applyPadding(), [paddingKey])
  const fitKey = props.fit?.join(' ')
  const isFitted = useRef(false)
  const applyFit = useEffectEvent(() => {
    if (props.fit && view) {
      view.fit(props.fit, isFitted.current)
      isFitted.current = true
    }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the values
  useEffect(() => applyFit(), [view, fitKey])
  const followKey = follow && `${follow.point.join(' ')} ${follow.bearing} ${follow.zoom}`
  const applyFollow = useEffectEvent(() => {
    if (follow) view?.moveTo(follow.point, follow)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the values
  useEffect(() => applyFollow(), [view, followKey])
  const pinKey = pin?.at?.join(' ')
  const applyPin = useEffectEvent(() => {
    if (pin?.at) view?.moveTo(pin.at)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the values
  useEffect(() => applyPin(), [view, pinKey])

  return (
    <div className="kb-map">
      <div ref={box} className="kb-map-canvas" />
      {pin && fault !== 'webgl' && (
        <span
          className="kb-map-pin"
          data-lifted={isLifted || undefined}
          role="img"
          aria-label={t('map.pin')}
          style={{
            left: `calc(50% + ${(padding.left - padding.right) / 2}px)`,
            top: `calc(50% + ${(padding.top - padding.bottom) / 2}px)`,
          }}
        >
          <svg width="40" height="50" viewBox="0 0 40 50" aria-hidden="true">
            <path
              d="M20 49C30 36 37 28 37 19a17 17 0 0 0-34 0c0 9 7 17 17 30Z"
              fill="var(--text)"
              stroke="var(--surface)"
              strokeWidth="2.5"
            />
            <circle cx="20" cy="19" r="6" fill="var(--surface)" />
          </svg>
        </span>
      )}
      {fault === 'tiles' && (
        <div className="kb-map-note">
          <Note tone="warn" icon={MapPinOff}>
            {t('map.noTiles')}
          </Note>
        </div>
      )}
      {fault === 'webgl' && (
        <div className="kb-map-failed">
          <Empty
            icon={MapPinOff}
            title={t('word.map')}
            text={t('map.noWebgl')}
            action={props.onShowList && <Button onPress={props.onShowList}>{t('button.showList')}</Button>}
          />
        </div>
      )}
      {controls && (
        <div className="kb-map-tools" style={{ top: 12 + padding.top }}>
          <Button icon={Plus} aria-label={t('button.zoomIn')} onPress={() => view?.zoomBy(1)} />
          <Button icon={Minus} aria-label={t('button.zoomOut')} onPress={() => view?.zoomBy(-1)} />
        </div>
      )}
      {props.children}
    </div>
  )
}
