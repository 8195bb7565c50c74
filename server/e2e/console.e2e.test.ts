import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, live, openConsoleScene } from './console-scene.ts'

const title = chromiumPath ? 'the console' : 'the console (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, { timeout: 300_000 }, () => {
  let scene: ConsoleScene
  const deviceIds = () => scene.deviceIds
  const visitAs: ConsoleScene['visitAs'] = (...how) => scene.visitAs(...how)
  const inspect: ConsoleScene['inspect'] = (...what) => scene.inspect(...what)

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(() => scene?.close())

  const go = (page: Page, screen: string) =>
    page.getByRole('link', { name: screen, exact: false }).first().click()

  test('one person submits an action, another sees it live and approves it, and the device completes it', async () => {
    const [alice, bob] = await Promise.all([visitAs('alice', '/submit'), visitAs('bob')])

    const form = alice.page
    await form.getByLabel('Device').first().fill('edge-0002')
    await form.getByRole('option', { name: 'edge-0002' }).click()
    await form.getByRole('combobox', { name: 'Action' }).click()
    await form.getByRole('option', { name: 'Isolate device', exact: true }).click()
    await form.getByLabel('Allowed addresses').fill('not an address')
    await form.getByText('Must be an IPv4 or IPv6 address, or a CIDR block').waitFor()
    await form.getByLabel('Allowed addresses').fill('192.0.2.10')
    await form.getByLabel('Justification').fill('Too short')
    await form.getByText('At least 10 characters, 9 so far').waitFor()
    await form.getByLabel('Justification').fill('Lateral movement from this host was seen')
    await form.getByText('Requires 1 other person').waitFor()
    const shown = await form.locator('.hash').first().textContent()
    await form.getByLabel(/^Type .* to confirm$/).fill('edge-0001')
    const send = form.getByRole('button', { name: 'Submit for approval' })
    expect(await send.isDisabled()).toBe(true)
    await form.getByLabel(/^Type .* to confirm$/).fill('edge-0002')
    await inspect(alice, 'submit')
    await send.click()
    await form.waitForURL('**/actions/*')
    const submittedAt = Date.now()

    const waiting = bob.page.getByRole('list', { name: 'Awaiting approval' }).getByText('edge-0002')
    await waiting.waitFor()
    expect(Date.now() - submittedAt).toBeLessThan(1_500)
    await go(bob.page, 'Approvals')
    await bob.page.getByText('its services are unreachable').waitFor()
    expect(await bob.page.locator('.hash').first().textContent()).toBe(shown)
    await inspect(bob, 'approvals')
    await bob.page.keyboard.press('a')
    // In the comment field shortcut keys are plain text. A wrong host name keeps the button disabled.
    await bob.page.locator('textarea:focus').waitFor()
    await bob.page.keyboard.type('Seen it too, x g h ')
    expect(await bob.page.getByLabel('Comment').inputValue()).toBe('Seen it too, x g h ')
    await bob.page.getByRole('dialog', { name: 'Approve: Isolate device edge-0002' }).waitFor()
    await bob.page.keyboard.press('Control+Enter')
    await bob.page.getByText('Nothing awaits your approval').waitFor({ state: 'hidden' })
    await bob.page.getByLabel('Type edge-0002 to confirm').fill('edge-0002')
    await inspect(bob, 'approve')
    await bob.page.keyboard.press('Control+Enter')
    await bob.page.getByText('Nothing awaits your approval').waitFor()
    await bob.page.getByRole('status').getByText('Bob Tanaka approved this').waitFor()

    await form.getByText('Completed, verified').waitFor()
    await form.getByText('hash verified in this browser').nth(5).waitFor()
    const approver = form.getByRole('link', { name: 'Bob Tanaka' })
    expect(await approver.getAttribute('href')).toMatch(/^\/history\?approvedBy=/)
    await inspect(alice, 'action')
    await go(bob.page, 'Live')
    const ended = bob.page
      .getByRole('list', { name: 'Recently finished' })
      .getByRole('link', { name: /edge-0002/ })
    await ended.getByText('Completed, verified').waitFor()
    await inspect(bob, 'live')
  })

  test('submitters can cancel their own actions but neither approve nor reject them', async () => {
    const id = await scene.submit({
      deviceId: deviceIds()[2],
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    const alice = await visitAs('alice', `/actions/${id}`)
    await alice.page.getByText('Awaiting 1 approval').waitFor()
    expect(await alice.page.getByRole('button', { name: /Approve|Reject/ }).count()).toBe(0)
    expect(await alice.page.getByRole('button', { name: /Cancel action/ }).count()).toBe(1)
  })

  test('every other screen passes axe in both themes', async () => {
    await scene.detect()
    const ada = await visitAs('ada', '/devices')
    const { page } = ada
    const visit = async (screen: string, sign: string | RegExp) => {
      await page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click()
      await page.getByText(sign).first().waitFor()
      await inspect(ada, screen.toLowerCase().replaceAll(' ', '-'))
    }
    await visit('Devices', 'edge-0001')
    await page.getByRole('link', { name: 'edge-0001', exact: true }).click()
    await page.getByText('203.0.113.99').first().waitFor()
    await page.getByText('Blocked').first().waitFor()
    await inspect(ada, 'device')
    await visit('Detections', 'Credential dumping')
    await visit('Lateral movement', 'T1021')
    await visit('History', 'Block IP')
    await visit('Compliance', 'Intact')
    await visit('Rules', 'Evidence of what is critical')
    await visit('Scripts', 'collect-logs')
    await visit('API keys', 'nightly export')
    await visit('Settings', 'Auto-response')
  })

  test('several detections become one bulk action', async () => {
    await scene.detect()
    const alice = await visitAs('alice', '/detections')
    const { page } = alice
    await page.getByLabel('Select Credential dumping on edge-0003').check()
    await page.getByLabel('Select Credential dumping on edge-0004').check()
    await page.getByRole('button', { name: 'Respond on 2 devices …' }).click()
    await page.getByRole('heading', { name: 'Submit on 2 devices' }).waitFor()
    await page.getByLabel('Canary devices').fill('1')
    await page.getByLabel('Justification').fill('Credentials were dumped on both of them')
    await page.getByLabel(/^Type .* to confirm$/).fill('2 devices')
    await page.getByRole('button', { name: 'Submit for approval' }).click()
    await page.waitForURL('**/bulks/*')

    const bob = await visitAs('bob', '/approvals')
    await bob.page.getByRole('link', { name: /Isolate device on 2 devices/ }).click()
    await bob.page.getByText('1 canary device first, the rest after they succeed').waitFor()
    await inspect(bob, 'bulk')
    await bob.page.keyboard.press('a')
    await bob.page.getByLabel('Type 2 devices to confirm').fill('2 devices')
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Approve all' }).click()
    await page.getByText('2 verified').waitFor()
    await page.getByText('Finished').waitFor()
    await page.getByRole('link', { name: 'Bulk actions', exact: true }).click()
    await page.getByRole('list', { name: 'Bulk actions' }).getByText('2 verified').waitFor()
    await inspect(alice, 'bulks')
  })

  test('devices are selected in the lateral movement graph by mouse and by keyboard', async () => {
    await scene.detect()
    const { page } = await visitAs('alice', '/movement')
    await page.locator('.react-flow__edge-text', { hasText: 'T1021' }).first().waitFor()
    // A selected node must not grow over its neighbours.
    const widths = async () =>
      (await page
        .locator('.react-flow__node')
        .evaluateAll(nodes => nodes.map(node => node.getBoundingClientRect().width))) as number[]
    await page.locator('.react-flow__node', { hasText: 'edge-0003' }).click()
    await page.locator('.react-flow__node', { hasText: 'edge-0004' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '2 selected' }).waitFor()
    expect(new Set(await widths()).size).toBe(1)
    await page.getByRole('checkbox', { name: 'edge-0004' }).uncheck()
    await page.getByRole('heading', { name: '1 selected' }).waitFor()
    await page.getByRole('button', { name: 'Add to investigation …' }).click()
    await page.getByRole('dialog').getByLabel('Title of a new investigation').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('slider').focus()
    await page.keyboard.press('Home')
    await page.getByText('1 of 2 movements').waitFor()
    await page.getByRole('link', { name: 'Respond …' }).click()
    await page.getByRole('heading', { name: 'Submit an action' }).waitFor()
  })

  test('filters are kept in the URL', async () => {
    await scene.block('203.0.113.50')
    const { page } = await visitAs('vera', '/history?statuses=%5B%22FAILED%22%5D')
    await page.getByText('No matching actions').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByText('203.0.113.50').first().waitFor()
    await page.getByRole('combobox', { name: 'Type' }).click()
    await page.getByRole('option', { name: 'Block IP', exact: true }).click()
    await page.waitForURL(/types=.*BLOCK_IP/)
    await page.keyboard.press('Escape')
    await page.getByLabel('Search in justification').fill('Command and control')
    await page.waitForURL(/search=/)
    await page.getByText('203.0.113.50').first().waitFor()
  })

  test('palette, help, lists, screens and search work with only the keyboard', async () => {
    const vera = await visitAs('vera')
    const { page } = vera
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search', exact: true }).fill('edge-0003')
    await page.getByRole('button', { name: /^edge-0003/ }).waitFor()
    await inspect(vera, 'palette')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'edge-0003' }).waitFor()
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await inspect(vera, 'help')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await page.getByRole('list', { name: 'Recently finished' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('link', { name: 'edge-0001', exact: true }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('edge-0002')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'edge-0001' }).waitFor()
    // As on a German keyboard, where `/` is Shift and 7.
    await page.keyboard.press('Shift+/')
    await page.getByRole('textbox', { name: 'Search', exact: true }).waitFor()
  })

  test('after a lost connection the page shows what it missed without a reload', async () => {
    const vera = await visitAs('vera')
    const { page } = vera
    await page.evaluate('window.stillTheSamePage = true')
    await scene.restart(async () => {
      await page.getByText('Connection lost').waitFor()
      await vera.picture('offline')
    })
    await scene.submit({
      deviceId: deviceIds()[3],
      action: { blockIp: { address: '203.0.113.7' } },
      justification: 'Command and control of the miner',
    })
    await live(page)
    await page.getByText('203.0.113.7').first().waitFor()
    expect(await page.evaluate('window.stillTheSamePage')).toBe(true)
    // The browser logs each failed attempt.
    ;(vera.complaints as string[]).splice(0)
  })

  test('a failed request shows its reason and can be retried', async () => {
    const { page, complaints } = await visitAs('alice', '/submit?type=BLOCK_IP')
    await page.getByLabel('Device').first().fill('edge-0004')
    await page.getByRole('option', { name: 'edge-0004' }).click()
    await page.getByLabel('Address').fill('203.0.113.8')
    await page.getByLabel('Justification').fill('Command and control of the miner')
    await page.locator('.hash').first().waitFor()
    let keys: string[] = []
    await page.route('**/graphql', async route => {
      const { query, variables } = route.request().postDataJSON()
      if (!query.includes('submitAction')) return route.continue()
      keys = [...keys, variables.input.idempotencyKey]
      // The first request reaches the service, but its response is lost.
      if (keys.length > 1) return route.continue()
      await route.fetch()
      return route.abort()
    })
    await page.getByRole('button', { name: 'Submit', exact: true }).click()
    await page.getByText('The answer was lost').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForURL('**/actions/*')
    expect(keys).toEqual([keys[0], keys[0]])
    await page.unroute('**/graphql')

    const unavailable = { errors: [{ message: 'Not now.', extensions: { code: 'UNAVAILABLE' } }] }
    await page.route('**/graphql', route => route.fulfill({ status: 503, json: unavailable }))
    for (const screen of ['Detections', 'Devices', 'History', 'Lateral movement', 'Scripts']) {
      await go(page, screen)
      await page.getByText('The database is unavailable').waitFor()
    }
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The database is unavailable').waitFor({ state: 'hidden' })
    ;(complaints as string[]).splice(0)
  })

  test('the first paint is fast, and no token is stored', async () => {
    const { page } = await visitAs('alice')
    expect(
      await page.evaluate(
        '[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].join()',
      ),
    ).toBe('')
    // On a warm service and with the browser's cache. The goal is 150 ms; the best of five may take twice as long, so that
    // a busy machine does not fail the test.
    const paints: number[] = []
    for (let time = 0; time < 5; time++) {
      await page.reload()
      await live(page)
      paints.push(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    }
    console.info(`first contentful paint, ms: ${paints.map(Math.round).join(', ')}`)
    expect(Math.min(...paints)).toBeLessThan(300)
  })

  test('an expiring token is renewed silently', async () => {
    const { page } = await visitAs('bob', '/', page => page.clock.install())
    const renewal = page.waitForResponse(response => response.url().endsWith('/token'))
    await page.clock.fastForward(3_600_000)
    await go(page, 'Devices')
    expect((await renewal).status()).toBe(200)
    await page.getByRole('link', { name: 'edge-0001', exact: true }).waitFor()
  })

  test('signing out also signs out at the issuer', async () => {
    const { page } = await visitAs('ines')
    await page.getByRole('button', { name: 'Ines Navarro' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('button[value=bob]').waitFor()
  })

  test('the compliance report prints without navigation and buttons', async () => {
    const { page } = await visitAs('audrey', '/compliance')
    await page.getByText('each hash recomputed').waitFor()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)')
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Print or save as PDF' }).isVisible()).toBe(false)
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
  })
})
