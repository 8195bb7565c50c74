import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { enrollAgent, type RunningAgent, runAgent } from './real-agent.ts'
import { openStage, type RunningService, type Stage } from './running-service.ts'

let stage: Stage
let service: RunningService
let agent: RunningAgent
let deviceId: string

const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  __typename ... on SubmitActionPayload { action { id rawId status approvalsRequired digest } } ... on UserError { code message path } } }`
const approve = `mutation ($input: DecideActionInput!) { approveAction(input: $input) {
  __typename ... on DecideActionPayload { action { status } } ... on UserError { code message } } }`

interface Submitted {
  readonly submitAction: { action: { id: string; rawId: string; status: string; digest: string } }
}
interface Change {
  readonly actionChanged: {
    cursor: string
    event: { kind: string }
    action: { rawId: string; status: string }
  }
}

beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
  const dir = join(stage.directory, 'agent')
  await enrollAgent(service.device, await stage.enrollmentToken(), dir)
  agent = await runAgent(dir, '--allow', 'KILL_PROCESS', '--confine', stage.directory)
  const { devices } = await stage.as('alice')<{ devices: { edges: { node: { id: string } }[] } }>(
    '{ devices(filter: { online: true }, first: 2) { edges { node { id } } } }',
  )
  expect(devices.edges).toHaveLength(1)
  deviceId = devices.edges[0]?.node.id ?? ''
})
afterAll(async () => {
  await agent?.close()
  await stage?.close()
})

async function victim() {
  const child = spawn('sleep', ['3600'], { cwd: stage.directory })
  await once(child, 'spawn')
  return { pid: child.pid ?? 0, ended: once(child, 'exit').then(([, signal]) => signal as string) }
}

const kill = (pid: number) => ({
  input: {
    deviceId,
    action: { killProcess: { pid, processName: 'sleep' } },
    justification: 'It was started to be killed',
  },
})

/** Follows one action until the ledger records the last of these kinds. */
async function follow(rawId: string, last: string, after: string) {
  const client = createClient({
    url: `${service.api.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${await stage.identity.token('vera')}` },
  })
  const kinds: string[] = []
  const changes = client.iterate<Change>({
    query: `subscription ($after: LedgerCursor) { actionChanged(after: $after) {
      cursor event { kind } action { rawId status } } }`,
    variables: { after },
  })
  for await (const { data, errors } of changes) {
    if (errors) throw new Error(JSON.stringify(errors))
    if (data?.actionChanged.action.rawId !== rawId) continue
    kinds.push(data.actionChanged.event.kind)
    if (data.actionChanged.event.kind === last) break
  }
  await client.dispose()
  return kinds
}

const head = async () => (await stage.as('vera')<{ ledgerHead: string }>('{ ledgerHead }')).ledgerHead

test('an analyst kills a process: claimed, granted, completed, verified, with every step seen by a dashboard', async () => {
  const { pid, ended } = await victim()
  const after = await head()
  const { submitAction } = await stage.as('alice')<Submitted>(submit, kill(pid))
  expect(await ended).toBe('SIGKILL')
  expect(await follow(submitAction.action.rawId, 'VERIFICATION_PASSED', after)).toEqual([
    'ACTION_SUBMITTED',
    'ACTION_QUEUED',
    'ACTION_STARTED',
    'ACTION_COMPLETED',
    'VERIFICATION_SCHEDULED',
    'VERIFICATION_PASSED',
  ])
})

test('an action that needs approval waits for it, and submitters cannot approve their own', async () => {
  const requirements = [{ type: 'KILL_PROCESS', required: true, approvals: 1 }]
  await stage.as('ada')(
    'mutation ($input: UpdateApprovalRequirementsInput!) { updateApprovalRequirements(input: $input) { __typename } }',
    { input: { requirements } },
  )
  const { pid, ended } = await victim()
  const after = await head()
  const { submitAction } = await stage.as('alice')<Submitted>(submit, kill(pid))
  const { id, rawId, status, digest } = submitAction.action
  expect(status).toBe('PENDING_APPROVAL')
  const input = { actionId: id, digest }
  expect(await stage.as('alice')(approve, { input })).toMatchObject({
    approveAction: { code: 'SELF_APPROVAL' },
  })
  expect(await stage.as('bob')(approve, { input })).toMatchObject({
    approveAction: { action: { status: 'QUEUED' } },
  })
  expect(await ended).toBe('SIGKILL')
  const kinds = await follow(rawId, 'VERIFICATION_PASSED', after)
  expect(kinds.slice(0, 3)).toEqual(['ACTION_SUBMITTED', 'ACTION_APPROVED', 'ACTION_QUEUED'])
})

test('a submitted action completes even if the service is killed immediately, and the ledger stays intact', async () => {
  const { pid, ended } = await victim()
  const { submitAction } = await stage.as('alice')<Submitted>(submit, kill(pid))
  const after = await head()
  await service.crash()
  service = await stage.start()
  await stage.as('bob')(approve, { input: { actionId: submitAction.action.id } })
  expect(await ended).toBe('SIGKILL')
  await follow(submitAction.action.rawId, 'VERIFICATION_PASSED', after)

  const { auditEvents, verifyLedger } = await stage.as('audrey')<{
    auditEvents: {
      edges: { node: { canonical: string; hash: string; previousHash: string; sequence: number } }[]
    }
    verifyLedger: { intact: boolean; checked: number }
  }>(
    '{ auditEvents(first: 200) { edges { node { canonical hash previousHash sequence } } } verifyLedger { intact checked } }',
  )
  let previous = '0'.repeat(64)
  for (const [i, { node }] of auditEvents.edges.entries()) {
    expect(node.sequence).toBe(i + 1)
    expect(node.previousHash).toBe(previous)
    expect(createHash('sha256').update(node.canonical).digest('hex')).toBe(node.hash)
    previous = node.hash
  }
  expect(verifyLedger).toEqual({ intact: true, checked: auditEvents.edges.length })
})

test('SIGTERM shuts the service down in order', async () => {
  expect(await service.stop()).toBe(0)
})
