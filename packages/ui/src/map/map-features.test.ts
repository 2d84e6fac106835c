import { describe, expect, it } from 'vitest'
import { jobFeatures, type MapTechnician, technicianFeatures, zoneNameFeatures } from './map-features.ts'
import type { MapTokens } from './map-tokens.ts'

const tokens = { 'tech-silent': 'orange', 'on-tech': 'white' } as MapTokens
const technician = (change: Partial<MapTechnician>): MapTechnician => ({
  id: 'tech_1',
  lon: 121,
  lat: 31,
  heading: 90,
  initials: 'WH',
  state: 'driving',
  ageSeconds: 4,
  ...change,
})
const shown = (change: Partial<MapTechnician>) =>
  technicianFeatures([technician(change)], tokens).features[0]?.properties

describe('marks on the map', () => {
  it('never show somebody who is off duty', () => {
    expect(technicianFeatures([technician({ state: 'off' })], tokens).features).toEqual([])
  })

  it('drop the heading after 30 seconds and draw a fix hollow after five minutes', () => {
    expect(shown({})).toMatchObject({ heading: 90, icon: 'tech-driving', ink: 'white' })
    expect(shown({ ageSeconds: 31 })).toMatchObject({ heading: null, icon: 'tech-driving' })
    expect(shown({ ageSeconds: 301 })).toMatchObject({ heading: null, icon: 'tech-silent', ink: 'orange' })
  })

  it('show a job hollow until somebody has it, and faded without a risk once it is over', () => {
    const job = { id: 'job_1', lon: 121, lat: 31, category: 'wash' as const, risk: 'danger' as const }
    const [waiting, driving, done] = jobFeatures([
      { ...job, status: 'waiting' },
      { ...job, status: 'en_route' },
      { ...job, status: 'done' },
    ]).features.map((one) => one.properties)
    expect(waiting?.icon).toBe('job-wash-hollow-danger')
    expect(driving?.icon).toBe('job-wash-solid-danger')
    expect(done).toMatchObject({ icon: 'job-wash-solid-kept', opacity: 0.5 })
  })

  it('write a zone’s name once, in its middle', () => {
    const ring: [number, number][] = [
      [0, 0],
      [4, 0],
      [4, 2],
      [0, 2],
      [0, 0],
    ]
    const zone = { id: 'z', name: 'Z', polygon: { type: 'Polygon' as const, coordinates: [ring] } }
    expect(zoneNameFeatures([zone]).features.map((one) => one.geometry)).toEqual([
      { type: 'Point', coordinates: [2, 1] },
    ])
  })
})
