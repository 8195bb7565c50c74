import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { Simulation } from '../../clients/agent/simulated.ts'
import { openStage, type RunningService, type Stage } from './running-service.ts'

const size = 12
let stage: Stage
let service: RunningService
let fleet: Simulation

beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
  fleet = await stage.simulate({ count: size })
})
afterAll(async () => {
  await stage?.close()
})

interface Bulk {
  readonly state: string
  readonly progress: Readonly<
    Record<
      'pendingApproval' | 'queued' | 'executing' | 'completed' | 'failed' | 'cancelled' | 'verified',
      number
    >
  >
}
const fields = 'state progress { pendingApproval queued executing completed failed cancelled verified }'

/** Follows the bulk until the condition holds, and reconnects after lost connections. */
async function until(id: string, isSo: (bulk: Bulk) => boolean): Promise<Bulk> {
  for (;;) {
    const client = createClient({
      url: `${service.api.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await stage.identity.token('vera')}` },
    })
    const query = `subscription ($id: ID!) { bulkActionChanged(id: $id) { ${fields} } }`
    try {
      for await (const { data } of client.iterate<{ bulkActionChanged: Bulk }>({ query, variables: { id } }))
        if (data && isSo(data.bulkActionChanged)) return data.bulkActionChanged
    } catch {
      // Lost connection: subscribe again.
    } finally {
      await client.dispose()
    }
  }
}

const addedUp = ({ progress: { verified: _, ...six } }: Bulk) =>
  Object.values(six).reduce((sum, count) => sum + count, 0)

test('a rollout continues after its process is killed: each device runs once, and the counts are exact', async () => {
  const input = {
    deviceIds: fleet.deviceIds.map(id => Buffer.from(`Device:${id}`).toString('base64')),
    action: { blockIp: { address: '203.0.113.7' } },
    justification: 'Twelve machines beacon to it.',
    rollout: { canary: 2, abortAboveFailurePercent: 10, abortAfter: 2 },
  }
  const { submitBulkAction } = await stage.as('alice')<{ submitBulkAction: { bulkAction: { id: string } } }>(
    `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) {
      ... on SubmitBulkActionPayload { bulkAction { id } } ... on UserError { message } } }`,
    { input },
  )
  const { id } = submitBulkAction.bulkAction
  const canaries = await until(id, ({ progress }) => progress.completed >= 2)
  expect(addedUp(canaries)).toBe(size)

  await service.crash()
  service = await stage.start()
  const bulk = await until(id, ({ progress }) => progress.verified === size)
  const none = { pendingApproval: 0, queued: 0, executing: 0, failed: 0, cancelled: 0 }
  expect(bulk).toEqual({ state: 'FINISHED', progress: { ...none, completed: size, verified: size } })
  const { actions } = await stage.as('audrey')<{
    actions: { edges: { node: { auditTrail: { kind: string }[] } }[] }
  }>(
    'query ($id: ID!) { actions(filter: { bulkActionId: $id }) { edges { node { auditTrail { kind } } } } }',
    { id },
  )
  const started = actions.edges.map(({ node }) =>
    node.auditTrail.filter(({ kind }) => kind === 'ACTION_STARTED'),
  )
  expect(started.map(({ length }) => length)).toEqual(Array(size).fill(1))
})
