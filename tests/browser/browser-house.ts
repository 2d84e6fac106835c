import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LonLat } from '@kerbside/domain'
import type { ZoneView } from '@kerbside/protocol'
import type { Browser, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { startDispatcher } from '../../dispatcher/run/dispatcher.ts'
import { checkInvariants } from '../../dispatcher/run/invariant-store.ts'
import { chooseFreePair } from '../../infra/src/free-port.ts'
import { placesIn } from '../house/test-house.ts'
import { freshDatabase } from '../setup/fresh-database.ts'
import { openChromium } from './chromium.ts'

export const supervisor = { phone: '+8613800000001', password: 'kerbside-demo' }
const technician = { phone: '+8613800000002', password: 'kerbside-demo' }
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** Where pictures of the pages go, for somebody to look at; without it none are taken. */
const shots = process.env.SHOTS_DIR
export const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) })
}

export interface BrowserHouse {
  browser: Browser
  base: string
  /** Asks the dispatcher's HTTP API; throws what it refuses. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<Record<string, unknown>>
  /** A zone of the town and one technician in it, through the doors any supervisor uses. */
  found(): Promise<{
    zoneId: string
    home: [number, number]
    /** Junctions of the zone. */
    places: readonly { point: LonLat }[]
    technician: { phone: string; password: string }
  }>
  /** Waits until nothing is under way and counts broken invariants. */
  expectSound(): Promise<void>
  close(): Promise<void>
}

/** A whole dispatcher on a fresh database whose clock runs as the wall's does, and a Chromium to look at it with. */
export const openBrowserHouse = async (executable: string): Promise<BrowserHouse> => {
  const database = await freshDatabase()
  const port = await chooseFreePair()
  const base = `http://127.0.0.1:${port}`
  const running = await startDispatcher(
    {
      port,
      host: '127.0.0.1',
      databaseUrl: database.url,
      redisUrl: null,
      osrmUrl: inject('osrmUrl'),
      cityDir: inject('cityDir'),
      clockSpeed: 1,
      clockStart: '2026-11-25T01:05:00Z',
      supervisor,
      trackDays: 30,
      logLevel: 'silent',
    },
    quiet,
  )
  const browser = await openChromium(executable)
  const call: BrowserHouse['call'] = async (method, path, body, token = '') => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  return {
    browser,
    base,
    call,
    async found() {
      const { token } = (await call('POST', '/v1/sessions', supervisor)) as { token: string }
      const { name, polygon, middle } = firstZone()
      const zone = await call('POST', '/v1/zones', { name, polygon }, token)
      await call(
        'POST',
        '/v1/technicians',
        {
          ...technician,
          name: '陈安娜',
          initials: 'CA',
          skills: ['wash', 'rescue'],
          zoneId: zone.id,
          home: middle,
          vanPlate: '沪AF30871',
          stock: { water_l: 200, shampoo_ml: 2000 },
        },
        token,
      )
      return { zoneId: zone.id as string, home: middle, places: placesIn({ polygon }), technician }
    },
    async expectSound() {
      await running.quiet()
      const broken = Object.entries(await checkInvariants(running.house.db, running.house.city.id)).filter(
        ([, count]) => count > 0,
      )
      expect(broken).toEqual([])
    },
    async close() {
      await browser.close()
      await running.close()
      await database.drop()
    },
  }
}

const firstZone = (): { name: object; polygon: ZoneView['polygon']; middle: [number, number] } => {
  const zones = JSON.parse(readFileSync(join(inject('cityDir'), 'zones.geojson'), 'utf8')) as {
    features: {
      geometry: Extract<ZoneView['polygon'], { type: 'Polygon' }>
      properties: { name: { en: string; zh: string } }
    }[]
  }
  const [first] = zones.features
  if (!first) throw new Error('the town proposes no zone')
  const corners = (first.geometry.coordinates[0] ?? []).slice(0, -1)
  const middle: [number, number] = [
    corners.reduce((sum, point) => sum + point[0], 0) / corners.length,
    corners.reduce((sum, point) => sum + point[1], 0) / corners.length,
  ]
  return { name: first.properties.name, polygon: first.geometry, middle }
}

export const signInSupervisor = async (page: Page, base: string): Promise<void> => {
  await page.goto(`${base}/console/?lang=en`)
  await page.getByLabel('Phone number').fill(supervisor.phone)
  await page.getByLabel('Password').fill(supervisor.password)
  await page.getByTestId('main-action').last().click()
  await page.getByText('What needs me').waitFor()
}

/** Signs the technician in and puts him on duty, in Chinese. */
export const goOnDuty = async (
  page: Page,
  base: string,
  who: { phone: string; password: string },
): Promise<void> => {
  await page.goto(`${base}/technician/?lang=zh-CN`)
  await page.getByLabel('手机号').fill(who.phone)
  await page.getByLabel('密码').fill(who.password)
  await page.getByTestId('main-action').last().click()
  await page.getByRole('button', { name: '上班' }).click()
  await page.getByText('暂无任务').waitFor()
}
