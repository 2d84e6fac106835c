import type { LonLat } from '@kerbside/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bd09ToWgs84, distanceMetres, linksTo, readMapLink, wgs84ToBd09 } from './index.ts'

const square: LonLat = [121.4737, 31.2304]
const read = (text: string, around = square) => readMapLink(text, around)
const metresOff = (text: string): number => {
  const link = read(text)
  return link?.kind === 'place' ? distanceMetres(link.point, square) : Number.POSITIVE_INFINITY
}

describe('a link', () => {
  it('to every map app leads back to the same place, with its name', () => {
    for (const link of Object.values(linksTo(square, '人民广场 & 南京西路')))
      expect(metresOff(link)).toBeLessThan(1)
    const { amap, baidu, tencent } = linksTo(square, '人民广场 & 南京西路')
    for (const link of [amap, baidu, tencent])
      expect(read(link)).toMatchObject({ name: '人民广场 & 南京西路' })
  })

  it.each([
    ['amap', '【高德地图】我在这里 https://uri.amap.com/marker?position=121.478233,31.228452&name=x'],
    ['amap', 'https://uri.amap.com/navigation?to=121.478233,31.228452,People&mode=car&coordinate=gaode'],
    ['amap', 'iosamap://navi?poiname=x&lat=31.2304&lon=121.4737&dev=1'],
    ['amap', 'https://wb.amap.com/?q=31.228452,121.478233,Square'],
    ['baidu', 'baidumap://map/direction?destination=latlng:31.2304,121.4737|name:x&coord_type=wgs84'],
    ['tencent', 'qqmap://map/routeplan?type=drive&to=x&tocoord=31.228452,121.478233'],
    ['geo', 'geo:31.2304,121.4737?q=31.2304,121.4737(Here)'],
    ['numbers', '31.2304, 121.4737'],
    ['numbers', '121.4737 31.2304'],
    ['numbers', '(31.2304，121.4737)'],
  ])('of %s is read: %s', (app, text) => {
    expect(read(text)).toMatchObject({ kind: 'place', app })
    expect(metresOff(text)).toBeLessThan(100)
  })

  it.each([
    'https://surl.amap.com/3k9Xb2',
    'https://j.map.baidu.com/a1/Zx',
    'https://uri.amap.com/marker?position=nothing',
    'https://apis.map.qq.com/uri/v1/marker?marker=coord:91,200',
    'geo:here',
    '999, 999',
  ])('that says no place is told apart from words: %s', (text) => expect(read(text)?.kind).toBe('unreadable'))

  it.each([
    '南京西路',
    '南京西路 1266',
    'https://example.org/?position=121.47,31.23',
    'javascript:alert(1)',
    '12',
  ])('is not seen in “%s”', (text) => expect(read(text)).toBeNull())
})

it('BD-09 comes back to the same place within a metre anywhere in China, and is nothing elsewhere', () => {
  const inChina = fc.tuple(
    fc.double({ min: 75, max: 134, noNaN: true }),
    fc.double({ min: 4, max: 53, noNaN: true }),
  ) as fc.Arbitrary<LonLat>
  fc.assert(fc.property(inChina, (point) => distanceMetres(bd09ToWgs84(wgs84ToBd09(point)), point) < 1))
  expect(wgs84ToBd09([-8.6, 41.1])).toEqual([-8.6, 41.1])
})
