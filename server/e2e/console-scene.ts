import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { narrow, openBrowsers, phone, settled, type Visitor, wide } from './browser.ts'
import { openStage, type RunningService, type Stage } from './running-service.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The service with five simulated devices, and people who use it in browsers. */
export interface ConsoleScene {
  readonly stage: Stage
  readonly deviceIds: readonly string[]
  service(): RunningService
  /** Stops the service, runs `meanwhile`, and starts the service again, with these additional variables. */
  restart(meanwhile: () => Promise<void>, variables?: NodeJS.ProcessEnv): Promise<void>
  /** Signs in through the issuer's page, as people do. */
  visitAs(person: string, path?: string, prepare?: (page: Page) => Promise<void>): Promise<Visitor>
  /** Checks the screen with axe and takes pictures, in both themes, on a desk, in a narrow window and on a phone. */
  inspect(visitor: Visitor, name: string): Promise<void>
  /** Submits an action as alice; returns its id. */
  submit(input: object): Promise<string>
  /** Blocks an address on the first device and waits until the action completes. */
  block(address: string): Promise<void>
  /** Reports lateral movement and detections, and creates a rule, a script and a key. Later calls do nothing. */
  detect(): Promise<void>
  /** Closes all pages; returns the complaints of all visitors. */
  leave(): Promise<readonly string[]>
  close(): Promise<void>
}

const submitAction = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { id } } ... on UserError { message } } }`
const reportMovement =
  'mutation ($input: ReportLateralMovementInput!) { reportLateralMovement(input: $input) { __typename } }'
const reportDetection =
  'mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) { __typename } }'
const prepareAdministration = `mutation {
  createResponseRule(input: { name: "Evidence of what is critical", enabled: true, severities: [CRITICAL],
    techniques: ["T1003"], action: COLLECT_FORENSICS }) { __typename }
  registerScript(input: { name: "collect-logs", interpreter: BASH, body: "journalctl", destructive: false }) { __typename }
  createApiKey(input: { name: "nightly export", roles: [AUDITOR] }) { __typename }
}`

export async function openConsoleScene(chromium: string): Promise<ConsoleScene> {
  const stage = await openStage()
  const [started, browsers] = await Promise.all([stage.start(), openBrowsers(chromium)])
  let service = started
  const ada = stage.as('ada')
  await stage.verifySoon()
  await stage.simulate({ count: 5, hostnamePrefix: 'edge' })
  const { devices } = await stage.as('alice')<{ devices: { edges: { node: { id: string } }[] } }>(
    '{ devices(first: 5) { edges { node { id } } } }',
  )
  const deviceIds = devices.edges.map(({ node }) => node.id)
  const visitors: Visitor[] = []
  const known = new Set<string>()
  let detected: Promise<void> | undefined

  async function accessible(page: Page, what: string, rules: object): Promise<void> {
    await settled(page)
    const faults = await page.evaluate(`(async () => {
      if (!window.axe) { ${axe} }
      const { violations } = await axe.run(document, ${JSON.stringify(rules)})
      const say = ({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary
      return violations.map(({ id, nodes }) => id + ': ' + nodes.map(say).join(' | '))
    })()`)
    expect(faults, what).toEqual([])
  }

  const submit = async (input: object) =>
    (await stage.as('alice')<{ submitAction: { action: { id: string } } }>(submitAction, { input }))
      .submitAction.action.id

  async function block(address: string) {
    const justification = 'Command and control of the miner'
    const id = await submit({ deviceId: deviceIds[0], action: { blockIp: { address } }, justification })
    const query = 'query ($id: ID!) { action(id: $id) { status } }'
    const status = async () =>
      (await stage.as('vera')<{ action: { status: string } }>(query, { id })).action.status
    await vi.waitFor(async () => expect(await status()).toBe('COMPLETED'), { timeout: 10_000 })
  }

  async function intrude() {
    for (const [from, to] of [
      [1, 2],
      [2, 3],
    ] as const)
      await ada(reportMovement, {
        input: { fromDeviceId: deviceIds[from], toDeviceId: deviceIds[to], technique: 'T1021' },
      })
    for (const [device, severity] of [
      [2, 'CRITICAL'],
      [3, 'HIGH'],
    ] as const)
      await ada(reportDetection, {
        input: {
          deviceId: deviceIds[device],
          title: 'Credential dumping',
          severity,
          technique: 'T1003.001',
          externalId: `edr-${device}`,
          process: { pid: 4242, name: 'lsass-dump' },
        },
      })
    await ada(prepareAdministration)
    await block('203.0.113.99')
  }

  return {
    stage,
    deviceIds,
    service: () => service,
    async restart(meanwhile, variables) {
      await service.stop()
      await meanwhile()
      service = await stage.start(variables)
    },
    async visitAs(person, path = '/', prepare) {
      const visitor = await browsers.visit(person)
      visitors.push(visitor)
      await prepare?.(visitor.page)
      await visitor.page.goto(`${service.api}${path}`)
      // The issuer immediately redirects people who have already signed in.
      if (!known.has(person)) await visitor.page.click(`button[value=${person}]`)
      known.add(person)
      await live(visitor.page)
      return visitor
    },
    async inspect({ page, picture }, name) {
      for (const [size, look] of [
        [wide, 'light'],
        [narrow, 'narrow'],
        [phone, 'phone'],
      ] as const) {
        await page.setViewportSize(size)
        await accessible(page, `${name} at ${size.width}`, {})
        const width = await page.evaluate('document.documentElement.scrollWidth')
        expect(width, `${name} at ${size.width}`).toBeLessThanOrEqual(size.width)
        await picture(name, look)
        await page.emulateMedia({ colorScheme: 'dark' })
        await accessible(page, `${name} at ${size.width}, dark`, { runOnly: ['color-contrast'] })
        if (look === 'light') await picture(name, 'dark')
        await page.emulateMedia({ colorScheme: 'light' })
      }
      await page.setViewportSize(wide)
    },
    submit,
    block,
    detect: () => {
      detected ??= intrude()
      return detected
    },
    async leave() {
      const complaints = visitors.flatMap(visitor => visitor.complaints)
      for (const visitor of visitors.splice(0)) await visitor.close()
      return complaints
    },
    async close() {
      await browsers.close()
      await stage.close()
    },
  }
}

export const live = (page: Page) => page.locator('[role=status][aria-label="Connection: live"]').waitFor()
