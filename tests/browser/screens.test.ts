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

it('tells the technician before he answers that somebody is in danger', async (context) => {
  if (!executable) return context.skip(missing)
  const [longitude, latitude] = people.home
  const { page, faults } = await openPage(house.browser, 'phone', 'zh-CN', { longitude, latitude })
  await goOnDuty(page, house.base, people.technician)
  const quote = await house.call(
    'POST',
    '/v1/quotes',
    {
      services: ['jump_start'],
      vehicle: { vehicleClass: 'sedan', plate: '沪A12345' },
      place: { point: people.home, label: '人民广场' },
    },
    token,
  )
  const caller = { customerPhone: '+8613900000778', customerName: '李雷' }
  await house.call('POST', '/v1/jobs', { quoteId: quote.id, inDanger: true, ...caller }, token)
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
