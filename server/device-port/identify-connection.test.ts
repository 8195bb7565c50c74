import { randomUUID } from 'node:crypto'
import type { PeerCertificate } from 'node:tls'
import { expect, test } from 'vitest'
import { identityOf } from './identify-connection.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')
const organization = randomUUID()
const device = randomUUID()
const uri = `URI:spiffe://defend.test/org/${organization}/device/${device}`

const identify = (more: object) => {
  const certificate = { subject: { CN: device }, subjectaltname: uri, valid_to: 'Nov 24 12:00:01 2026 GMT' }
  return identityOf({ ...certificate, ...more } as unknown as PeerCertificate, 'defend.test', NOW)
}

test('a device is identified by its certificate', () => {
  expect(identify({})).toEqual({ organization, device })
})

test.each([
  ['no certificate at all', { subject: undefined, subjectaltname: undefined, valid_to: undefined }],
  ['no subject name', { subject: {} }],
  ['another device in its name', { subject: { CN: randomUUID() } }],
  ['two names', { subject: { CN: [device, device] } }],
  ['a name that is not a UUID', { subject: { CN: 'x' }, subjectaltname: uri.replace(device, 'x') }],
  [
    'a UUID in upper case',
    { subject: { CN: device.toUpperCase() }, subjectaltname: uri.replace(device, device.toUpperCase()) },
  ],
  ['no alternative name', { subjectaltname: undefined }],
  ['another trust domain', { subjectaltname: uri.replace('defend.test', 'evil.test') }],
  ['an organization that is not a UUID', { subjectaltname: uri.replace(organization, 'x') }],
  ['a longer path', { subjectaltname: `${uri}/x` }],
  ['a second alternative name', { subjectaltname: `${uri}, DNS:x` }],
  ['the URI within another name', { subjectaltname: `DNS:"${uri}"` }],
  ['an expiry time of now', { valid_to: 'Nov 24 12:00:00 2026 GMT' }],
])('a certificate is refused with %s', (_, more) => {
  expect(identify(more)).toBeNull()
})
