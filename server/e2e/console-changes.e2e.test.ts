import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const title = chromiumPath
  ? 'changes in the console'
  : 'changes in the console (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, () => {
  let scene: ConsoleScene

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(() => scene?.close())

  test('an administrator changes scripts, keys, rules and settings', async () => {
    const { page } = await scene.visitAs('ada', '/scripts')
    await page.getByRole('button', { name: 'Register script …' }).click()
    await page.getByLabel('Name').fill('list-users')
    await page.getByRole('textbox', { name: 'Script' }).fill('who')
    await page.getByRole('button', { name: 'Register script', exact: true }).click()
    await page.getByRole('rowheader', { name: 'list-users' }).waitFor()
    await page.getByRole('link', { name: 'API keys' }).click()
    await page.getByRole('button', { name: 'New key …' }).click()
    await page.getByLabel('Name').fill('a dashboard')
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByText(/^dfk_/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('rowheader', { name: 'a dashboard' }).waitFor()
    await page.getByRole('link', { name: 'Rules' }).click()
    await page.getByRole('button', { name: 'New rule …' }).click()
    await page.getByLabel('Name').fill('Isolate what moves')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('rowheader', { name: 'Isolate what moves' }).waitFor()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Collect forensics requires approval').check()
    await page.getByRole('region', { name: 'Approvals' }).getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').first().waitFor()
    await page.reload()
    await page.locator('input[aria-label="Collect forensics requires approval"]:checked').waitFor()
  })

  test('an investigation is opened, extended, renamed and closed', async () => {
    await scene.detect()
    const alice = await scene.visitAs('alice', '/detections')
    const { page } = alice
    await page.getByLabel('Select Credential dumping on edge-0003').check()
    await page.getByRole('button', { name: 'Investigate …' }).click()
    await page.getByLabel('Title of a new investigation').fill('Dumped credentials')
    await page.getByRole('button', { name: 'Open investigation' }).click()
    await page.getByRole('link', { name: 'Dumped credentials' }).waitFor()
    await page.getByLabel('Select Credential dumping on edge-0003').uncheck()
    await page.getByLabel('Select Credential dumping on edge-0004').check()
    await page.getByRole('button', { name: 'Investigate …' }).click()
    await page.getByRole('combobox', { name: 'Or an open investigation' }).click()
    await page.getByRole('option', { name: 'Dumped credentials' }).click()
    await page.getByRole('button', { name: 'Add to investigation' }).click()
    await page.getByRole('link', { name: 'Dumped credentials' }).nth(1).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Investigations' }).click()
    await scene.inspect(alice, 'investigations')
    await page
      .getByRole('main')
      .getByRole('link', { name: /Dumped credentials/ })
      .click()
    await page.getByRole('heading', { name: 'Detections: 2' }).waitFor()
    await page.getByRole('button', { name: 'Rename …' }).click()
    await page.getByLabel('Title').fill('Dumped credentials, two hosts')
    await page.getByRole('button', { name: 'Rename', exact: true }).click()
    await page.getByRole('heading', { name: 'Dumped credentials, two hosts' }).waitFor()
    await scene.inspect(alice, 'investigation')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Screen, action or host name …').fill('close inv')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Reopen investigation' }).waitFor()
    await page.getByRole('link', { name: 'Respond on 2 devices …' }).click()
    await page.getByText('Related to Dumped credentials, two hosts').waitFor()
  })

  test('a detection is triaged, and a device is labelled and found by its label', async () => {
    await scene.detect()
    const alice = await scene.visitAs('alice', '/detections?severities=%5B%22CRITICAL%22%5D')
    const { page } = alice
    await page.getByRole('link', { name: 'Credential dumping' }).first().click()
    const triage = page.getByRole('region', { name: 'Triage' })
    await triage.getByRole('button', { name: 'Assign to me' }).click()
    await triage.getByText('Alice Moreau').waitFor()
    await triage.getByRole('combobox', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'In progress' }).click()
    await triage.getByLabel('Comment').fill('Looking at the memory dump')
    await triage.getByRole('button', { name: 'Save' }).click()
    await triage.locator('.status').getByText('In progress').waitFor()
    await scene.inspect(alice, 'detection')
    await page.getByRole('navigation').getByRole('link', { name: 'Detections' }).click()
    await page.getByLabel('Assigned to me').check()
    await page
      .getByRole('row', { name: /Credential dumping/ })
      .getByText('In progress')
      .waitFor()

    await page.goto(`${scene.service().api}/devices/${scene.deviceIds[3]}`)
    await page.getByRole('button', { name: 'Edit labels' }).click()
    await page.getByRole('combobox', { name: 'Labels' }).fill('Mail Server')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save labels' }).click()
    await page.getByRole('region', { name: 'Device' }).getByText('mail server').waitFor()
    await page.goto(`${scene.service().api}/devices?labels=mail%20server`)
    await page.getByRole('heading', { name: 'Devices: 1' }).waitFor()
  })

  test('an administrator revokes a device after typing its name', async () => {
    const alice = await scene.visitAs('alice', `/devices/${scene.deviceIds[4]}`)
    await alice.page.getByRole('heading', { name: 'edge-0005' }).waitFor()
    expect(await alice.page.getByRole('button', { name: 'Revoke …' }).count()).toBe(0)
    const ada = await scene.visitAs('ada', `/devices/${scene.deviceIds[4]}`)
    await ada.page.getByRole('button', { name: 'Revoke …' }).click()
    const revoke = ada.page.getByRole('button', { name: 'Revoke the device' })
    await ada.page.getByLabel('Type edge-0005 to confirm').fill('edge-0004')
    expect(await revoke.isDisabled()).toBe(true)
    await ada.page.getByLabel('Type edge-0005 to confirm').fill('edge-0005')
    await scene.inspect(ada, 'revoke')
    await revoke.click()
    for (const { page } of [ada, alice])
      await page.getByRole('region', { name: 'Device' }).getByText('Revoked', { exact: true }).waitFor()
    expect(await ada.page.getByRole('button', { name: 'Revoke …' }).count()).toBe(0)
  })
})
