import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { verifyWebhook } from './sdk.ts'

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`
const now = new Date('2026-11-27T02:00:00Z')
const body = JSON.stringify({
  type: 'defend.action.submitted',
  timestamp: now.toISOString(),
  data: { sequence: 7 },
})

function headers(signedBy = secret, at = now): Record<string, string> {
  return {
    'webhook-id': 'm-1',
    'webhook-timestamp': String(at.getTime() / 1000),
    'webhook-signature': new Webhook(signedBy).sign('m-1', at, body),
  }
}

test('accepts a message that the reference library signed', async () => {
  const check = await verifyWebhook(body, headers(), secret, now)
  expect(check).toMatchObject({
    ok: true,
    message: { id: 'm-1', type: 'defend.action.submitted', data: { sequence: 7 } },
  })
  expect(await verifyWebhook(body, new Headers(headers()), secret, now)).toEqual(check)
})

test('accepts either of the two signatures after a rotation', async () => {
  const other = `whsec_${Buffer.from('another secret, for after rotation').toString('base64')}`
  const both = `${headers(other)['webhook-signature']} ${headers()['webhook-signature']}`
  expect(await verifyWebhook(body, { ...headers(), 'webhook-signature': both }, secret, now)).toMatchObject({
    ok: true,
  })
  expect(await verifyWebhook(body, headers(other), secret, now)).toEqual({
    ok: false,
    reason: 'BAD_SIGNATURE',
  })
})

test.each([
  ['BAD_SIGNATURE', { 'webhook-id': 'm-2' }, body],
  ['BAD_SIGNATURE', {}, `${body} `],
  ['BAD_SIGNATURE', { 'webhook-signature': 'v1,nonsense' }, body],
  ['BAD_SIGNATURE', { 'webhook-signature': 'v2,' }, body],
  ['MISSING_HEADER', { 'webhook-id': '' }, body],
  ['TOO_OLD', { 'webhook-timestamp': String(now.getTime() / 1000 - 301) }, body],
  ['TOO_OLD', { 'webhook-timestamp': 'yesterday' }, body],
])('%s is the answer to %j', async (reason, changed, text) => {
  expect(await verifyWebhook(text, { ...headers(), ...changed }, secret, now)).toEqual({ ok: false, reason })
})
