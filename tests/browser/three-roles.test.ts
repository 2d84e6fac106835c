import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BrowserHouse, goOnDuty, openBrowserHouse, shoot, signInSupervisor } from './browser-house.ts'
import { findChromium, openPage } from './chromium.ts'

const executable = findChromium()
let house: BrowserHouse

beforeAll(async () => {
  if (executable) house = await openBrowserHouse(executable)
}, 120_000)

afterAll(() => house?.close())

const act = (page: Page): Promise<void> => page.getByTestId('main-action').last().click()

it('takes a job from request to settled with one person in three pages', async (context) => {
  if (!executable)
    return context.skip('No Chromium here: install one, or name it in CHROMIUM, to run this test.')
  const { browser, base } = house
  const { home, technician } = await house.found()
  const at = { longitude: home[0], latitude: home[1] }
  const desk = await openPage(browser, 'desk', 'en')
  const driver = await openPage(browser, 'phone', 'zh-CN', at)
  const guest = await openPage(browser, 'phone', 'en', at)
  await signInSupervisor(desk.page, base)
  await goOnDuty(driver.page, base, technician)

  await guest.page.goto(`${base}/customer/?lang=en`)
  await shoot(guest.page, 'customer-start')
  await guest.page.getByRole('button', { name: 'Wash' }).click()
  // By its role: the door just pressed names this service too, and may still be on the screen.
  await guest.page.getByRole('button', { name: /^Exterior wash/ }).click()
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
  await driver.page.getByRole('button', { name: '关闭' }).click()
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
  await house.expectSound()
}, 240_000)

const statusIs = (page: Page, status: string): Promise<void> =>
  page.locator(`[data-testid="job-status"][data-status="${status}"]`).waitFor()
