import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type RunningDispatcher, startDispatcher } from '../../dispatcher/run/dispatcher.ts'
import { checkInvariants } from '../../dispatcher/run/invariant-store.ts'
import { chooseFreePair } from '../../infra/src/free-port.ts'
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts'
import { findChromium, openChromium, openPage } from './chromium.ts'

const executable = findChromium()
/** Where pictures of the pages go, for somebody to look at; without it none are taken. */
const shots = process.env.SHOTS_DIR
const supervisor = { phone: '+8613800000001', password: 'kerbside-demo' }
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

let database: FreshDatabase
let running: RunningDispatcher
let browser: Browser
let base: string

beforeAll(async () => {
  if (!executable) return
  database = await freshDatabase()
  const port = await chooseFreePair()
  base = `http://127.0.0.1:${port}`
  running = await startDispatcher(
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
  browser = await openChromium(executable)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await running?.close()
  await database?.drop()
})

const call = async (
  method: string,
  path: string,
  body: unknown,
  token = '',
): Promise<Record<string, unknown>> => {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** A zone of the town and one technician in it, through the doors any supervisor uses. */
const found = async (): Promise<{
  home: [number, number]
  technician: { phone: string; password: string }
}> => {
  const { token } = (await call('POST', '/v1/sessions', supervisor)) as { token: string }
  const zones = JSON.parse(readFileSync(join(inject('cityDir'), 'zones.geojson'), 'utf8')) as {
    features: {
      geometry: { coordinates: [number, number][][] }
      properties: { name: { en: string; zh: string } }
    }[]
  }
  const [first] = zones.features
  if (!first) throw new Error('the town proposes no zone')
  const zone = await call(
    'POST',
    '/v1/zones',
    { name: first.properties.name, polygon: first.geometry },
    token,
  )
  const ring = first.geometry.coordinates[0] ?? []
  const corners = ring.slice(0, -1)
  const home: [number, number] = [
    corners.reduce((sum, point) => sum + point[0], 0) / corners.length,
    corners.reduce((sum, point) => sum + point[1], 0) / corners.length,
  ]
  const technician = { phone: '+8613800000002', password: 'kerbside-demo' }
  await call(
    'POST',
    '/v1/technicians',
    {
      ...technician,
      name: '陈安娜',
      initials: 'CA',
      skills: ['wash', 'rescue'],
      zoneId: zone.id,
      home,
      vanPlate: '沪AF30871',
      stock: { water_l: 200, shampoo_ml: 2000 },
    },
    token,
  )
  return { home, technician }
}

const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) })
}
const act = (page: Page): Promise<void> => page.getByTestId('main-action').last().click()

it('takes a job from request to settled with one person in three pages', async (context) => {
  if (!executable)
    return context.skip('No Chromium here: install one, or name it in CHROMIUM, to run this test.')
  const { home, technician } = await found()
  const at = { longitude: home[0], latitude: home[1] }
  const desk = await openPage(browser, 'desk', 'en')
  const driver = await openPage(browser, 'phone', 'zh-CN', at)
  const guest = await openPage(browser, 'phone', 'en', at)

  await desk.page.goto(`${base}/console/?lang=en`)
  await desk.page.getByLabel('Phone number').fill(supervisor.phone)
  await desk.page.getByLabel('Password').fill(supervisor.password)
  await act(desk.page)
  await desk.page.getByText('What needs me').waitFor()

  await driver.page.goto(`${base}/technician/?lang=zh-CN`)
  await driver.page.getByLabel('手机号').fill(technician.phone)
  await driver.page.getByLabel('密码').fill(technician.password)
  await act(driver.page)
  await driver.page.getByRole('button', { name: '上班' }).click()
  await driver.page.getByText('暂无任务').waitFor()

  await guest.page.goto(`${base}/customer/?lang=en`)
  await shoot(guest.page, 'customer-start')
  await guest.page.getByRole('button', { name: 'Wash' }).click()
  await guest.page.getByText('Exterior wash').click()
  await act(guest.page)
  await guest.page.getByLabel('Phone number').fill('+8613900000777')
  await act(guest.page)
  await desk.page.goto(`${base}/console/outbox`)
  const message = desk.page.locator('tr', { hasText: '+8613900000777' }).first()
  await message.waitFor()
  const code = /\d{6}/.exec(((await message.textContent()) ?? '').replace('+8613900000777', ''))?.[0] ?? ''
  await shoot(desk.page, 'console-outbox')
  await guest.page.getByTestId('otp').locator('input').fill(code)

  await guest.page.getByLabel('Plate').fill('沪AD12345')
  await act(guest.page)
  await guest.page.getByRole('button', { name: 'My position' }).click()
  await guest.page.getByText('inside our zone').waitFor()
  await shoot(guest.page, 'customer-place')
  await act(guest.page)
  await guest.page.getByTestId('total').waitFor()
  expect(await guest.page.getByTestId('total').textContent()).toContain('¥88.00')
  await shoot(guest.page, 'customer-quote')
  await act(guest.page)
  await guest.page.getByTestId('job-status').waitFor()

  await driver.page.getByTestId('offer').waitFor()
  await shoot(driver.page, 'technician-offer')
  await driver.page.getByRole('button', { name: '不接，说明原因' }).click()
  // Playwright clicks only what nothing covers.
  await driver.page.getByRole('button', { name: '太远' }).click({ trial: true })
  await shoot(driver.page, 'technician-decline')
  await driver.page.keyboard.press('Escape')
  await driver.page.getByTestId('offer').getByTestId('main-action').click()
  await statusIs(guest.page, 'accepted')
  await shoot(driver.page, 'technician-now')
  await driver.page.getByRole('button', { name: /^出发/ }).click()
  await statusIs(guest.page, 'en_route')
  await driver.page.getByRole('button', { name: /^我已到达/ }).waitFor()
  await shoot(driver.page, 'technician-drive')
  await shoot(guest.page, 'customer-tracking')
  await desk.page.goto(`${base}/console/`)
  await desk.page.getByText('What needs me').waitFor()
  await shoot(desk.page, 'console-live')
  await driver.page.getByRole('button', { name: /^我已到达/ }).click()
  await statusIs(guest.page, 'on_site')
  await driver.page.getByRole('button', { name: /^开始服务/ }).click()
  await statusIs(guest.page, 'working')
  const finish = driver.page.getByRole('button', { name: /长按完成/ })
  await finish.focus()
  await driver.page.keyboard.press('Enter')
  await driver.page.keyboard.press('Enter')
  await statusIs(guest.page, 'settled')
  await shoot(guest.page, 'customer-settled')

  await desk.page.goto(`${base}/console/jobs`)
  await desk.page.getByText('Over', { exact: true }).click()
  await desk.page.locator('tbody tr').first().click()
  await desk.page.getByText('Settled, ¥88.00').waitFor()
  await shoot(desk.page, 'console-job')
  expect([...desk.faults, ...driver.faults, ...guest.faults]).toEqual([])
  await running.quiet()
  const broken = Object.entries(await checkInvariants(running.house.db, running.house.city.id)).filter(
    ([, count]) => count > 0,
  )
  expect(broken).toEqual([])
}, 240_000)

const statusIs = (page: Page, status: string): Promise<void> =>
  page.locator(`[data-testid="job-status"][data-status="${status}"]`).waitFor()
