import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Somebody } from '../house/somebody.ts'

interface Zone {
  geometry: { type: string; coordinates: number[][][] }
  properties: { name: object }
}

export const signIn = async (url: string, phone: string): Promise<Somebody> => {
  const stranger = new Somebody(url, '', '', 'stranger')
  const { token, person } = await stranger.post<{ token: string; person: { id: string; name: string } }>(
    '/v1/sessions',
    { phone, password: 'kerbside-demo' },
  )
  return new Somebody(url, token, person.id, person.name)
}

/** The first zone of the town, a junction in it, and people who work there. */
export const foundTown = async (url: string, cityDir: string, technicians: number) => {
  const boss = await signIn(url, '+8613800000001')
  const file = JSON.parse(readFileSync(join(cityDir, 'zones.geojson'), 'utf8')) as { features: Zone[] }
  const [first] = file.features
  const zone = await boss.post<{ id: string }>('/v1/zones', {
    name: first?.properties.name,
    polygon: first?.geometry,
  })
  const place = await findPlace(boss, cityDir, zone.id)
  const people = await Promise.all(
    Array.from({ length: technicians }, async (_, index) => {
      const phone = `+861390000${1000 + index}`
      await boss.post('/v1/technicians', {
        name: `Ana ${index}`,
        initials: `A${index}`,
        phone,
        password: 'kerbside-demo',
        skills: ['wash', 'rescue'],
        zoneId: zone.id,
        home: place.point,
        vanPlate: '沪AF30871',
        stock: { water_l: 200, shampoo_ml: 2_000 },
      })
      const technician = await signIn(url, phone)
      await technician.post('/v1/me/duty', { onDuty: true })
      return technician
    }),
  )
  return { boss, zone, place, people }
}

const findPlace = async (boss: Somebody, cityDir: string, zoneId: string) => {
  const lines = readFileSync(join(cityDir, 'places.ndjson'), 'utf8').trim().split('\n')
  for (const line of lines) {
    const one = JSON.parse(line) as { kind: string; name: string; lon: number; lat: number }
    if (one.kind !== 'junction') continue
    const { zone } = await boss.get<{ zone: { id: string } | null }>(
      `/v1/places/at?point=${one.lon},${one.lat}`,
    )
    if (zone?.id === zoneId) return { point: [one.lon, one.lat] as [number, number], label: one.name }
  }
  throw new Error('no junction lies in the zone')
}
