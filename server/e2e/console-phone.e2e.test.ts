import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { chromiumPath, phone } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const title = chromiumPath
  ? 'the console on phones and for screen readers'
  : 'the console on phones and for screen readers (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, () => {
  let scene: ConsoleScene

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(() => scene?.close())

  test('at 390 pixels a menu navigates, and the buttons to decide are within reach of a thumb', async () => {
    await scene.submit({
      deviceId: scene.deviceIds[1],
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    const bob = await scene.visitAs('bob', '/', page => page.setViewportSize(phone))
    const { page } = bob
    await page.getByRole('button', { name: 'Navigation' }).click()
    await page.getByRole('navigation').getByRole('link', { name: 'Approvals' }).click()
    await page.getByRole('heading', { name: 'Quarantine file edge-0002' }).waitFor()
    const approve = page.getByRole('button', { name: 'Approve …' })
    const box = await approve.boundingBox()
    expect(box?.y).toBeGreaterThan(phone.height * 0.8)
    expect(box?.height).toBeGreaterThanOrEqual(44)
    await bob.picture('approvals', 'phone')
    await approve.click()
    await page.getByLabel('Type edge-0002 to confirm').fill('edge-0002')
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await page.getByText('Bob Tanaka approved this').waitFor()
  })

  test('each screen has its own tab title, and its heading gets the focus after a navigation', async () => {
    await scene.submit({
      deviceId: scene.deviceIds[2],
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    const { page } = await scene.visitAs('bob', '/')
    await vi.waitFor(async () => expect(await page.title()).toBe('(1) Live · Defend'), 15_000)
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true)
    for (const screen of ['Detections', 'Devices', 'History']) {
      await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click()
      await page.locator('h1:focus', { hasText: screen }).waitFor()
      expect(await page.title()).toContain(screen)
    }
  })

  test('at a zoom of 200 % nothing lies outside of the window', async () => {
    const { page } = await scene.visitAs('vera', '/', page =>
      page.setViewportSize({ width: 720, height: 450 }),
    )
    for (const path of ['/', '/approvals', '/devices', '/history', '/containment', '/settings']) {
      await page.goto(`${scene.service().api}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(720)
    }
  })
})
