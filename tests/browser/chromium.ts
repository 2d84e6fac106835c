import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium of this machine: `CHROMIUM`, else where systems keep it; undefined when there is none. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM, ...places].find((path) => path !== undefined && existsSync(path))

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: flags })

export type Kind = 'phone' | 'desk'
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const

/** Pictures are taken as sharp as a phone's; where nobody looks, a software renderer need not draw four times the points. */
const phoneScale = process.env.SHOTS_DIR ? 2 : 1

/** A page of its own person, with what went wrong in it collected. */
export const openPage = async (
  browser: Browser,
  kind: Kind,
  language: 'en' | 'zh-CN',
  geolocation?: { latitude: number; longitude: number },
): Promise<{ page: Page; faults: string[] }> => {
  const context = await browser.newContext({
    viewport: sizes[kind],
    deviceScaleFactor: kind === 'phone' ? phoneScale : 1,
    locale: language,
    ...(geolocation ? { geolocation, permissions: ['geolocation'] } : {}),
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.setDefaultTimeout(20_000)
  return { page, faults }
}
