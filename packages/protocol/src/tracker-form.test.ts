import { describe, expect, it } from 'vitest'
import { readTrackerForm, readTrackerJson } from './index.ts'

const nowMs = Date.parse('2026-11-25T02:00:00Z')
const plain = { id: 'token', lat: '31.23', lon: '121.47' }

describe('the OsmAnd form', () => {
  it.each([
    ['seconds', '1795572000'],
    ['milliseconds', '1795572000000'],
    ['ISO 8601', '2026-11-25T02:00:00Z'],
    ['nothing, which is now', undefined],
  ])('takes the instant as %s', (_, timestamp) => {
    expect(readTrackerForm({ ...plain, ...(timestamp ? { timestamp } : {}) }, nowMs)).toMatchObject({
      ok: true,
      token: 'token',
      fixes: [{ at: '2026-11-25T02:00:00.000Z', point: [121.47, 31.23] }],
    })
  })

  it('turns knots into m/s, dilution into metres, and −1 into unknown', () => {
    const read = (more: object) => readTrackerForm({ ...plain, ...more }, nowMs)
    expect(read({ speed: '10', hdop: '1.2', bearing: '90' })).toMatchObject({
      fixes: [{ speed: 5.14444, accuracy: 6, heading: 90 }],
    })
    expect(read({ speed: '36', speed_unit: 'kmh' })).toMatchObject({ fixes: [{ speed: 10 }] })
    expect(read({ speed: '-1', bearing: '-1' })).toMatchObject({ fixes: [{ speed: null, heading: null }] })
  })

  it.each([
    ['no token', { id: undefined }, 'id'],
    ['no latitude', { lat: undefined }, 'lat'],
    ['a latitude in words', { lat: 'north' }, 'lat'],
    ['a latitude beyond the pole', { lat: '95' }, 'lat'],
    ['a longitude beyond the date line', { lon: '181' }, 'lon'],
    ['yesterday as an instant', { timestamp: 'yesterday' }, 'timestamp'],
    ['an instant beyond all calendars', { timestamp: '9e30' }, 'timestamp'],
    ['an accuracy below nothing', { accuracy: '-3' }, 'accuracy'],
    ['a speed in furlongs', { speed_unit: 'furlongs' }, 'speed_unit'],
  ])('refuses %s and names the field', (_, change, field) => {
    expect(readTrackerForm({ ...plain, ...change }, nowMs)).toMatchObject({ ok: false, field })
  })

  it('has a sister in JSON, one location or many', () => {
    const location = {
      timestamp: '2026-11-25T02:00:00Z',
      coords: { latitude: 31.23, longitude: 121.47, speed: -1, accuracy: 5 },
    }
    expect(readTrackerJson({ device_id: 'token', location }, nowMs)).toMatchObject({
      ok: true,
      fixes: [{ accuracy: 5, speed: null }],
    })
    const many = readTrackerJson({ device_id: 'token', location: [location, location] }, nowMs)
    expect(many.ok && many.fixes.length).toBe(2)
    expect(readTrackerJson({ device_id: 'token', location: {} }, nowMs)).toMatchObject({
      ok: false,
      field: 'location',
    })
  })
})
