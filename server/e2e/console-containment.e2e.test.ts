import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

/** Simulated devices omit this address from their reports. */
const unheld = '203.0.113.66'

const title = chromiumPath
  ? 'containment in the console'
  : 'containment in the console (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, { timeout: 300_000 }, () => {
  let scene: ConsoleScene

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
    await scene.block('203.0.113.9')
    await scene.block(unheld)
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(() => scene?.close())

  test('the board shows what should be in force, what the device reports, and drift', async () => {
    const alice = await scene.visitAs('alice', '/')
    const { page } = alice
    await page.getByRole('link', { name: '1 devices with drift' }).click()
    await page.getByRole('heading', { name: 'Devices with drift: 1' }).waitFor()
    await page.getByRole('heading', { name: 'In force: 2' }).waitFor()
    const row = (address: string) => page.getByRole('row').filter({ hasText: address })
    await row('203.0.113.9').getByText('Blocks 203.0.113.9, reported').waitFor()
    await row(unheld).getByText(`Does not block ${unheld}, since`).waitFor()
    await row(unheld).getByText('Until undone').waitFor()
    await scene.inspect(alice, 'containment')
    await page.getByText('Isolations', { exact: true }).click()
    await page.getByText('No isolation or block is in force').waitFor()
  })

  test('drift is shown on the list of devices and on the device, and re-apply fills in the address', async () => {
    const { page } = await scene.visitAs('alice', '/devices?which=drifted')
    const device = page.getByRole('row').filter({ hasText: 'edge-0001' })
    await device.getByText('drift').waitFor()
    await device.getByRole('link', { name: 'edge-0001' }).click()
    const notice = page.getByRole('alert').filter({ hasText: `the block of ${unheld}` })
    await notice.getByRole('link', { name: 'Re-apply …' }).click()
    await page.getByRole('heading', { name: 'Submit an action' }).waitFor()
    expect(await page.getByLabel('Address').inputValue()).toBe(unheld)
  })

  test('undo ends an effect, and the board no longer shows it', async () => {
    const { page } = await scene.visitAs('alice', '/containment?kind=blocks')
    const row = page.getByRole('row').filter({ hasText: '203.0.113.9' })
    await row.getByRole('link', { name: 'Undo …' }).click()
    await page.getByRole('combobox', { name: 'Action' }).and(page.locator('[value="Unblock IP"]')).waitFor()
    expect(await page.getByLabel('Address').inputValue()).toBe('203.0.113.9')
    await page.getByLabel('Justification').fill('The address is clean again')
    await page.getByRole('button', { name: 'Submit', exact: true }).click()
    await page.getByText('Completed, verified').waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Containment' }).click()
    await page.getByRole('heading', { name: 'In force: 1' }).waitFor()
  })

  test('the figures of Live are the service’s own', async () => {
    const { page } = await scene.visitAs('vera')
    const { actionStatistics: expected } = await scene.stage.as('vera')<{
      actionStatistics: { submitted: number }
    }>(
      `{ actionStatistics(from: "${new Date(Date.now() - 3_600_000).toISOString()}", to: "${new Date(Date.now() + 60_000).toISOString()}") { submitted } }`,
    )
    await page.getByRole('heading', { name: `Last hour: ${expected.submitted} submitted` }).waitFor()
    await page.getByRole('link', { name: `${expected.submitted} submitted in 24 h, completed` }).waitFor()
  })
})
