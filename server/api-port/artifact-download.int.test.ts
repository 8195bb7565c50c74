import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ArtifactRecord } from '#domain/action/artifact.ts'
import { openTestApi, type Person, type TestApi } from '../api-tests/api-test-kit.ts'
import { createDownloadTickets } from './download-tickets.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { id rawId } } } }`
const look = `query ($id: ID!) { action(id: $id) { artifacts { id rawId name kind size sha256 receivedAt url }
  auditTrail { kind } } }`

/** An action with an artifact of this name and another artifact that has not arrived yet. */
async function setUp(name = 'event-logs.tar.gz', content = 'evidence') {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = await api.device(organization)
  const alice = api.person(external, 'alice', 'ANALYST')
  const input = {
    deviceId: idOf('Device', device.id),
    action: { collectForensics: {} },
    justification: 'To see what happened there.',
  }
  const { action } = (await alice.ask(submit, { input })).data.submitAction
  const artifact: ArtifactRecord = {
    id: randomUUID(),
    organizationId: organization,
    actionId: action.rawId,
    deviceId: device.id,
    name,
    kind: 'EVENT_LOGS',
    size: content.length,
    sha256: 'a'.repeat(64),
    announcedAt: new Date().toISOString(),
    receivedAt: new Date().toISOString(),
    givenUpAt: null,
  }
  const pending = { ...artifact, id: randomUUID(), receivedAt: null }
  await api.ledger.commit({
    organization,
    reads: {},
    decide: transaction => {
      transaction.put('artifact', artifact)
      transaction.put('artifact', pending)
    },
  })
  await writeFile(join(api.artifactsDirectory, artifact.id), content)
  await writeFile(join(api.artifactsDirectory, pending.id), content)
  const seen = async (who: Person) => (await who.ask(look, { id: action.id })).data.action
  return {
    external,
    action,
    artifact,
    pending,
    alice,
    seen,
    vera: api.person(external, 'vera', 'VIEWER'),
    audrey: api.person(external, 'audrey', 'AUDITOR'),
  }
}
const fetchFrom = (url: string, init?: RequestInit) => fetch(new URL(url, api.url), init)

test('`url` streams the artifact to this caller as an inert attachment, and the read is on the ledger', async () => {
  const { audrey, artifact, seen, action, alice } = await setUp()
  const { artifacts } = await seen(audrey)
  expect(artifacts).toEqual([
    {
      id: idOf('Artifact', artifact.id),
      rawId: artifact.id,
      name: 'event-logs.tar.gz',
      kind: 'EVENT_LOGS',
      size: 8,
      sha256: 'a'.repeat(64),
      receivedAt: artifact.receivedAt,
      url: expect.stringMatching(`^/artifacts/${artifact.id}\\?ticket=`),
    },
  ])
  const answer = await fetchFrom(artifacts[0].url)
  expect([answer.status, await answer.text()]).toEqual([200, 'evidence'])
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '8',
    'content-disposition': `attachment; filename="event-logs.tar.gz"; filename*=UTF-8''event-logs.tar.gz`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  const reads = `{ auditEvents(filter: {kinds: [ARTIFACT_READ]}) { edges { node { data actor { ... on Analyst { name } } action { id } } } } }`
  expect((await alice.ask(reads)).data.auditEvents.edges).toEqual([
    {
      node: {
        actor: { name: 'audrey' },
        action: { id: action.id },
        data: {
          artifact: artifact.id,
          name: 'event-logs.tar.gz',
          kind: 'EVENT_LOGS',
          size: 8,
          sha256: 'a'.repeat(64),
        },
      },
    },
  ])
  expect((await seen(alice)).auditTrail.at(-1)).toEqual({ kind: 'ARTIFACT_READ' })
})

test('`url` is null without the right to read, and a download needs a valid ticket for this artifact', async () => {
  const { vera, alice, seen, artifact, pending } = await setUp()
  expect((await seen(vera)).artifacts).toEqual([expect.objectContaining({ name: artifact.name, url: null })])
  const { url } = (await seen(alice)).artifacts[0]
  const statusOf = async (address: string, init?: RequestInit) => (await fetchFrom(address, init)).status
  expect(await statusOf(`/artifacts/${artifact.id}`)).toBe(401)
  expect(await statusOf(url.replace(/.$/, '~'))).toBe(401)
  expect(await statusOf(url.replace(artifact.id, pending.id))).toBe(401)
  expect(await statusOf(url, { method: 'POST' })).toBe(405)
  expect(await statusOf(url, { method: 'HEAD' })).toBe(405)
  expect(await statusOf('/artifacts/../../etc/passwd')).toBe(404)
  const other = await setUp()
  const foreign = (await other.seen(other.alice)).artifacts[0].url
  expect(await statusOf(foreign.replace(other.artifact.id, artifact.id))).toBe(401)
  const node = 'query ($id: ID!) { node(id: $id) { ... on Artifact { name } } }'
  const find = async (who: Person, id: string) =>
    (await who.ask(node, { id: idOf('Artifact', id) })).data.node
  expect(await find(alice, artifact.id)).toEqual({ name: artifact.name })
  expect(await find(alice, pending.id)).toBeNull()
  expect(await find(other.alice, artifact.id)).toBeNull()
})

test('a file name cannot inject into the header', async () => {
  const { alice, seen } = await setUp('Prüf"ung; x=(1)*.gz')
  const { url } = (await seen(alice)).artifacts[0]
  expect((await fetchFrom(url)).headers.get('content-disposition')).toBe(
    `attachment; filename="Pr_f_ung; x=(1)*.gz"; filename*=UTF-8''Pr%C3%BCf%22ung%3B%20x%3D%281%29%2A.gz`,
  )
})

test('a ticket is valid for 60 s and only under its key', () => {
  let now = 1000
  const tickets = createDownloadTickets(Buffer.alloc(32, 1), () => now)
  const others = createDownloadTickets(Buffer.alloc(32, 2), () => now)
  const holder = { organization: 'o', actor: { kind: 'analyst', id: 'a', name: 'Ä' } } as const
  const ticket = tickets.urlFor('x', holder).split('ticket=')[1] ?? ''
  expect(tickets.holderOf('x', ticket)).toEqual(holder)
  expect(others.holderOf('x', ticket)).toBeNull()
  expect(tickets.holderOf('y', ticket)).toBeNull()
  now += 59_999
  expect(tickets.holderOf('x', ticket)).toEqual(holder)
  now += 1
  expect(tickets.holderOf('x', ticket)).toBeNull()
  for (const bad of [null, '', '.', 'a.b', `${ticket}x`]) expect(tickets.holderOf('x', bad)).toBeNull()
})
