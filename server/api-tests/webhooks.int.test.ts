import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliverWebhooks, type WebhookDelivery } from '#app/webhook/deliver-webhooks.ts'
import { openWebhookQueue } from '../postgres/webhooks/webhook-queue.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
let address = '127.0.0.1'
const workers: WebhookDelivery[] = []
let now = Date.now()
beforeAll(async () => {
  const resolve = async () => [{ address, family: 4 }]
  api = await openTestApi({}, async url => url, { resolve, timeout: 1000 })
})
afterAll(async () => {
  await Promise.all(workers.map(worker => worker.close()))
  await api.close()
})

const openWorker = () => {
  const worker = deliverWebhooks({
    ...api.webhooks,
    ledger: api.ledger,
    queue: openWebhookQueue(api.pool),
    feed: api.feed,
    clock: { now: () => now },
    wakeAt: () => {},
    onError: error => api.errors.push(error),
  })
  workers.push(worker)
  return worker
}

interface Received {
  readonly headers: Record<string, string>
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into a message
  readonly message: any
}
type Answerer = (response: ServerResponse, request: IncomingMessage, count: number) => void

/** A receiver that records messages and answers as the test decides. */
async function openReceiver(answer: Answerer = response => void response.writeHead(204).end()) {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let respond = answer
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const headers = request.headers as Record<string, string>
    received.push({ headers, body, message: JSON.parse(body) })
    respond(response, request, received.length)
    for (const wake of waiting) wake()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://receiver.test:${port}/hook`,
    port,
    received,
    answer: (next: Answerer) => {
      respond = next
    },
    /** Resolves once this many messages have arrived. */
    async until(count: number): Promise<void> {
      while (received.length < count)
        await new Promise<void>(resolve => {
          const wake = () => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function openOrganization() {
  const external = api.newOrganization()
  const id = await api.organizationOf(external)
  const ada = api.person(external, 'ada', 'ADMIN')
  const field = 'id rawId name url kinds enabled disabledReason deliveredCursor'
  const fields = `webhook { ${field} } secret`
  const failure = '... on UserError { __typename code message path }'
  return {
    id,
    ada,
    external,
    async create(input: object) {
      const { data, errors } = await ada.ask(
        `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { ... on WebhookPayload { ${fields} } ${failure} } }`,
        { input: { name: 'Chat', ...input } },
      )
      expect(errors).toBeUndefined()
      return data.createWebhook
    },
    async update(webhook: { id: string }, input: object) {
      const { data, errors } = await ada.ask(
        `mutation ($id: ID!, $input: UpdateWebhookInput!) { updateWebhook(id: $id, input: $input) { ... on WebhookPayload { ${fields} } ${failure} } }`,
        { id: webhook.id, input },
      )
      expect(errors).toBeUndefined()
      return data.updateWebhook
    },
    async read(webhook: { id: string }) {
      const { data } = await ada.ask(
        `query ($id: ID!) { node(id: $id) { ... on Webhook { ${field} deliveries { edges { node {
          messageId event { sequence } attempts responseStatus error deliveredAt nextAttemptAt } } } } } }`,
        { id: webhook.id },
      )
      return data.node
    },
    /** Writes events to the ledger. */
    async happen(count: number) {
      for (let i = 0; i < count; i++) await api.device(id)
    },
    events: async () =>
      (
        await ada.ask(
          '{ auditEvents(first: 200) { edges { cursor node { rawId sequence kind canonical hash } } } }',
        )
      ).data.auditEvents.edges as {
        cursor: string
        node: { rawId: string; sequence: number; kind: string; canonical: string; hash: string }
      }[],
  }
}

/** Waits until the ledger's last event was accepted. */
async function settle(
  worker: WebhookDelivery,
  receiver: { until(count: number): Promise<void> },
  count: number,
) {
  await worker.look()
  await receiver.until(count)
}

async function eventually(check: () => Promise<void>) {
  for (let i = 0; ; i++) {
    try {
      return await check()
    } catch (error) {
      if (i > 200) throw error
      await new Promise(resolve => setImmediate(resolve))
    }
  }
}

test("a receiver gets the ledger's events unchanged, in order and signed", async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver()
  const { webhook, secret } = await organization.create({ url: receiver.url })
  expect(secret).toMatch(/^whsec_/)
  await organization.happen(3)
  await settle(openWorker(), receiver, 3)
  await organization.happen(30)
  await receiver.until(33)
  const events = (await organization.events()).filter(({ node }) => node.kind === 'DEVICE_ENROLLED')
  const expected = events.map(({ cursor, node }) => ({
    type: 'defend.device.enrolled',
    timestamp: JSON.parse(node.canonical).at,
    data: { ...JSON.parse(node.canonical), cursor, hash: node.hash },
  }))
  expect(receiver.received.map(({ message }) => message)).toEqual(expected)
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(
    events.map(({ node }) => node.rawId),
  )
  for (const { body, headers } of receiver.received)
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  await eventually(async () =>
    expect(await organization.read(webhook)).toMatchObject({ deliveredCursor: events.at(-1)?.cursor }),
  )
  const { deliveries } = await organization.read(webhook)
  expect(deliveries.edges[0].node).toMatchObject({
    messageId: events.at(-1)?.node.rawId,
    event: { sequence: events.at(-1)?.node.sequence },
    attempts: 1,
    responseStatus: 204,
    error: null,
    nextAttemptAt: null,
  })
  receiver.close()
})

test('the secret is neither on the ledger nor unencrypted in the database', async () => {
  const organization = await openOrganization()
  const { webhook, secret } = await organization.create({ url: 'https://example.com/' })
  const bytes = Buffer.from(secret.slice(6), 'base64')
  const [row] = await api.pool.query<{ row: string }>('SELECT w::text AS row FROM webhook w WHERE id = $1', [
    webhook.rawId,
  ])
  const ledger = JSON.stringify(await organization.events())
  for (const spelled of [secret.slice(6), bytes.toString('hex')]) {
    expect(row?.row).not.toContain(spelled)
    expect(ledger).not.toContain(spelled)
  }
})

test('a webhook gets only its kinds, starting after the requested event', async () => {
  const organization = await openOrganization()
  await organization.happen(2)
  const [first] = await organization.events()
  const receiver = await openReceiver()
  const { webhook } = await organization.create({
    url: receiver.url,
    kinds: ['WEBHOOK_CHANGED', 'DEVICE_ENROLLED'],
    after: first?.cursor,
  })
  await settle(openWorker(), receiver, 2)
  expect(receiver.received.map(({ message }) => message.type)).toEqual([
    'defend.device.enrolled',
    'defend.webhook.changed',
  ])
  await organization.update(webhook, { kinds: ['API_KEY_CREATED'] })
  await organization.happen(2)
  await organization.ada.ask(
    'mutation { createApiKey(input: { name: "A machine", roles: [VIEWER] }) { __typename } }',
  )
  await receiver.until(3)
  expect(receiver.received[2]?.message.type).toBe('defend.api.key.created')
  receiver.close()
})

test('a failed delivery is retried after its delay, before all later events', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver(response => void response.writeHead(500).end())
  const { webhook } = await organization.create({ url: receiver.url })
  await organization.happen(2)
  const worker = openWorker()
  await settle(worker, receiver, 1)
  const delivery = async () => (await organization.read(webhook)).deliveries.edges[0]?.node
  await eventually(async () => expect(await delivery()).toMatchObject({ attempts: 1, responseStatus: 500 }))
  expect(Date.parse((await delivery()).nextAttemptAt)).toBe(now + 5000)
  await worker.look()
  expect(receiver.received).toHaveLength(1)

  receiver.answer(response => void response.writeHead(302, { location: receiver.url }).end())
  now += 5000
  await settle(worker, receiver, 2)
  await eventually(async () => expect(await delivery()).toMatchObject({ attempts: 2, responseStatus: 302 }))
  expect(Date.parse((await delivery()).nextAttemptAt)).toBe(now + 30_000)

  receiver.answer(response => response.destroy())
  now += 30_000
  await settle(worker, receiver, 3)
  await eventually(async () =>
    expect(await delivery()).toMatchObject({ attempts: 3, responseStatus: null, error: expect.any(String) }),
  )

  // A hanging attempt ends at its deadline, which is one second here.
  receiver.answer(() => {})
  now += 120_000
  await settle(worker, receiver, 4)
  await expect.poll(async () => (await delivery()).error, { timeout: 20_000 }).toBe('no answer within 1 s')

  receiver.answer(response => void response.writeHead(200).end())
  now += 600_000
  await settle(worker, receiver, 6)
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids.slice(0, 5)).size).toBe(1)
  expect(ids[5]).not.toBe(ids[0])
  receiver.close()
})

