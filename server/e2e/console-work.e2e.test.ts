import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const title = chromiumPath
  ? 'working through an incident in the console'
  : 'working through an incident in the console (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, { timeout: 300_000 }, () => {
  let scene: ConsoleScene

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
    await scene.detect()
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(() => scene?.close())

  const command = async (page: Page, text: string) => {
    await page.getByLabel('Command', { exact: true }).fill(text)
    await page.keyboard.press('Enter')
  }

  test('commands on a device are completed, previewed, confirmed, followed and answered in place', async () => {
    const alice = await scene.visitAs('alice', `/devices/${scene.deviceIds[3]}`)
    const { page } = alice
    const log = page.getByRole('list', { name: 'Commands' })
    await page.getByLabel('Command', { exact: true }).fill('kill ')
    await page.getByRole('status', { name: 'Completions' }).getByText('kill 4242 lsass-dump').waitFor()
    await page.keyboard.press('Tab')
    expect(await page.getByLabel('Command', { exact: true }).inputValue()).toBe('kill 4242 lsass-dump')
    await page.keyboard.press('Enter')
    await log.getByText('Justification?').waitFor()
    await command(page, 'It reads credentials from memory')
    await log.getByText('The process ends at once.').waitFor()
    await command(page, 'yes')
    await log.getByText('Completed, verified').waitFor()
    await command(page, 'block here')
    await log.getByText('address: Must be an IPv4 or IPv6 address').waitFor()
    await command(page, 'help')
    await log.getByText('quarantine PATH [SHA-256]').waitFor()

    await command(page, 'isolate --for 8h -- The attacker moves on from here')
    await log.getByText('Needs the approval of 1 other person.').waitFor()
    await command(page, 'yes')
    await log.getByText('Discarded; nothing was submitted.').waitFor()
    await command(page, 'isolate --for 8h -- The attacker moves on from here')
    await page.getByText('Type edge-0004 to submit').waitFor()
    await command(page, 'edge-0004')
    await log.getByText('Awaiting approval').waitFor()
    await scene.inspect(alice, 'command-line')
  })

  test('one search finds hosts, addresses, paths, hashes, people, techniques and action ids', async () => {
    const ines = scene.stage.as('ines')
    await ines('mutation ($input: SyncPersonInput!) { syncPerson(input: $input) { __typename } }', {
      input: {
        externalId: 'p-1',
        name: 'Marta Keller',
        email: 'marta@example.com',
        deviceIds: [scene.deviceIds[1]],
      },
    })
    const { actions } = await scene.stage.as('vera')<{ actions: { edges: { node: { rawId: string } }[] } }>(
      '{ actions(filter: { types: [BLOCK_IP] }, first: 1) { edges { node { rawId } } } }',
    )
    const { page } = await scene.visitAs('vera', '/')
    const search = page.getByRole('textbox', { name: 'Search', exact: true })
    const find = async (text: string, result: RegExp) => {
      await page.keyboard.press('/')
      await search.fill(text)
      await page.getByRole('dialog').getByRole('button', { name: result }).first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await find('edge-0003', /^edge-0003/)
    await find('T1003.001', /^Credential dumping/)
    await find('lsass-dump', /^Credential dumping/)
    await find('203.0.113.99', /^Block IP edge-0001 203\.0\.113\.99/)
    await find(actions.edges[0]?.node.rawId ?? '', /^Block IP edge-0001/)
    const sha256 = '5e'.repeat(32)
    await scene.submit({
      deviceId: scene.deviceIds[4],
      action: { quarantineFile: { path: '/srv/share/invoice.scr', sha256 } },
      justification: 'Opened by a document, first seen today',
    })
    await find('/srv/share/invoice.scr', /^Quarantine file edge-0005/)
    await find(sha256, /^Quarantine file edge-0005/)
    await page.keyboard.press('Control+k')
    await search.fill('Marta')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Marta Keller/ })
      .click()
    await page.getByRole('heading', { name: 'Devices: 1' }).waitFor()
  })

  test('an investigation has a graph, one time line, and its evidence as a file', async () => {
    const { detections } = await scene.stage.as('vera')<{
      detections: { edges: { node: { id: string } }[] }
    }>('{ detections(first: 10) { edges { node { id } } } }')
    const { openInvestigation } = await scene.stage.as('alice')<{
      openInvestigation: { investigation: { id: string } }
    }>(
      `mutation ($input: OpenInvestigationInput!) { openInvestigation(input: $input) {
        ... on OpenInvestigationPayload { investigation { id } } } }`,
      { input: { title: 'Dumped credentials', detectionIds: detections.edges.map(({ node }) => node.id) } },
    )
    const { id } = openInvestigation.investigation
    await scene.stage.as('ada')(
      'mutation ($input: ReportLateralMovementInput!) { reportLateralMovement(input: $input) { __typename } }',
      {
        input: {
          fromDeviceId: scene.deviceIds[1],
          toDeviceId: scene.deviceIds[2],
          technique: 'T1570',
          investigationId: id,
        },
      },
    )
    await scene.submit({
      deviceId: scene.deviceIds[2],
      action: { blockIp: { address: '203.0.113.21' } },
      justification: 'Where the credentials were sent',
      investigationId: id,
    })
    const alice = await scene.visitAs('alice', `/investigations/${id}`)
    const { page } = alice
    const line = page.getByRole('list', { name: 'Timeline' })
    await line.getByText('Moved from edge-0002 to edge-0003').waitFor()
    await line.getByText('Credential dumping on edge-0003').waitFor()
    await line.getByText('Verified: Block IP on edge-0003 203.0.113.21').waitFor()
    await page.locator('.react-flow__node.severity-critical', { hasText: 'edge-0003' }).waitFor()
    await scene.inspect(alice, 'investigation-work')
    await page.getByText('Movements', { exact: true }).click()
    await line.getByText('Moved from edge-0002 to edge-0003').waitFor({ state: 'hidden' })

    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download evidence' }).click()
    const directory = await mkdtemp(join(tmpdir(), 'defend-evidence-'))
    const file = join(directory, 'evidence.tar')
    await (await saving).saveAs(file)
    execFileSync('tar', ['-xf', file, '-C', directory])
    expect(execFileSync('python3', ['verify.py'], { cwd: directory, encoding: 'utf8' })).toBe('intact\n')
    expect(await readFile(join(directory, 'ledger.ndjson'), 'utf8')).toContain('"kind":"ACTION_COMPLETED"')
    expect(await readFile(join(directory, 'timeline.txt'), 'utf8')).toContain('Moved from edge-0002')
  })

  test('a view of History has a name, chosen columns and an order, and is saved as CSV', async () => {
    await scene.stage.as('alice')(
      'mutation ($input: LabelDevicesInput!) { labelDevices(input: $input) { __typename } }',
      { input: { deviceIds: [scene.deviceIds[0]], add: ['finance'] } },
    )
    const { page } = await scene.visitAs(
      'vera',
      '/history?types=%5B%22BLOCK_IP%22%5D&labels=%5B%22finance%22%5D',
    )
    await page.getByText('203.0.113.99').first().waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Justification', { exact: true }).uncheck()
    await page.getByRole('columnheader', { name: 'Justification' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Submitted ↓' }).click()
    await page.waitForURL(/order=oldest/)
    const view = page.url()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view …' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Blocks in finance')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download CSV' }).click()
    const csv = await readFile(await (await saving).path(), 'utf8')
    expect(csv.split('\r\n')[0]).toBe('Action,Device,Target,Status,Submitted by,Submitted,Bulk')
    expect(csv).toContain('Block IP,edge-0001,203.0.113.99,"Completed, verified",Alice Moreau,')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Blocks in finance' }).click()
    await page.waitForURL(view)
  })

  test('History folds a bulk action into one row that opens, and rows can be dense', async () => {
    await scene.stage.as('alice')(
      'mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) { __typename } }',
      {
        input: {
          deviceIds: scene.deviceIds.slice(1, 4),
          action: { blockIp: { address: '203.0.113.31' } },
          justification: 'All three of them called this address',
        },
      },
    )
    const vera = await scene.visitAs('vera', '/history')
    const { page } = vera
    const rows = page.getByRole('row').filter({ hasText: 'All three of them called this address' })
    await rows.getByText('Finished, 3 of 3 completed').waitFor()
    expect(await rows.count()).toBe(1)
    await rows.getByRole('button', { name: 'Block IP' }).click()
    const devices = page.getByRole('region', { name: 'Devices of the bulk action' })
    await devices.getByRole('link', { name: 'edge-0004' }).waitFor()
    await page.getByLabel('Search the devices').fill('edge-0003')
    await devices.getByRole('link', { name: 'edge-0004' }).waitFor({ state: 'detached' })
    await devices.getByRole('link', { name: 'edge-0003' }).waitFor()
    await scene.inspect(vera, 'history-folded')
    await page.getByLabel('Fold bulk actions').uncheck()
    await page.waitForURL(/unfolded=true/)
    await expect.poll(() => rows.count()).toBe(3)
    const height = async () => (await rows.first().boundingBox())?.height
    expect(await height()).toBe(32)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Dense rows').check({ force: true })
    await expect.poll(height).toBe(24)
    await page.keyboard.press('Escape')
    await page.getByRole('navigation').getByRole('link', { name: 'Devices', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Agent' }).waitFor()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Agent', { exact: true }).uncheck()
    await page.getByRole('columnheader', { name: 'Agent' }).waitFor({ state: 'detached' })
    await page.waitForURL(/hide=/)
    await page.getByLabel('Dense rows').uncheck({ force: true })
  })

  test('the time zone is switched for all times', async () => {
    const { page } = await scene.visitAs('audrey', `/devices/${scene.deviceIds[0]}`)
    const enrolled = page.getByRole('region', { name: 'Device' }).locator('time').nth(1)
    const own = await enrolled.textContent()
    const menu = async (item: RegExp) => {
      await page.locator('.viewer').click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await menu(/UTC/)
    await page.getByTitle('Times are in this time zone').getByText('UTC').waitFor()
    expect(await enrolled.textContent()).not.toBe(own)
    await menu(/Berlin/)
    await page.getByTitle('Times are in this time zone').getByText('Europe/Berlin').waitFor()
    expect(await enrolled.textContent()).toBe(own)
  })

  test('in German no text is left in English', async () => {
    const english = untranslatable()
    const { page } = await scene.visitAs('alice', '/')
    // A screen whose code is loaded already must change its language too.
    for (const { screen, title } of [
      { screen: '/detections', title: 'Detections' },
      { screen: '/devices', title: 'Devices' },
      { screen: '/history', title: 'History' },
      { screen: '/', title: 'Live' },
    ]) {
      await page.locator(`nav a[href="${screen}"]`).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    }
    await page.locator('.viewer').click()
    await page.getByRole('menuitem', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: 'Kürzlich beendet' }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('de')
    const shown = async () => (await page.evaluate(textsOfPage)) as string[]
    const check = async (screen: string) => {
      await page.waitForLoadState('networkidle')
      await expect
        .poll(async () => (await shown()).filter(text => english.has(text)), { message: screen })
        .toEqual([])
    }
    await check('Live')
    const screens = await page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll(links => links.map(link => link.getAttribute('href')))
    expect(screens.length).toBeGreaterThan(10)
    for (const screen of screens) {
      await page.locator(`nav a[href="${screen}"]`).click()
      await page.waitForURL(`**${screen}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await check(screen ?? '')
    }
    const open = async (from: string, row: RegExp) => {
      await page.locator(`nav a[href="${from}"]`).click()
      await page.getByRole('main').getByRole('link', { name: row }).first().click()
      await page.waitForURL(/\/[^/]+\/[^/]+$/)
      await check(`from ${from}`)
    }
    await open('/devices', /edge-0003/)
    await open('/detections', /Credential dumping/)
    await open('/history', /IP blockieren/)
    // The choice is the browser's, so it outlives a reload.
    await page.reload()
    await page.getByRole('heading', { name: 'Prüfpfad' }).waitFor()
    await page.locator('.viewer').click()
    await page.getByRole('menuitem', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Audit trail' }).waitFor()
  })

  test('people who opt in are told of decisions and critical detections, by a desktop notification and a sound', async () => {
    const { page } = await scene.visitAs('bob', '/', async page => {
      await page.addInitScript({
        content: `window.told = []
          window.Notification = class { constructor(title, { body }) { told.push(body) } }
          Notification.permission = 'granted'
          Notification.requestPermission = async () => 'granted'
          window.heard = 0
          const start = OscillatorNode.prototype.start
          OscillatorNode.prototype.start = function (...when) { heard++; return start.apply(this, when) }`,
      })
    })
    await page.getByRole('link', { name: /^\d+ your decisions/ }).waitFor()
    await page.locator('.viewer').click()
    await page.getByRole('menuitem', { name: 'Desktop notifications' }).click()
    await page.getByRole('menuitem', { name: 'On: Desktop notifications' }).waitFor()
    await page.getByRole('menuitem', { name: 'Off: Sound' }).click()
    await page.getByRole('menuitem', { name: 'On: Sound' }).waitFor()
    expect(await page.evaluate('heard')).toBe(0)
    await page.keyboard.press('Escape')
    const told = (text: string) =>
      expect.poll(() => page.evaluate('told.join("; ")'), { timeout: 15_000 }).toContain(text)
    const id = await scene.submit({
      deviceId: scene.deviceIds[0],
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    expect(id).toBeTruthy()
    await told('for you')
    await scene.stage.as('ada')(
      'mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) { __typename } }',
      {
        input: {
          deviceId: scene.deviceIds[1],
          title: 'Files are being encrypted',
          severity: 'CRITICAL',
          externalId: 'x',
        },
      },
    )
    await told('Critical: Files are being encrypted on edge-0002')
    expect(await page.evaluate('heard')).toBeGreaterThanOrEqual(2)
  })
})

/** English texts of the catalogue, without placeholders, that German says differently. */
function untranslatable(): ReadonlySet<string> {
  const po = readFileSync(new URL('../../clients/console/locales/de.po', import.meta.url), 'utf8')
  const pairs = [...po.matchAll(/^msgid "([^"{<]+)"\nmsgstr "([^"]+)"$/gm)]
  const german = new Set(pairs.map(([, , text]) => text))
  return new Set(pairs.flatMap(([, english = '']) => (german.has(english) ? [] : [english])))
}

/** The texts that people see or hear. */
const textsOfPage = `(() => {
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('script, style, [lang]:not(html)'))
    texts.push(walker.currentNode.data.trim())
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '')
  return [document.title, ...texts].filter(Boolean)
})()`
