import type { LonLat } from '@kerbside/domain'
import { bd09ToWgs84, wgs84ToBd09 } from './bd09.ts'
import { gcj02ToWgs84, wgs84ToGcj02 } from './gcj02.ts'
import { distanceMetres } from './lines.ts'

export type MapApp = 'amap' | 'baidu' | 'tencent' | 'geo' | 'numbers'

/** What a link of a map app, or a pair of numbers, says: a place (WGS-84), or that only its app can read it. */
export type MapLink =
  | { kind: 'place'; app: MapApp; point: LonLat; name: string | null }
  | { kind: 'unreadable'; app: MapApp }

/** Links that open a place (WGS-84) in Chinese map apps, each in its own datum, and in any other as `geo:`. */
export const linksTo = (
  point: LonLat,
  name: string,
): Record<'amap' | 'baidu' | 'tencent' | 'geo', string> => {
  const six = (degrees: number): string => degrees.toFixed(6)
  const [gcjLon, gcjLat] = wgs84ToGcj02(point).map(six)
  const [bdLon, bdLat] = wgs84ToBd09(point).map(six)
  const title = encodeURIComponent(name)
  return {
    amap: `https://uri.amap.com/marker?position=${gcjLon},${gcjLat}&name=${title}&src=kerbside&coordinate=gaode&callnative=1`,
    baidu: `https://api.map.baidu.com/marker?location=${bdLat},${bdLon}&title=${title}&content=${title}&coord_type=bd09ll&output=html&src=kerbside`,
    tencent: `https://apis.map.qq.com/uri/v1/marker?marker=coord:${gcjLat},${gcjLon};title:${title};addr:${title}&referer=kerbside`,
    geo: `geo:${six(point[1])},${six(point[0])}`,
  }
}

const link = /\b(?:https?|iosamap|androidamap|amapuri|baidumap|bdapp|qqmap|geo):[^\s，。；]+/iu
const numbers = /^\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*[,，;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*°?\s*\)?$/u

/**
 * Reads what people paste from Amap (GCJ-02), Baidu (BD-09) and Tencent (GCJ-02) maps, `geo:` links and pairs of
 * numbers, of which that order counts that lies nearer to `around`. Null when the text is nothing of the kind.
 */
export const readMapLink = (text: string, around: LonLat): MapLink | null => {
  const pair = numbers.exec(text.trim())
  if (pair) return placeAt('numbers', nearer(Number(pair[1]), Number(pair[2]), around), null)
  const [address] = link.exec(text) ?? []
  if (!address) return null
  if (address.toLowerCase().startsWith('geo:')) return readGeo(address)
  const url = parseUrl(address)
  const app = url && appOf(url)
  if (!url || !app) return null
  return readers[app](url.searchParams) ?? { kind: 'unreadable', app }
}

const parseUrl = (address: string): URL | null => (URL.canParse(address) ? new URL(address) : null)

const hosts: Readonly<Record<'amap' | 'baidu' | 'tencent', RegExp>> = {
  amap: /(^|\.)amap\.com$/u,
  baidu: /(^|\.)map\.baidu\.com$|^j\.map\.baidu\.com$/u,
  tencent: /(^|\.)map\.qq\.com$/u,
}
const schemes: Readonly<Record<string, 'amap' | 'baidu' | 'tencent'>> = {
  'iosamap:': 'amap',
  'androidamap:': 'amap',
  'amapuri:': 'amap',
  'baidumap:': 'baidu',
  'bdapp:': 'baidu',
  'qqmap:': 'tencent',
}
const appOf = (url: URL): 'amap' | 'baidu' | 'tencent' | undefined =>
  schemes[url.protocol] ??
  (['amap', 'baidu', 'tencent'] as const).find((app) => hosts[app].test(url.hostname))

type Params = URLSearchParams
const firstOf = (params: Params, ...keys: string[]): string | null =>
  keys.map((key) => params.get(key)).find((value) => value !== null && value !== '') ?? null

