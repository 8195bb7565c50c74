import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { auditEventKinds, seal } from '#domain/ledger/ledger.ts'
import { server } from '#domain/people/actor.ts'
import { afterAttempt, type DeliveryState, retryDelay, type WebhookAnswer } from './delivery.ts'
import { isPublicAddress } from './destination.ts'
import { eventType, messageBody, messageHeaders, spellSecret } from './message.ts'
import { parseWebhook } from './webhook.ts'

const fresh: DeliveryState = { attempts: 0, failingSince: null }

describe('after an attempt', () => {
  test('the delays are 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, then hourly', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 50].map(attempts => retryDelay(attempts) / 1000)
    expect(seconds).toEqual([5, 30, 120, 600, 1800, 3600, 3600, 3600])
  })

  test('2xx is accepted, 410 disables, everything else is retried', () => {
    const kinds = [200, 204, 299, 199, 301, 400, 404, 410, 500].map(
      status => [status, afterAttempt(fresh, { status }, 0).kind] as const,
    )
    expect(Object.fromEntries(kinds)).toEqual({
      200: 'accepted',
      204: 'accepted',
      299: 'accepted',
      199: 'retry',
      301: 'retry',
      400: 'retry',
      404: 'retry',
      410: 'disable',
      500: 'retry',
    })
    expect(afterAttempt(fresh, { error: 'connection refused' }, 7)).toEqual({
      kind: 'retry',
      at: 5007,
      state: { attempts: 1, failingSince: 7 },
    })
  })

  test('a webhook is disabled after three days of failures, not earlier', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<WebhookAnswer>({ status: 500 }, { error: 'timed out' }), { minLength: 90 }),
        answers => {
          let now = 1_000_000
          const first = now
          let state = fresh
          for (const answer of answers) {
            const step = afterAttempt(state, answer, now)
            if (step.kind === 'disable') {
              expect(now - first).toBeGreaterThanOrEqual(3 * 86_400_000)
              return
            }
            if (step.kind !== 'retry') throw new Error(step.kind)
            expect(step.at).toBeGreaterThan(now)
            expect(step.at - now).toBeLessThanOrEqual(3_600_000)
            state = step.state
            now = step.at
          }
          throw new Error('it was never disabled')
        },
      ),
    )
  })
})

describe('a message', () => {
  const sealed = seal({
    action: null,
    actor: server,
    at: '2026-11-24T09:30:00.000Z',
    data: { what: 'webhook', before: null, after: { name: 'é"\\' } },
    kind: 'WEBHOOK_CHANGED',
    organization: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60',
    previousHash: '0'.repeat(64),
    sequence: 7,
  })

  test("is the event's canonical object with cursor and hash", () => {
    const body = messageBody({ ...sealed.entry, ...sealed, cursor: 'abc' })
    expect(JSON.parse(body)).toEqual({
      type: 'defend.webhook.changed',
      timestamp: '2026-11-24T09:30:00.000Z',
      data: { ...sealed.entry, cursor: 'abc', hash: sealed.hash },
    })
    expect(body).toContain(sealed.canonical.slice(0, -1))
  })

  test('is verified by the standardwebhooks library under each of its secrets, and under no other', () => {
    const [secret, old, other] = [randomBytes(32), randomBytes(32), randomBytes(32)]
    const body = messageBody({ ...sealed.entry, ...sealed, cursor: 'abc' })
    const headers = messageHeaders('an-id', body, [secret, old], Date.now())
    for (const each of [secret, old])
      expect(new Webhook(spellSecret(each)).verify(body, headers)).toEqual(JSON.parse(body))
    expect(() => new Webhook(spellSecret(other)).verify(body, headers)).toThrow()
    expect(() => new Webhook(spellSecret(secret)).verify(`${body} `, headers)).toThrow()
  })

  test('every kind has a unique type', () => {
    expect(eventType('ACTION_SUBMITTED')).toBe('defend.action.submitted')
    expect(new Set(auditEventKinds.map(eventType)).size).toBe(auditEventKinds.length)
  })
})

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['127.0.0.1', false],
  ['127.9.9.9', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['240.0.0.1', false],
  ['::', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['::127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fc00::1', false],
  ['fd12:3456::1', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['example.com', false],
])('%s is a public address: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})

test.each([
  ['https://example.com/hook', null],
  ['https://example.com:8443/hook?a=1', null],
  ['http://receiver.internal:9000/', null],
  ['http://RECEIVER.internal./', null],
  ['http://example.com/', 'url must be https:'],
  ['ftp://example.com/', 'url must be an https: URL'],
  ['example.com', 'url must be an https: URL'],
  ['', 'url must be an https: URL'],
  ['https://user:secret@example.com/', 'url must not contain a user name'],
  ['https://example.com/#part', 'url must not contain a fragment'],
  ['https://example.com/\n', 'url must not contain NUL'],
  [`https://example.com/${'a'.repeat(2000)}`, 'url must be at most'],
])('the URL %s: %s', (url, message) => {
  const parsed = parseWebhook({ name: 'Hook', url, kinds: [] }, new Set(['receiver.internal']))
  if (message === null) expect(parsed).toEqual({ name: 'Hook', url, kinds: [] })
  else
    expect(parsed).toMatchObject({
      refused: { code: 'INVALID_INPUT', path: ['url'], message: expect.stringContaining(message) },
    })
})