test('410 disables a webhook; when enabled again it continues at its position', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver(response => void response.writeHead(410).end())
  const { webhook } = await organization.create({ url: receiver.url })
  await organization.happen(1)
  const worker = openWorker()
  await settle(worker, receiver, 1)
  await eventually(async () =>
    expect(await organization.read(webhook)).toMatchObject({
      enabled: false,
      disabledReason: 'The receiver answered 410 Gone.',
    }),
  )
  const changed = (await organization.events()).filter(({ node }) => node.kind === 'WEBHOOK_CHANGED').at(-1)
  expect(JSON.parse(changed?.node.canonical ?? '')).toMatchObject({
    actor: { kind: 'system', name: 'server' },
    data: {
      what: 'webhook',
      before: { enabled: true, disabledReason: null },
      after: { enabled: false, disabledReason: 'The receiver answered 410 Gone.' },
    },
  })
  await organization.happen(1)
  await worker.look()
  expect(receiver.received).toHaveLength(1)
  receiver.answer(response => void response.writeHead(200).end())
  const enabled = await organization.update(webhook, { enabled: true })
  expect(enabled.webhook).toMatchObject({ enabled: true, disabledReason: null })
  // The failed event again, the webhook's disabling, the next event, and the webhook's enabling.
  await receiver.until(5)
  const types = receiver.received.map(({ message }) => message.type)
  expect(types).toEqual([
    'defend.device.enrolled',
    'defend.device.enrolled',
    'defend.webhook.changed',
    'defend.device.enrolled',
    'defend.webhook.changed',
  ])
  receiver.close()
})