const readAmap = (params: Params): MapLink | null => {
  const lonLat = firstOf(params, 'position', 'to', 'lnglat', 'location')?.split(',')
  const latLon = firstOf(params, 'q')?.split(',') ?? firstOf(params, 'p')?.split(',').slice(1)
  const lon = lonLat?.[0] ?? latLon?.[1] ?? firstOf(params, 'lon', 'lng', 'dlon')
  const lat = lonLat?.[1] ?? latLon?.[0] ?? firstOf(params, 'lat', 'dlat')
  const name = firstOf(params, 'name', 'poiname', 'dname', 'address') ?? lonLat?.[2] ?? latLon?.[2] ?? null
  const isWgs = params.get('coordinate') === 'wgs84' || params.get('dev') === '1'
  return placeOf('amap', lon, lat, name, isWgs ? same : gcj02ToWgs84)
}

const readBaidu = (params: Params): MapLink | null => {
  const destination = firstOf(params, 'destination') ?? ''
  const latLon = (
    /latlng:([^|]+)/u.exec(destination)?.[1] ?? firstOf(params, 'location', 'center', 'latlng')
  )?.split(',')
  const name = /name:([^|]+)/u.exec(destination)?.[1] ?? firstOf(params, 'title', 'name', 'content')
  const datum = params.get('coord_type') ?? 'bd09ll'
  const toWgs = datum.startsWith('wgs') ? same : datum.startsWith('gcj') ? gcj02ToWgs84 : bd09ToWgs84
  return placeOf('baidu', latLon?.[1], latLon?.[0], name, toWgs)
}

const readTencent = (params: Params): MapLink | null => {
  const marker = firstOf(params, 'marker') ?? ''
  const latLon = (
    /coord:([^;]+)/u.exec(marker)?.[1] ?? firstOf(params, 'tocoord', 'coord', 'center', 'latlng')
  )?.split(',')
  const name = /title:([^;]+)/u.exec(marker)?.[1] ?? firstOf(params, 'to', 'title', 'name')
  return placeOf('tencent', latLon?.[1], latLon?.[0], name, gcj02ToWgs84)
}

const readers = { amap: readAmap, baidu: readBaidu, tencent: readTencent } as const

const readGeo = (address: string): MapLink => {
  const [, lat, lon, rest = ''] = /^geo:(-?[\d.]+),(-?[\d.]+)(.*)$/iu.exec(address) ?? []
  const name = /[?&]q=[^&]*\(([^)]*)\)/u.exec(rest)?.[1] ?? null
  return placeOf('geo', lon, lat, name, same) ?? { kind: 'unreadable', app: 'geo' }
}

const same = (point: LonLat): LonLat => point

const placeOf = (
  app: MapApp,
  lon: string | null | undefined,
  lat: string | null | undefined,
  name: string | null,
  toWgs84: (point: LonLat) => LonLat,
): MapLink | null => {
  if (!lon || !lat) return null
  const [x, y] = [Number(lon), Number(lat)]
  const isPoint = Number.isFinite(x) && Number.isFinite(y) && Math.abs(x) <= 180 && Math.abs(y) <= 90
  return isPoint ? placeAt(app, toWgs84([x, y]), name) : null
}

const placeAt = (app: MapApp, point: LonLat | null, name: string | null): MapLink =>
  point
    ? { kind: 'place', app, point, name: name?.trim().slice(0, 120) || null }
    : { kind: 'unreadable', app }

/** Two numbers as a point, in the order that lies nearer; null when neither can be one. */
const nearer = (one: number, other: number, around: LonLat): LonLat | null => {
  const orders: LonLat[] = [
    [other, one],
    [one, other],
  ]
  return (
    orders
      .filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)
      .sort((a, b) => distanceMetres(a, around) - distanceMetres(b, around))[0] ?? null
  )
}
