import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as documents from '../../clients/console/generated/documents.ts'
import { chromiumPath } from './browser.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const mutations = Object.values(documents).flatMap(text => /\bmutation (\w+)/.exec(text)?.[1] ?? [])

/** The steps by which a person makes the console send each mutation. */
interface Step {
  readonly person: string
  readonly path: () => string
  readonly send: (page: Page) => Promise<void>
}

const title = chromiumPath
  ? 'refused mutations in the console'
  : 'refused mutations in the console (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, () => {
  let scene: ConsoleScene
  let waiting: string
  let bulk: string
  let investigation: string

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
    await scene.detect()
    const [first, second, third] = scene.deviceIds
    waiting = await scene.submit({
      deviceId: first,
      action: { quarantineFile: { path: '/opt/tools/agent.bin' } },
      justification: 'Unsigned binary, first seen today',
    })
    const alice = scene.stage.as('alice')
    const { submitBulkAction } = await alice<{ submitBulkAction: { bulkAction: { id: string } } }>(
      `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) {
        ... on SubmitBulkActionPayload { bulkAction { id } } } }`,
      {
        input: {
          deviceIds: [second, third],
          action: { isolateDevice: {} },
          justification: 'Both talk to the same server',
        },
      },
    )
    bulk = submitBulkAction.bulkAction.id
    const { openInvestigation } = await alice<{ openInvestigation: { investigation: { id: string } } }>(
      `mutation { openInvestigation(input: { title: "Stolen credentials" }) {
        ... on OpenInvestigationPayload { investigation { id } } } }`,
    )
    investigation = openInvestigation.investigation.id
    await scene.stage.as('ada')(`mutation {
      createEnrollmentToken(input: { uses: 5 }) { __typename }
      createWebhook(input: { name: "to the SIEM", url: "https://example.com/events" }) { __typename }
    }`)
  })
  afterAll(() => scene?.close())

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
  const confirm = async (page: Page, opener: string, button: string) => {
    await press(page, opener)
    await page.getByRole('dialog').getByRole('button', { name: button }).click()
  }
  const save = (page: Page, region: string) =>
    page.getByRole('region', { name: region }).getByRole('button', { name: 'Save' }).click()
  const decideBulk = (person: string, opener: string, button: string): Step => ({
    person,
    path: () => `/bulks/${bulk}`,
    send: page => confirm(page, opener, button),
  })
  const screen = (path: string, send: Step['send'], person = 'ada'): Step => ({
    person,
    path: () => path,
    send,
  })

  const steps: Record<string, Step> = {
    Approve: {
      person: 'bob',
      path: () => `/actions/${waiting}`,
      send: async page => {
        await press(page, 'Approve … a')
        await page.getByLabel('Type edge-0001 to confirm').fill('edge-0001')
        await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
      },
    },
    Reject: {
      person: 'bob',
      path: () => `/actions/${waiting}`,
      send: page => confirm(page, 'Reject … x', 'Reject'),
    },
    Cancel: {
      person: 'alice',
      path: () => `/actions/${waiting}`,
      send: page => confirm(page, 'Cancel action …', 'Cancel action'),
    },
    ApproveBulk: {
      person: 'bob',
      path: () => `/bulks/${bulk}`,
      send: async page => {
        await press(page, 'Approve all … a')
        await page.getByLabel('Type 2 devices to confirm').fill('2 devices')
        await page.getByRole('dialog').getByRole('button', { name: 'Approve all' }).click()
      },
    },
    RejectBulk: decideBulk('bob', 'Reject all … x', 'Reject all'),
    CancelBulk: decideBulk('bob', 'Abort …', 'Abort'),
    PauseBulk: decideBulk('bob', 'Pause …', 'Pause'),
    ResumeBulk: {
      person: 'bob',
      path: () => `/bulks/${bulk}`,
      send: async page => {
        await scene.stage.as('bob')(
          'mutation ($input: DecideBulkActionInput!) { pauseBulkAction(input: $input) { __typename } }',
          { input: { bulkActionId: bulk } },
        )
        await confirm(page, 'Resume …', 'Resume')
      },
    },
    Submit: {
      person: 'alice',
      path: () => `/submit?type=BLOCK_IP&devices=${encodeURIComponent(`["${scene.deviceIds[3]}"]`)}`,
      send: async page => {
        await page.getByLabel('Address').fill('203.0.113.8')
        await page.getByLabel('Justification').fill('Command and control of the miner')
        await page.locator('.hash').first().waitFor()
        await press(page, 'Submit')
      },
    },
    SubmitBulk: {
      person: 'alice',
      path: () =>
        `/submit?type=BLOCK_IP&devices=${encodeURIComponent(JSON.stringify(scene.deviceIds.slice(2, 4)))}`,
      send: async page => {
        await page.getByLabel('Address').fill('203.0.113.8')
        await page.getByLabel('Justification').fill('Command and control of the miner')
        await page.locator('.hash').first().waitFor()
        await press(page, 'Submit')
      },
    },
    OpenInvestigation: screen(
      '/detections',
      async page => {
        await page.getByLabel('Select Credential dumping on edge-0003').check()
        await press(page, 'Investigate …')
        await page.getByLabel('Title of a new investigation').fill('Dumped credentials')
        await press(page, 'Open investigation')
      },
      'alice',
    ),
    UpdateDetection: screen(
      '/detections',
      async page => {
        await page.getByRole('link', { name: 'Credential dumping' }).first().click()
        await press(page, 'Assign to me')
      },
      'alice',
    ),
    LabelDevices: {
      person: 'alice',
      path: () => `/devices/${scene.deviceIds[3]}`,
      send: async page => {
        await press(page, 'Edit labels')
        await page.getByRole('combobox', { name: 'Labels' }).fill('server')
        await page.keyboard.press('Enter')
        await press(page, 'Save labels')
      },
    },
    UpdateInvestigation: {
      person: 'alice',
      path: () => `/investigations/${investigation}`,
      send: page => press(page, 'Close investigation'),
    },
    CreateRule: screen('/rules', async page => {
      await press(page, 'New rule …')
      await page.getByLabel('Name').fill('Isolate what moves')
      await press(page, 'Save')
    }),
    UpdateRule: screen('/rules', page => page.getByLabel('Evidence of what is critical is enabled').click()),
    DeleteRule: screen('/rules', page => confirm(page, 'Delete …', 'Delete rule')),
    RegisterScript: screen('/scripts', async page => {
      await press(page, 'Register script …')
      await page.getByLabel('Name').fill('list-users')
      await page.getByRole('textbox', { name: 'Script' }).fill('who')
      await press(page, 'Register script')
    }),
    RetireScript: screen('/scripts', page => confirm(page, 'Retire …', 'Retire script')),
    CreateKey: screen('/keys', async page => {
      await press(page, 'New key …')
      await page.getByLabel('Name').fill('a dashboard')
      await press(page, 'Create key')
    }),
    RevokeKey: screen('/keys', page => confirm(page, 'Revoke …', 'Revoke key')),
    RevokeDevice: {
      person: 'ada',
      path: () => `/devices/${scene.deviceIds[4]}`,
      send: async page => {
        await press(page, 'Revoke …')
        await page.getByLabel('Type edge-0005 to confirm').fill('edge-0005')
        await press(page, 'Revoke the device')
      },
    },
    UpdateApprovals: screen('/settings', async page => {
      await page.getByLabel('Collect forensics requires approval').check()
      await save(page, 'Approvals')
    }),
    DecideSettingsChange: screen('/rules', async page => {
      // Only an organization with two administrators has a pending change.
      const at = new Date().toISOString()
      const pending = {
        __typename: 'PendingSettingsChange',
        id: 'change',
        proposedAt: at,
        expiresAt: at,
        before: { enabled: false },
        after: { enabled: true },
        viewerCanDecide: true,
        proposedBy: { __typename: 'Analyst', id: 'somebody', name: 'Somebody Else' },
      }
      await page.route('**/graphql', async route => {
        if (!route.request().postDataJSON().query.includes('query SettingsPage')) return route.fallback()
        const response = await route.fetch()
        const json = await response.json()
        json.data.responseSettings.pendingChanges = [pending]
        return route.fulfill({ response, json })
      })
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByText('Somebody Else').waitFor()
      await confirm(page, 'Reject change …', 'Reject change')
    }),
    UpdateTimes: screen('/settings', async page => {
      await page.getByLabel(/^Verification delay/).fill('2')
      await save(page, 'Timeouts')
    }),
    UpdateAutoResponse: screen('/settings', async page => {
      await page.getByLabel('Maximum actions per hour').fill('3')
      await save(page, 'Auto-response')
    }),
    CreateWebhook: screen('/webhooks', async page => {
      await press(page, 'New webhook …')
      await page.getByLabel('Name').fill('a ticket system')
      await page.getByLabel('URL').fill('https://example.com/hook')
      await press(page, 'Create webhook')
    }),
    UpdateWebhook: screen('/webhooks', page => page.getByLabel('to the SIEM is enabled').click()),
    DeleteWebhook: screen('/webhooks', page => confirm(page, 'Delete …', 'Delete webhook')),
    TestWebhook: screen('/webhooks', page => press(page, 'Send test')),
    CreateEnrollmentToken: screen('/settings', page => press(page, 'Create token')),
    RevokeEnrollmentToken: screen('/settings', page => confirm(page, 'Revoke …', 'Revoke token')),
  }

  test('the steps cover every mutation of the console', () => {
    expect(Object.keys(steps).sort()).toEqual([...mutations].sort())
  })

  test.each(Object.keys(steps))('%s: a refusal is shown, and no message claims success', async name => {
    const { person, path, send } = steps[name] as Step
    const { page } = await scene.visitAs(person, path())
    const message = `The service refused ${name}`
    await page.route('**/graphql', async route => {
      const { query } = route.request().postDataJSON()
      if (!new RegExp(`\\bmutation ${name}\\b`).test(query)) return route.continue()
      const outcome = { __typename: 'InvalidInputError', code: 'INVALID_INPUT', message, path: null }
      return route.fulfill({ json: { data: { outcome } } })
    })
    await send(page)
    await page.getByRole('alert').getByText(message).first().waitFor()
    expect(await page.locator('.mantine-Notification-root').count()).toBe(0)
    expect(await scene.leave()).toEqual([])
  })
})
