import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from './running-service.ts'

interface Message {
  readonly id: string
  readonly sequence: number
  readonly type: string
}

let stage: Stage
let service: RunningService
const received: Message[] = []
const waiting = new Set<() => void>()
let secret: string
let answer = (response: ServerResponse) => void response.writeHead(204).end()

const receiver = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const headers = request.headers as Record<string, string>
  const message = new Webhook(secret).verify(body, headers) as { type: string; data: { sequence: number } }
  received.push({ id: headers['webhook-id'] ?? '', sequence: message.data.sequence, type: message.type })
  answer(response)
  for (const wake of waiting) wake()
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition())
    await new Promise<void>(resolve => {
      const wake = () => {
        waiting.delete(wake)
        resolve()
      }
      waiting.add(wake)
    })
}

const start = () => stage.start({ DEFEND_WEBHOOK_HOSTS: '127.0.0.1' })
beforeAll(async () => {
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  stage = await openStage()
  service = await start()
})
afterAll(async () => {
  await stage?.close()
  receiver.closeAllConnections()
  receiver.close()
})

/** Causes ledger events. */
async function happen(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await stage.as('ada')('mutation { createEnrollmentToken(input: {}) { __typename } }')
}

test('a process killed during a delivery loses and reorders nothing', async () => {
  const { port } = receiver.address() as AddressInfo
  const { createWebhook } = await stage.as('ada')<{ createWebhook: { secret: string } }>(
    `mutation { createWebhook(input: { name: "Ours", url: "http://127.0.0.1:${port}/", kinds: [ENROLLMENT_TOKEN_CREATED] }) {
      ... on WebhookPayload { secret } } }`,
  )
  secret = createWebhook.secret
  await happen(5)
  await until(() => received.length === 5)

  // The process dies after the receiver accepted the sixth event and before the delivery is recorded.
  let crashed: Promise<void> | undefined
  answer = response => {
    crashed ??= service.crash().then(() => void response.writeHead(204).end())
  }
  const more = happen(3).catch(() => {})
  await until(() => crashed !== undefined)
  await crashed
  await more
  answer = response => void response.writeHead(204).end()
  service = await start()
  await happen(3)
  const { auditEvents } = await stage.as('ada')<{
    auditEvents: { edges: { node: { rawId: string; sequence: number } }[] }
  }>('{ auditEvents(filter: { kinds: [ENROLLMENT_TOKEN_CREATED] }) { edges { node { rawId sequence } } } }')
  const ledger = auditEvents.edges.map(({ node }) => node)
  await until(() => received.at(-1)?.sequence === ledger.at(-1)?.sequence)
  const firsts = received.filter(({ id }, i) => received.findIndex(other => other.id === id) === i)
  expect(firsts.map(({ id, sequence }) => ({ rawId: id, sequence }))).toEqual(ledger)
  expect(received.length - firsts.length).toBeLessThanOrEqual(1)
  const sequences = received.map(({ sequence }) => sequence)
  expect(sequences).toEqual([...sequences].sort((a, b) => a - b))
})

test('SIGTERM with a slow receiver exits with 0, and the next process sends the event again', async () => {
  const before = received.length
  answer = () => {}
  await happen(1)
  await until(() => received.length === before + 1)
  expect(await service.stop()).toBe(0)
  answer = response => void response.writeHead(204).end()
  service = await start()
  await until(() => received.length === before + 2)
  expect(received.at(-1)?.id).toBe(received.at(-2)?.id)
})

test('without DEFEND_WEBHOOK_HOSTS the same receiver is refused', async () => {
  await service.stop()
  service = await stage.start()
  const before = received.length
  const { webhooks } = await stage.as('ada')<{ webhooks: { id: string }[] }>('{ webhooks { id } }')
  const { testWebhook } = await stage.as('ada')<{ testWebhook: { delivery: { error: string } } }>(
    'mutation ($id: ID!) { testWebhook(id: $id) { ... on WebhookTestPayload { delivery { error } } } }',
    { id: webhooks[0]?.id },
  )
  expect(testWebhook.delivery.error).toBe('http: is allowed only for hosts in DEFEND_WEBHOOK_HOSTS')
  expect(received).toHaveLength(before)
})
