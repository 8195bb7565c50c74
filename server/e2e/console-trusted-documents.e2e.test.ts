import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const title = chromiumPath
  ? 'the console of a service that runs trusted documents only'
  : 'the console of a service that runs trusted documents only (skipped: this system has no Chromium)'

const lists = [
  ...['/', '/approvals', '/submit', '/containment', '/devices', '/history', '/detections', '/investigations'],
  ...['/movement', '/bulks', '/rules', '/scripts', '/keys', '/webhooks', '/compliance', '/settings'],
]

describe.skipIf(chromiumPath === null)(title, () => {
  let scene: ConsoleScene
  let waiting: string
  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
    await scene.detect()
    waiting = await scene.submit({
      deviceId: scene.deviceIds[0],
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    await scene.restart(async () => {}, { DEFEND_TRUSTED_DOCUMENTS_ONLY: 'true' })
  })
  afterAll(() => scene?.close())

  // It loads eighteen pages, which takes more than a minute on a busy machine.
  test('every screen loads, and an action can be approved', { timeout: 300_000 }, async () => {
    await expect(scene.stage.as('ada')('{ ledgerHead viewer { __typename } }')).rejects.toThrow(
      'QUERY_NOT_IN_SAFELIST',
    )
    const { page } = await scene.visitAs('ada')
    const refused: string[] = []
    let answered = 0
    page.on('response', async response => {
      if (!response.url().endsWith('/graphql')) return
      answered++
      if ((await response.text().catch(() => '')).includes('QUERY_NOT_IN_SAFELIST'))
        refused.push(response.request().postData() ?? '')
    })
    for (const path of [...lists, `/devices/${scene.deviceIds[0]}`, `/actions/${waiting}`]) {
      await page.goto(`${scene.service().api}${path}`)
      await page.waitForLoadState('networkidle')
    }
    await page
      .getByRole('button', { name: /^Approve/ })
      .first()
      .click()
    await page.getByLabel('Type edge-0001 to confirm').fill('edge-0001')
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await page.getByText('Approved by Ada Okafor').waitFor()
    expect(refused).toEqual([])
    expect(answered).toBeGreaterThan(lists.length)
    expect(await scene.leave()).toEqual([])
  })
})
