import type { LonLat } from '@kerbside/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NamedPlace, PlaceIndex } from '../index.ts'

const here: LonLat = [121.47, 31.23]
let placed = 0
const place = (kind: NamedPlace['kind'], spelled: string, more: Partial<NamedPlace> = {}): NamedPlace => {
  const [name = '', nameEn = '', pinyin = '', initials = ''] = spelled.split('|')
  placed += 1
  const id = `${kind}/${placed}`
  return { id, kind, name, nameEn: nameEn || null, pinyin, initials, point: here, weight: 50, ...more }
}
const far: LonLat = [121.55, 31.29]
const index = new PlaceIndex([
  place('road', '南京西路|West Nanjing Road|nanjingxilu|njxl', { weight: 71 }),
  place('road', '南京东路|East Nanjing Road|nanjingdonglu|njdl'),
  place('road', '陕西北路|North Shaanxi Road|shanxibeilu|sxbl'),
  place('road', '共和新路|Gonghexin Road|gonghexinlu|ghxl'),
  place(
    'junction',
    '南京西路/陕西北路|West Nanjing Road/North Shaanxi Road|nanjingxilu/shanxibeilu|njxl/sxbl',
  ),
  place('junction', '共和新路/陕西北路|Gonghexin Road/North Shaanxi Road|gonghexinlu/shanxibeilu|ghxl/sxbl'),
  place('stop', '人民广场|People’s Square|renminguangchang|rmgc', { point: far }),
  place('stop', '人民广场|People’s Square|renminguangchang|rmgc'),
  place('poi', '绿地中心||lvdizhongxin|ldzx'),
  place('house', '桂花路12号|12 Guihua Road|guihualu12hao|ghl12h'),
  place('house', '桂花路128号|128 Guihua Road|guihualu128hao|ghl128h'),
  place('house', 'Rua do Sol 7||ruadosol7|rds7'),
])
const names = (typed: string): string[] =>
  index.search(typed, { near: here, limit: 5 }).map(({ name }) => name)

describe('a place', () => {
  it.each([
    ['南京西路', '南京西路'],
    ['ｎｊｘｌ', '南京西路'],
    ['NJXL', '南京西路'],
    ['nan jing xi lu', '南京西路'],
    ['West Nanjing Rd.', '南京西路'],
    ['nanjing w rd', '南京西路'],
    ['Nanjing Road West', '南京西路'],
    ['lü di', '绿地中心'],
    ['people’s sq', '人民广场'],
    ['广场', '人民广场'],
  ])('is found by “%s”', (typed, name) => expect(names(typed)[0]).toBe(name))

  it.each([
    ['nanjinxilu', '南京西路'],
    ['nanjign xi lu', '南京西路'],
    ['West Nanjinng Road', '南京西路'],
    ['南京西陆', '南京西路'],
    ['renmin guangchnag', '人民广场'],
  ])('is found in spite of the slip in “%s”', (typed, name) => expect(names(typed)[0]).toBe(name))

  it('is the nearer of two that bear its name', () => {
    expect(index.search('rmgc', { near: far, limit: 2 }).map(({ point }) => point)).toEqual([far, here])
    expect(index.search('rmgc', { near: here, limit: 2 }).map(({ point }) => point)).toEqual([here, far])
  })

  it.each(['?', '%%', '\\', '路'.repeat(80), '\u0000', '🚗', '1 '.repeat(40)])(
    'is not found by %j, and nothing breaks',
    (typed) => {
      expect(Array.isArray(names(typed))).toBe(true)
    },
  )

  it('is found by whatever begins its spelling, and by that spelling with one letter exchanged', () => {
    const spelled = fc.constantFrom('nanjingxilu', 'gonghexinlu', 'renminguangchang')
    fc.assert(
      fc.property(spelled, fc.nat(100), fc.constantFrom('b', 'q', 'x'), (pinyin, at, letter) => {
        const [whole] = names(pinyin)
        const place = 4 + (at % (pinyin.length - 5))
        expect(names(pinyin.slice(0, place + 1))).toContain(whole)
        expect(names(pinyin.slice(0, place) + letter + pinyin.slice(place + 1))).toContain(whole)
      }),
    )
  })
})

describe('a junction', () => {
  it.each([
    '南京西路/陕西北路',
    '陕西北路与南京西路交叉口',
    '陕西北路 南京西路',
    '南京西路陕西北路',
    'njxl sxbl',
    'sxbl/njxl',
    'shaanxi & nanjing',
    'corner of North Shaanxi Rd and Nanjing Rd W',
    'nanjinxilu/shanxibeilu',
  ])('is found as “%s”', (typed) => expect(names(typed)[0]).toBe('南京西路/陕西北路'))

  it('of a road whose name holds a word that joins is found too', () => {
    expect(names('共和新路 陕西北路')[0]).toBe('共和新路/陕西北路')
  })
})

describe('a house', () => {
  it.each([
    ['桂花路128号', '桂花路128号'],
    ['桂花路 12', '桂花路12号'],
    ['128 Guihua Rd', '桂花路128号'],
    ['ghl12', '桂花路12号'],
    ['Rua do Sol 7', 'Rua do Sol 7'],
  ])('is found by “%s”', (typed, name) => expect(names(typed)[0]).toBe(name))

  it('that is not known gives the nearest number of its street', () => {
    expect(names('桂花路120号').slice(0, 2)).toEqual(['桂花路128号', '桂花路12号'])
  })
})

it('a point is named by the house at hand rather than by the road, and by nothing far from everything', () => {
  const point: LonLat = [121.5, 31.2]
  const near: LonLat = [121.5003, 31.2]
  const town = new PlaceIndex([
    place('road', '甲路||jialu|jl', { point: near }),
    place('house', '乙路3号||yilu3hao|yl3h', { point: near }),
  ])
  expect(town.nearest(point)?.place.name).toBe('乙路3号')
  expect(town.nearest([0, 0])).toBeUndefined()
})
