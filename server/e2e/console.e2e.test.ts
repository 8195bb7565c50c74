import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Simulation, simulateDevices } from '../../clients/agent/simulated.ts'
import { type Browsers, chromiumPath, openBrowsers, type Visitor } from './browser.ts'
import { openStage, type RunningService, type Stage } from './running-service.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const built = fileURLToPath(new URL('../../clients/console/dist/', import.meta.url))

const title = chromiumPath ? 'the console' : 'the console (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, () => {
  let stage: Stage
  let service: RunningService
  let simulation: Simulation
  let browsers: Browsers
  const deviceIds: string[] = []
  const visitors: Visitor[] = []

  beforeAll(async () => {
    stage = await openStage()
    const [started, opened] = await Promise.all([stage.start(), openBrowsers(chromiumPath ?? '')])
    service = started
    browsers = opened
    const ada = stage.as('ada')
    await ada('mutation { updateResponseSettings(input: { verificationDelay: 1 }) { __typename } }')
    const { createEnrollmentToken } = await ada<{ createEnrollmentToken: { token: string } }>(
      'mutation { createEnrollmentToken(input: { uses: 4 }) { ... on CreateEnrollmentTokenPayload { token } } }',
    )
    const { hostname, port } = new URL(`https://${service.device}`)
    simulation = await simulateDevices({
      count: 4,
      server: { host: hostname, port: Number(port) },
      token: createEnrollmentToken.token,
      hostnamePrefix: 'edge',
      log: () => {},
    })
    const { devices } = await stage.as('alice')<{ devices: { edges: { node: { id: string } }[] } }>(
      '{ devices(first: 4) { edges { node { id } } } }',
    )
    deviceIds.push(...devices.edges.map(({ node }) => node.id))
  })
  afterEach(async () => {
    const complaints = visitors.flatMap(visitor => visitor.complaints)
    for (const visitor of visitors.splice(0)) await visitor.close()
    expect(complaints).toEqual([])
  })
  afterAll(async () => {
    await browsers?.close()
    await simulation?.close()
    await stage?.close()
  })

  /** Signs in by the issuer's own page, as people do. */
  async function visitAs(person: string, path = '/'): Promise<Visitor> {
    const visitor = await browsers.visit()
    visitors.push(visitor)
    await visitor.page.goto(`${service.api}${path}`)
    await visitor.page.click(`button[value=${person}]`)
    await visitor.page.locator('[role=status][aria-label="Connection: live"]').waitFor()
    return visitor
  }

  const go = (page: Page, screen: string) =>
    page.getByRole('link', { name: screen, exact: false }).first().click()

  async function accessible(page: Page, what: string): Promise<void> {
    const faults = await page.evaluate(`(async () => {
      ${axe}
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
      const { violations } = await axe.run(document)
      return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | '))
    })()`)
    expect(faults, what).toEqual([])
  }

  /** Looks at a screen as the test's reader would, in both colours. */
  async function inspect({ page, picture }: Visitor, name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await accessible(page, `${name}, ${colorScheme}`)
    }
    await picture(name)
  }

  const submit = async (input: object): Promise<string> => {
    const { submitAction } = await stage.as('alice')<{ submitAction: { action: { id: string } } }>(
      'mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id } } ... on UserError { message } } }',
      { input },
    )
    return submitAction.action.id
  }

  test('two people in two browsers: submitted, seen at once, approved, done, verified', async () => {
    const [alice, bob] = await Promise.all([visitAs('alice', '/submit'), visitAs('bob')])

    const form = alice.page
    await form.getByLabel('Device').first().fill('edge-0002')
    await form.getByRole('option', { name: 'edge-0002' }).click()
    await form.getByRole('combobox', { name: 'Action' }).click()
    await form.getByRole('option', { name: 'Isolate device' }).click()
    await form.getByLabel('Addresses that stay reachable').fill('not an address')
    await form.getByText('An IPv4 or IPv6 address, or a CIDR block').waitFor()
    await form.getByLabel('Addresses that stay reachable').fill('192.0.2.10')
    await form.getByLabel('Why').fill('Too short')
    await form.getByText('At least 10 characters, 9 so far').waitFor()
    await form.getByLabel('Why').fill('Lateral movement from this host was seen')
    await form.getByText('one other person has to agree').waitFor()
    const shown = await form.locator('.hash').first().textContent()
    await form.getByLabel(/^Type .* to confirm$/).fill('edge-0001')
    const send = form.getByRole('button', { name: 'Submit for approval' })
    await send.click()
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
    await bob.page.getByLabel('Comment').fill('Seen it too.')
    await bob.page.getByRole('button', { name: 'Approve', exact: true }).click()
    await bob.page.getByText('Nothing waits for you').waitFor()

    await form.getByText('Completed, verified').waitFor()
    await form.getByText('hashed again here: the same').nth(5).waitFor()
    await inspect(alice, 'action')
    await go(bob.page, 'Live')
    const ended = bob.page.getByRole('list', { name: 'Just ended' }).getByRole('link', { name: /edge-0002/ })
    await ended.getByText('Completed, verified').waitFor()
    await inspect(bob, 'live')
  })

  test('who submitted it may not approve it, and rejects nothing either', async () => {
    const id = await submit({
      deviceId: deviceIds[2],
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    const alice = await visitAs('alice', `/actions/${id}`)
    await alice.page.getByText('Waits for one approval').waitFor()
    expect(await alice.page.getByRole('button', { name: /Approve|Reject/ }).count()).toBe(0)
    expect(await alice.page.getByRole('button', { name: /Cancel it/ }).count()).toBe(1)
  })

  test('each other screen, light and dark', async () => {
    await submit({
      deviceId: deviceIds[0],
      action: { killProcess: { pid: 4242, processName: 'xmrig' } },
      justification: 'A miner that EDR found on this host',
    })
    const ada = await visitAs('ada', '/devices')
    const { page } = ada
    await page.getByRole('link', { name: 'edge-0001' }).waitFor()
    await inspect(ada, 'devices')
    await page.getByRole('link', { name: 'edge-0002' }).click()
    await page.getByText('192.0.2.10').first().waitFor()
    await page.getByText('isolated').first().waitFor()
    await inspect(ada, 'device')
    await go(page, 'History')
    await page.getByRole('link', { name: 'Isolate device' }).waitFor()
    await page.getByRole('combobox', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'Completed' }).click()
    await page.waitForURL(/statuses=.*COMPLETED/)
    await page.keyboard.press('Escape')
    await inspect(ada, 'history')
    await go(page, 'Settings')
    await page.getByLabel('Kill process needs a second person').waitFor()
    await inspect(ada, 'settings')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('A screen, an action, a host name …').fill('edge-0003')
    await page.getByRole('button', { name: /edge-0003/ }).waitFor()
    await inspect(ada, 'palette')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await inspect(ada, 'help')
  })

  test('by keyboard alone', async () => {
    const { page } = await visitAs('vera')
    await page.getByRole('list', { name: 'Just ended' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('link', { name: 'edge-0001', exact: true }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('edge-0002')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'edge-0001' }).waitFor()
    await page.keyboard.press('/')
    await page.waitForURL('**/history')
    await page.locator('[data-search]:focus').waitFor()
  })

  test('a lost connection says so, and what happened meanwhile is there without a reload', async () => {
    const vera = await visitAs('vera')
    const { page } = vera
    await page.evaluate('window.stillTheSamePage = true')
    await service.stop()
    await page.getByText('The connection is lost').waitFor()
    await vera.picture('offline')
    service = await stage.start()
    await submit({
      deviceId: deviceIds[3],
      action: { blockIp: { address: '203.0.113.7' } },
      justification: 'Command and control of the miner',
    })
    await page.locator('[role=status][aria-label="Connection: live"]').waitFor({ timeout: 40_000 })
    await page.getByText('203.0.113.7').first().waitFor()
    expect(await page.evaluate('window.stillTheSamePage')).toBe(true)
    // The browser itself says so of each try.
    ;(vera.complaints as string[]).splice(0)
  })

  test('the tokens are in no storage, and reloading asks the issuer again', async () => {
    const { page } = await visitAs('alice')
    expect(
      await page.evaluate(
        '[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].join()',
      ),
    ).toBe('')
    await page.reload()
    await page.locator('[role=status][aria-label="Connection: live"]').waitFor()
  })

  test('the first screen is less than 300 kB of script', () => {
    const manifest = JSON.parse(readFileSync(`${built}.vite/manifest.json`, 'utf8')) as Manifest
    expect(scriptOf(manifest, ['index.html', 'src/console.tsx'])).toBeLessThan(300_000)
  })
})

type Manifest = Record<string, { readonly file: string; readonly imports?: readonly string[] }>

/** Bytes, compressed, of these chunks and of what they import at once. */
function scriptOf(manifest: Manifest, entries: readonly string[]): number {
  const files = new Set<string>()
  const add = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} was not built`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(add)
  }
  entries.forEach(add)
  return [...files].reduce((bytes, file) => bytes + gzipSync(readFileSync(`${built}${file}`)).length, 0)
}