test('three days without success disable a webhook', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver(response => void response.writeHead(503).end())
  const { webhook } = await organization.create({ url: receiver.url })
  await organization.happen(1)
  const worker = openWorker()
  await settle(worker, receiver, 1)
  const attempts = async () => (await organization.read(webhook)).deliveries.edges[0]?.node.attempts
  await eventually(async () => expect(await attempts()).toBe(1))
  now += 3 * 86_400_000 - 1
  await settle(worker, receiver, 2)
  await eventually(async () => expect(await attempts()).toBe(2))
  expect(await organization.read(webhook)).toMatchObject({ enabled: true })
  now += 30_000
  await settle(worker, receiver, 3)
  await eventually(async () =>
    expect(await organization.read(webhook)).toMatchObject({
      enabled: false,
      disabledReason: 'No delivery succeeded for three days.',
    }),
  )
  receiver.close()
})

test('both secrets sign for a day after a rotation', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver()
  const { webhook, secret: old } = await organization.create({
    url: receiver.url,
    kinds: ['DEVICE_ENROLLED'],
  })
  now = Date.now()
  const { secret } = await organization.update(webhook, { rotateSecret: true })
  expect(secret).toMatch(/^whsec_/)
  expect(secret).not.toBe(old)
  const worker = openWorker()
  await organization.happen(1)
  await settle(worker, receiver, 1)
  const { body, headers } = receiver.received[0] as Received
  for (const each of [secret, old]) new Webhook(each).verify(body, headers)
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
  now += 86_400_000 + 1000
  await organization.happen(1)
  await settle(worker, receiver, 2)
  expect(receiver.received[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
  receiver.close()
})

test('a replay repeats all events after the requested one', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver()
  const { webhook } = await organization.create({ url: receiver.url, kinds: ['DEVICE_ENROLLED'] })
  await organization.happen(3)
  const worker = openWorker()
  await settle(worker, receiver, 3)
  const events = (await organization.events()).filter(({ node }) => node.kind === 'DEVICE_ENROLLED')
  await organization.update(webhook, { replayAfter: events[0]?.cursor })
  await settle(worker, receiver, 5)
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect(ids.slice(3)).toEqual(ids.slice(1, 3))
  const bad = await organization.update(webhook, { replayAfter: 'nonsense' })
  expect(bad).toMatchObject({ code: 'INVALID_INPUT', path: ['replayAfter'] })
  receiver.close()
})

