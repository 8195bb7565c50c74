import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const title = chromiumPath
  ? 'the console under unusual conditions'
  : 'the console under unusual conditions (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, { timeout: 300_000 }, () => {
  let scene: ConsoleScene

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(() => scene?.close())

  const approve = (id: string, person: string) =>
    scene.stage.as(person)(
      'mutation ($input: DecideActionInput!) { approveAction(input: $input) { __typename } }',
      { input: { actionId: id } },
    )

  test('if another person decides first, the card stays and names that person', async () => {
    const [id, other] = await Promise.all(
      [0, 1].map(device =>
        scene.submit({
          deviceId: scene.deviceIds[device],
          action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
          justification: `Unsigned binary on device ${device}`,
        }),
      ),
    )
    const { page } = await scene.visitAs('bob', `/approvals?id=${id}`)
    await page.getByRole('heading', { name: 'Quarantine file edge-0001' }).waitFor()
    await page.keyboard.press('a')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('I agree')
    await approve(id ?? '', 'ada')
    await page.getByText('Ada Okafor approved this').waitFor()
    expect(await page.getByLabel('Comment').inputValue()).toBe('I agree')
    await page.getByLabel('Type edge-0001 to confirm').fill('edge-0001')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: 'Quarantine file edge-0001' }).waitFor()
    expect(new URL(page.url()).searchParams.get('id')).toBe(id)
    await approve(other ?? '', 'ada')
  })

  test('several actions are decided together with one comment', async () => {
    for (const device of [2, 3])
      await scene.submit({
        deviceId: scene.deviceIds[device],
        action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
        justification: 'Unsigned binary, first seen today',
      })
    const bob = await scene.visitAs('bob', '/approvals')
    const { page } = bob
    await page.getByLabel('Select Quarantine file edge-0003').check()
    await page.getByLabel('Select Quarantine file edge-0004').check()
    await page.getByRole('heading', { name: '2 actions selected' }).waitFor()
    await page.keyboard.press('a')
    await page.getByLabel('Comment').fill('Both are the same binary')
    await page.getByLabel('Type 2 actions to confirm').fill('2 actions')
    await scene.inspect(bob, 'decide-together')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Nothing awaits your approval').waitFor()
  })

  test('characters that reorder or hide text are written out on approval cards', async () => {
    await scene.submit({
      deviceId: scene.deviceIds[1],
      action: { quarantineFile: { path: '/opt/\u202egpj.exe' } },
      justification: 'Harmless\u200b picture, \u2066believe\u2069 me',
    })
    const { page } = await scene.visitAs('bob', '/approvals')
    const card = page.getByRole('region', { name: 'Quarantine file edge-0002' })
    await card.getByText('/opt/⟨U+202E⟩gpj.exe').waitFor()
    await card.getByText('Harmless⟨U+200B⟩ picture, ⟨U+2066⟩believe⟨U+2069⟩ me').waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/[\u200b\u202e\u2066\u2069]/)
  })

  test('an expired session asks to sign in again and keeps form input', async () => {
    const { page, complaints } = await scene.visitAs('alice', '/submit?type=BLOCK_IP', page =>
      page.clock.install(),
    )
    await page.getByLabel('Justification').fill('Command and control of the miner')
    await page.route('**/token', route => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }))
    await page.clock.fastForward(3_600_000)
    await page.getByLabel('Device').first().fill('edge-0004')
    await page.getByRole('dialog', { name: 'Your session has expired' }).waitFor()
    await page.unroute('**/token')
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const popup = await opened
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await popup.close()
    expect(await page.getByLabel('Justification').inputValue()).toBe('Command and control of the miner')
    await page.getByRole('option', { name: 'edge-0004' }).waitFor()
    // The browser logs the refused renewal.
    ;(complaints as string[]).splice(0)
  })

  test('a mistyped URL still shows a screen', async () => {
    const { page } = await scene.visitAs('vera')
    for (const [path, heading] of [
      ['/history?after=notadate&order=constructor&statuses=1', 'History'],
      ['/history?after=%2B275760-09-13T00:00:00.000Z', 'History'],
      ['/devices?which=constructor&platform=AMIGA', 'Devices'],
      ['/detections?severities=none', 'Detections'],
      ['/movement?investigation=1', 'Lateral movement'],
      ['/approvals?id=7', 'Approvals'],
      ['/nowhere', 'Page not found'],
    ] as const) {
      await page.goto(`${scene.service().api}${path}`)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    }
  })

  test('without a network the console keeps working and reports the outage instead of empty results', async () => {
    const { page, complaints } = await scene.visitAs('alice', '/submit')
    await page.route('**/assets/**', route => route.abort())
    await page.route('**/graphql', route => route.abort())
    await page.getByLabel('Device').first().fill('edge-0003')
    await page.getByText('The service cannot be reached').first().waitFor()
    expect(await page.getByText('No matching devices').count()).toBe(0)
    for (const screen of ['Compliance', 'Rules', 'Devices']) {
      await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click()
      await page.getByText('The service cannot be reached').first().waitFor()
      expect(await page.getByRole('navigation').isVisible()).toBe(true)
    }
    await page.unroute('**/graphql')
    await page.unroute('**/assets/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'edge-0001', exact: true }).waitFor()
    ;(complaints as string[]).splice(0)
  })
})
