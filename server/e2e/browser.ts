import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** Path of the system's Chromium; null if there is none, and then browser tests are skipped. */
export const chromiumPath: string | null =
  process.env['DEFEND_CHROMIUM'] ??
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap(directory => names.map(name => join(directory, name)))
    .find(existsSync) ??
  null

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const folder = fileURLToPath(new URL('../../clients/console/screenshots/', import.meta.url))

/** `npm run pictures` also renews the pictures of these screens in docs/images. */
const pictured = ['live', 'approvals', 'action', 'device', 'detections', 'bulk']
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const renewsImages = process.env['UPDATE_PICTURES'] === '1'

export const wide = { width: 1440, height: 900 }
export const narrow = { width: 1024, height: 768 }
export const phone = { width: 390, height: 844 }
const desk = {
  viewport: wide,
  timezoneId: 'Europe/Berlin',
  reducedMotion: 'reduce',
} as const

export type Look = 'light' | 'dark' | 'narrow' | 'phone'

/** A person in a separate browser context. */
export interface Visitor {
  readonly page: Page
  /** Console errors and warnings, exceptions and Content-Security-Policy violations. Tests expect none. */
  readonly complaints: readonly string[]
  /** Saves a screenshot of the page in clients/console/screenshots. */
  picture(name: string, look?: Look): Promise<void>
  close(): Promise<void>
}

export interface Browsers {
  readonly browser: Browser
  /** Opens a page in the person's browser context, which keeps its cookies. */
  visit(person: string): Promise<Visitor>
  close(): Promise<void>
}

/** Resolves when all animations have finished, so that pictures and contrast checks see final colours. */
export const settled = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))`)

export async function openBrowsers(executablePath: string): Promise<Browsers> {
  await mkdir(folder, { recursive: true })
  // Playwright creates a new user-data directory for each launch.
  const browser = await chromium.launch({ executablePath, args: flags })
  const contexts = new Map<string, BrowserContext>()
  return {
    browser,
    async visit(person) {
      const context = contexts.get(person) ?? (await browser.newContext(desk))
      contexts.set(person, context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      const complaints: string[] = []
      page.on('console', message => {
        // The issuer's pages have no favicon.
        if (message.location().url.endsWith('/favicon.ico')) return
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', error => complaints.push(String(error.stack)))
      return {
        page,
        complaints,
        picture: async (name, look = 'light') => {
          const file = `${name}-${look}.png`
          await page.screenshot({ path: join(folder, file), animations: 'disabled' })
          if (renewsImages && pictured.includes(name) && (look === 'light' || look === 'dark'))
            await copyFile(join(folder, file), join(images, file))
        },
        close: () => page.close(),
      }
    },
    close: () => browser.close(),
  }
}