test('several processes share the queue: each event is delivered once and in order, even if a process dies', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver()
  const { webhook } = await organization.create({ url: receiver.url, kinds: ['DEVICE_ENROLLED'] })
  const several = [openWorker(), openWorker(), openWorker()]
  for (let i = 0; i < 10; i++) {
    await organization.happen(2)
    await Promise.all(several.map(worker => worker.look()))
  }
  await receiver.until(20)
  const sequences = receiver.received.map(({ message }) => message.data.sequence)
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))

  // A dead process still holds the lease.
  const [lease] = await openWebhookQueue(api.pool).lease(now, 0)
  expect(lease).toBeUndefined()
  await eventually(async () => {
    const rows = await api.pool.query(
      `UPDATE webhook SET lease = gen_random_uuid(), leased_until = now() + interval '1 hour'
        WHERE id = $1 AND lease IS NULL RETURNING id`,
      [webhook.rawId],
    )
    expect(rows).toHaveLength(1)
  })
  await organization.happen(1)
  await Promise.all(several.map(worker => worker.look()))
  expect(receiver.received).toHaveLength(20)
  await api.pool.query('UPDATE webhook SET leased_until = now() WHERE id = $1', [webhook.rawId])
  await Promise.all(several.map(worker => worker.look()))
  await receiver.until(21)
  receiver.close()
})

test('an unlisted host name is resolved for every attempt and must be public', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver()
  const { webhook } = await organization.create({ url: `https://rebinding.test:${receiver.port}/` })
  const ask = async () => {
    const { data } = await organization.ada.ask(
      'mutation ($id: ID!) { testWebhook(id: $id) { ... on WebhookTestPayload { delivery { responseStatus error milliseconds } } } }',
      { id: webhook.id },
    )
    return data.testWebhook.delivery
  }
  for (address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', '100.64.0.1', '0.0.0.0'])
    expect(await ask()).toMatchObject({
      responseStatus: null,
      error: `rebinding.test resolves to ${address}, which is not a public address`,
    })
  address = '127.0.0.1'
  expect(receiver.received).toEqual([])
  receiver.close()
})

test("a test message returns the receiver's response", async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver(response => void response.writeHead(418).end())
  const { webhook, secret } = await organization.create({ url: receiver.url })
  const { data } = await organization.ada.ask(
    'mutation ($id: ID!) { testWebhook(id: $id) { ... on WebhookTestPayload { delivery { responseStatus error } } } }',
    { id: webhook.id },
  )
  expect(data.testWebhook).toEqual({ delivery: { responseStatus: 418, error: null } })
  const { body, headers } = receiver.received[0] as Received
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'defend.test' })
  receiver.close()
})

test('a deleted webhook is not found and gets no events', async () => {
  const organization = await openOrganization()
  const receiver = await openReceiver()
  const { webhook } = await organization.create({ url: receiver.url })
  const { data } = await organization.ada.ask(
    'mutation ($id: ID!) { deleteWebhook(id: $id) { ... on DeleteWebhookPayload { id } } }',
    { id: webhook.id },
  )
  expect(data.deleteWebhook).toEqual({ id: webhook.id })
  expect(await organization.read(webhook)).toBeNull()
  expect((await organization.ada.ask('{ webhooks { id } }')).data).toEqual({ webhooks: [] })
  await organization.happen(2)
  await openWorker().look()
  expect(receiver.received).toEqual([])
  expect(await organization.update(webhook, { name: 'Other' })).toMatchObject({ code: 'NOT_FOUND' })
  receiver.close()
})

test.each([
  [{ url: 'http://example.com/' }, ['url']],
  [{ url: 'https://user:pass@example.com/' }, ['url']],
  [{ url: 'https://example.com/', name: '' }, ['name']],
  [{ url: 'https://example.com/', after: 'nonsense' }, ['after']],
])('%j is refused; the error names the field', async (input, path) => {
  const organization = await openOrganization()
  expect(await organization.create(input)).toMatchObject({
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    path,
  })
})
