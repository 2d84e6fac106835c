import type { LonLat } from '@kerbside/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BrowserHouse, goOnDuty, openBrowserHouse, shoot, supervisor } from './browser-house.ts'
import { findChromium, openPage } from './chromium.ts'

const executable = findChromium()
const missing = 'No Chromium here: install one, or name it in CHROMIUM, to run this test.'
let house: BrowserHouse
let people: Awaited<ReturnType<BrowserHouse['found']>>
let token: string

beforeAll(async () => {
  if (!executable) return
  house = await openBrowserHouse(executable)
  people = await house.found()
  token = (await house.call('POST', '/v1/sessions', supervisor)).token as string
}, 120_000)

afterAll(() => house?.close())

const call = (path: string, body: object) => house.call('POST', path, body, token)
/** So that the next test finds him as this one did. */
const goOffDuty = async (who: { phone: string; password: string }) => {
  const session = await house.call('POST', '/v1/sessions', who)
  await house.call('POST', '/v1/me/duty', { onDuty: false }, session.token as string)
}
const rescueAt = (point: readonly number[]) =>
  call('/v1/quotes', {
    services: ['jump_start'],
    vehicle: { vehicleClass: 'sedan', plate: '沪A12345' },
    place: { point, label: '人民广场' },
  })

it('asks an idle technician to wait where rescues are likelier, and shows him the way', async (context) => {
  if (!executable) return context.skip(missing)
  const { places, zoneId } = people
  const nowhere: LonLat = [0, 0]
  const [here, far] = [places[0]?.point ?? nowhere, places[7]?.point ?? nowhere]
  const past = await call('/v1/jobs', {
    quoteId: (await rescueAt(far)).id,
    customerPhone: '+8613900000779',
    customerName: '韩梅梅',
  })
  await call(`/v1/jobs/${past.id}/cancel`, { reason: 'gone' })
  const name = { zh: '东站', en: 'East stand' }
  await call('/v1/stations', { kind: 'waiting', name, point: far, zoneId })
  const { zones } = (await house.call('GET', '/v1/zones')) as { zones: { id: string; version: number }[] }
  const version = zones.find(({ id }) => id === zoneId)?.version
  await house.call('PATCH', `/v1/zones/${zoneId}`, { version, policy: { repositionGain: 0.01 } }, token)

  const at = { longitude: here[0], latitude: here[1] }
  const { page, faults } = await openPage(house.browser, 'phone', 'zh-CN', at)
  await goOnDuty(page, house.base, people.technician)
  await page.getByRole('heading', { name: /东站/ }).waitFor()
  await page.locator('.kt-wait-map canvas').waitFor()
  await shoot(page, 'technician-wait-asked-zh')
  await page.getByTestId('wait-yes').click()
  await page.getByRole('button', { name: /到/ }).and(page.getByTestId('wait-yes')).waitFor()
  await page.goto(`${house.base}/technician/?lang=en`)
  await page.getByRole('heading', { name: /East stand/ }).waitFor()
  await page.locator('.kt-wait-map canvas').waitFor()
  await shoot(page, 'technician-wait-going-en')
  await page.getByTestId('wait-yes').click()
  await page.getByTestId('wait-yes').waitFor({ state: 'detached' })
  await shoot(page, 'technician-wait-there-en')
  await page.getByTestId('wait-no').click()
  await page.getByTestId('wait-no').waitFor({ state: 'detached' })
  await goOffDuty(people.technician)
  expect(faults).toEqual([])
}, 120_000)

it('tells the technician before he answers that somebody is in danger', async (context) => {
  if (!executable) return context.skip(missing)
  const [longitude, latitude] = people.home
  const { page, faults } = await openPage(house.browser, 'phone', 'zh-CN', { longitude, latitude })
  await goOnDuty(page, house.base, people.technician)
  const quote = await rescueAt(people.home)
  const caller = { customerPhone: '+8613900000778', customerName: '李雷' }
  await call('/v1/jobs', { quoteId: quote.id, inDanger: true, ...caller })
  const offer = page.getByTestId('offer')
  await offer.getByText('有危险').waitFor()
  await offer.getByText('有人受伤，或车停在行车道上。').waitFor()
  await shoot(page, 'technician-offer-danger-zh')
  await page.goto(`${house.base}/technician/?lang=en`)
  await offer.getByText('In danger').waitFor()
  await shoot(page, 'technician-offer-danger-en')
  await offer.getByTestId('main-action').click()
  await page.locator('[data-testid="job-status"][data-status="accepted"]').waitFor()
  expect(faults).toEqual([])
}, 120_000)
