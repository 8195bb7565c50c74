import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approveBulkAction } from '#app/bulk/decide-bulk-action.ts'
import { submitBulkAction } from '#app/bulk/submit-bulk-action.ts'
import type { Letter } from '#app/people/people-ports.ts'
import { type Action, verificationOf } from '#domain/action/action.ts'
import type { Delivery } from '#domain/action/password-reset.ts'
import { type PersonReport, personId } from '#domain/people/person.ts'
import { done, openScene, type Scene } from '../../testing/scene.ts'
import { syncPerson } from './sync-person.ts'

/** The mail server's next answer, and the messages that it received. */
let answer: Delivery | Promise<Delivery> = { accepted: '250 queued' }
const letters: Letter[] = []
const mailer = {
  send: async (letter: Letter) => {
    letters.push(letter)
    return answer
  },
}

let scene: Scene
beforeAll(async () => {
  scene = await openScene({ mailer })
})
afterAll(() => scene.close())

const erin = { externalId: 'erin@directory', name: 'Erin', email: 'erin@example.org', passwordResetAt: null }

async function setUp(report: Partial<PersonReport> = {}) {
  answer = { accepted: '250 queued' }
  letters.length = 0
  const organization = await scene.organization()
  const { id, ines } = organization
  const sync = async (more: object = {}) =>
    done(await syncPerson(scene.ports)(ines, { ...erin, ...report, devices: undefined, ...more }))
  const person = await sync()
  const known = async () => {
    const [row] = await scene.pool.query<{ since: Date | null }>(
      'SELECT password_reset_required_since AS since FROM person WHERE organization_id = $1 AND id = $2',
      [id, person.id],
    )
    return row?.since?.toISOString() ?? null
  }
  return {
    ...organization,
    person,
    sync,
    /** The person's `passwordResetRequiredSince`. */
    known,
    reset: async () => {
      const pending = await organization.submit(undefined, { forcePasswordReset: { person: person.id } })
      return organization.approve(pending)
    },
  }
}
const statusOf = async ({ id }: Action) => {
  const action = await scene.action(id)
  return [action.life.status, verificationOf(action)?.status ?? null]
}
const failureOf = async ({ id }: Action) => {
  const { life } = await scene.action(id)
  return life.status === 'FAILED' ? life.failure : null
}

test('no device: the server flags the person and sends the notification, executed and verified through the same states', async () => {
  const { submit, approve, person, known, id } = await setUp()
  const pending = await submit(undefined, { forcePasswordReset: { person: person.id } })
  expect(pending).toMatchObject({ device: null, person: person.id, approvalsRequired: 1, destructive: true })
  const text = `{"device":null,"effectFor":null,"parameters":{},"person":"${person.id}","type":"FORCE_PASSWORD_RESET"}`
  expect(pending.digest).toBe(createHash('sha256').update(text).digest('hex'))
  await scene.wait(60)
  expect([letters.length, await known()]).toEqual([0, null])

  const queued = await approve(pending)
  await scene.wait(1)
  await scene.mailed()
  expect(letters).toEqual([
    expect.objectContaining({ id: queued.id, to: { name: 'Erin', address: 'erin@example.org' } }),
  ])
  expect(await statusOf(queued)).toEqual(['COMPLETED', 'SCHEDULED'])
  const { life } = await scene.action(queued.id)
  expect(life).toMatchObject({ output: { response: '250 queued', attempts: 1 } })
  const flagged = await known()
  expect(flagged).toBe('started' in life ? life.started?.at : '')

  await scene.wait(60)
  expect(await statusOf(queued)).toEqual(['COMPLETED', 'PASSED'])
  expect(verificationOf(await scene.action(queued.id))).toMatchObject({
    attempts: 1,
    evidence: { passwordResetRequiredSince: flagged, acceptedAt: expect.stringMatching(/Z$/) },
  })
  expect(await scene.kinds(queued)).toEqual([
    'ACTION_SUBMITTED',
    'ACTION_APPROVED',
    'ACTION_QUEUED',
    'ACTION_STARTED',
    'ACTION_COMPLETED',
    'VERIFICATION_SCHEDULED',
    'VERIFICATION_PASSED',
  ])
  expect((await scene.events(id, 'PERSON_CHANGED')).at(-1)).toMatchObject({
    actor: { kind: 'system', id: null, name: 'server' },
    data: {
      what: 'person',
      before: { id: person.id, passwordResetRequiredSince: null },
      after: { id: person.id, passwordResetRequiredSince: flagged },
    },
  })
})

