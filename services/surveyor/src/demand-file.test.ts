import { expect, it } from 'vitest'
import { readDemandFile } from './demand-file.ts'

const points = (properties: object) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', geometry: { type: 'Point', coordinates: [121.4, 31.2, 5] }, properties }],
  })

it('reads demand from CSV in any order of columns, and from GeoJSON points', () => {
  const line = { point: [121.4, 31.2], jobsPerDay: 3 }
  expect(readDemandFile('jobsPerDay,lon,lat\n3,121.4,31.2\n\n')).toEqual([line])
  expect(readDemandFile('lon,lat,jobsPerDay,serviceSeconds\n121.4,31.2,3,900')).toEqual([
    { ...line, serviceSeconds: 900 },
  ])
  expect(readDemandFile(points({ jobsPerDay: 3 }))).toEqual([line])
})

it.each([
  ['nothing', 'lon,lat,jobsPerDay\n', 'holds no demand'],
  ['no column of jobs', 'lon,lat\n121,31', 'no column jobsPerDay'],
  ['an empty cell', 'lon,lat,jobsPerDay\n121.4,,3', 'line 2'],
  ['exchanged coordinates', 'lon,lat,jobsPerDay\n31.2,121.4,3', 'line 2'],
  ['less than no jobs', 'lon,lat,jobsPerDay\n121.4,31.2,3\n121.4,31.2,-1', 'line 3'],
  ['a feature without jobs', points({}), 'feature 1'],
  ['half a file', '{"type":', 'no JSON'],
])('says where a file with %s is not right', (_, text, sentence) => {
  expect(() => readDemandFile(text)).toThrow(sentence)
})