test('one process retries while the mail server is down', async () => {
  const { reset, known } = await setUp()
  answer = { away: 'connect ECONNREFUSED' }
  const action = await reset()
  await Promise.all([scene.dueNow(), scene.dueNow()])
  await scene.mailed()
  expect(letters).toHaveLength(1)
  expect(await statusOf(action)).toEqual(['EXECUTING', null])
  expect(await known()).not.toBeNull()

  for (const pause of [1, 2, 4]) {
    await scene.wait(pause - 0.5)
    await scene.mailed()
    const before = letters.length
    await scene.wait(0.5)
    await scene.mailed()
    expect(letters).toHaveLength(before + 1)
  }
  answer = { accepted: '250 at last' }
  await scene.wait(8)
  await scene.mailed()
  expect(letters.map(({ id }) => id)).toEqual(Array(5).fill(action.id))
  expect(await statusOf(action)).toEqual(['COMPLETED', 'SCHEDULED'])
})

test('another process takes over the message after a minute', async () => {
  const { reset } = await setUp()
  const action = await reset()
  let breakSilence = (_: Delivery) => {}
  answer = new Promise<Delivery>(resolve => {
    breakSilence = resolve
  })
  await scene.dueNow()
  expect(letters).toHaveLength(1)
  await scene.wait(59)
  expect(letters).toHaveLength(1)
  answer = { accepted: '250 queued' }
  await scene.wait(1)
  await expect.poll(() => statusOf(action)).toEqual(['COMPLETED', 'SCHEDULED'])
  expect(letters).toHaveLength(2)
  breakSilence({ refused: '550 too late' })
  await scene.mailed()
  expect(await statusOf(action)).toEqual(['COMPLETED', 'SCHEDULED'])
})

test('INTEGRATION_ERROR if the mail server refuses the message, TIMED_OUT if it is away for a day', async () => {
  const refused = await setUp()
  answer = { refused: '550 no such user' }
  const first = await refused.reset()
  await scene.dueNow()
  await scene.mailed()
  expect(await failureOf(first)).toEqual({
    code: 'INTEGRATION_ERROR',
    message: 'The mail server refused the message: 550 no such user',
  })
  const away = await setUp()
  answer = { away: 'greylisted' }
  const second = await away.reset()
  await scene.dueNow()
  await scene.mailed()
  await scene.wait(86_400)
  expect(await failureOf(second)).toMatchObject({ code: 'TIMED_OUT' })
})

test('a person without an address: TARGET_NOT_FOUND, and the person is not flagged', async () => {
  const { reset, known } = await setUp({ email: '' })
  const action = await reset()
  await scene.dueNow()
  expect(await failureOf(action)).toMatchObject({ code: 'TARGET_NOT_FOUND' })
  expect([letters.length, await known()]).toEqual([0, null])
})

test('a later password change clears the flag; an earlier one does not', async () => {
  const { reset, sync, known } = await setUp()
  const action = await reset()
  await scene.dueNow()
  await scene.mailed()
  const since = await known()
  await sync({ passwordResetAt: new Date(Date.parse(since ?? '') - 1000) })
  expect(await known()).toBe(since)
  await sync({ passwordResetAt: new Date(scene.clock.now() + 1000) })
  expect(await known()).toBeNull()
  await scene.wait(60)
  expect(await statusOf(action)).toEqual(['COMPLETED', 'PASSED'])
})

test('a flag removed without a password change: VERIFICATION_FAILED', async () => {
  const { reset, person } = await setUp()
  const action = await reset()
  await scene.dueNow()
  await scene.mailed()
  await scene.pool.query('UPDATE person SET password_reset_required_since = NULL WHERE id = $1', [person.id])
  await scene.wait(60)
  expect(await failureOf(action)).toMatchObject({ code: 'VERIFICATION_FAILED' })
})

test('nothing is sent if the submitter lost the right or the queue timeout has passed', async () => {
  const lost = await setUp()
  const first = await lost.reset()
  await scene.pool.query("UPDATE analyst SET roles = '{VIEWER}' WHERE id = $1", [lost.alice.actor.id])
  await scene.dueNow()
  expect((await scene.action(first.id)).life).toMatchObject({
    status: 'CANCELLED',
    cancellation: { reason: 'SUBMITTER_LOST_RIGHT' },
  })
  const late = await setUp()
  const second = await late.reset()
  await scene.wait(86_400)
  expect(await failureOf(second)).toMatchObject({ code: 'AGENT_OFFLINE' })
  expect(letters).toEqual([])
})

test('by device: resets the password of its assigned person, outside the device’s lanes', async () => {
  const { device, sync, submit, approve, person } = await setUp()
  const host = await device()
  await sync({ devices: [host] })
  const pending = await submit(host, { forcePasswordReset: {} })
  expect(pending).toMatchObject({ device: host, person: person.id })
  const queued = await approve(pending)
  const kill = await submit(host, { killProcess: { pid: 7, processName: 'x' } })
  const rows = await scene.actions(person.organizationId, 'lane IS NOT NULL')
  expect(rows.map(({ id }) => id)).toEqual([kill.id])
  await scene.dueNow()
  await scene.mailed()
  expect(await statusOf(queued)).toEqual(['COMPLETED', 'SCHEDULED'])
  // The device receives no command for the reset, and its results about the reset are refused.
  expect((await scene.claims(kill)).life.status).toBe('EXECUTING')
})

test('limits concurrent sending, and sends each message once', async () => {
  const { submit, approve, sync, id } = await setUp()
  let most = 0
  let now = 0
  answer = { accepted: '250 queued' }
  const send = mailer.send
  mailer.send = async letter => {
    most = Math.max(most, ++now)
    await new Promise(resolve => setImmediate(resolve))
    now--
    return send(letter)
  }
  for (let i = 0; i < 50; i++) {
    await sync({ externalId: `p${i}`, email: `p${i}@example.org` })
    await approve(await submit(undefined, { forcePasswordReset: { person: personId(id, `p${i}`) } }))
  }
  for (let i = 0; i < 10; i++) {
    await scene.wait(1)
    await scene.mailed()
  }
  mailer.send = send
  expect(new Set(letters.map(letter => letter.id)).size).toBe(50)
  expect(letters).toHaveLength(50)
  expect(most).toBeLessThanOrEqual(20)
})

test('a rollout resets canaries first, then the others', async () => {
  const { device, sync, alice, bob, id } = await setUp()
  const at = [await device(), await device()]
  for (const [i, host] of at.entries())
    await sync({ externalId: `of ${host}`, name: `P${i}`, devices: [host] })
  const bulk = done(
    await submitBulkAction(scene.ports)(alice, {
      devices: at.map(host => ({ id: host, globalId: host })),
      action: { forcePasswordReset: {} },
      justification: 'Their passwords were seen elsewhere.',
      rollout: { canary: 1 },
    }),
  )
  done(await approveBulkAction(scene.ports)(bob, { id: bulk.id }))
  await scene.reviewBulk(id, bulk.id)
  await scene.wait(1)
  await scene.mailed()
  expect(letters.map(({ to }) => to.name)).toEqual(['P0'])
  await scene.wait(3600)
  await scene.mailed()
  await scene.reviewBulk(id, bulk.id)
  await scene.wait(1)
  await scene.mailed()
  expect(letters.map(({ to }) => to.name)).toEqual(['P0', 'P1'])
  await scene.wait(60)
  const statuses = (await scene.actions(id)).map(({ life }) => life.status)
  expect(statuses).toEqual(['COMPLETED', 'COMPLETED'])
})
