import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createAuthority, type ServerFor, type TestAuthority } from '../testing/certificates.ts'
import { faultOfServer, readCertificates, type Trust } from './server-identity.ts'

let ours: TestAuthority
let theirs: TestAuthority
beforeAll(async () => {
  ours = await createAuthority()
  // The same name: the two authorities differ only in their keys.
  theirs = await createAuthority()
})

const chain = async (authority: TestAuthority, names: ServerFor) =>
  readCertificates((await authority.issueServer(names)).cert)
const pinned = (): Trust => ({ kind: 'pin', spkiSha256: ours.pin })
const stored = (notBefore = 0): Trust => ({ kind: 'authorities', pem: ours.pem, notBefore })
const names = { dns: ['soc.example', '*.devices.example'], ip: ['192.0.2.1', '2001:db8::1'] }

describe.each([
  ['the pin of a token', pinned],
  ['the stored authorities', stored],
])('trusting %s', (_name, trust) => {
  test.each(['soc.example', 'SOC.example', 'a.devices.example', '192.0.2.1', '2001:db8::1'])(
    'accepts %s',
    async host => {
      expect(faultOfServer(await chain(ours, names), host, trust())).toBeNull()
    },
  )

  test.each(['example', 'soc.example.org', 'a.b.devices.example', '192.0.2.2', 'server'])(
    'rejects %s',
    async host => {
      expect(faultOfServer(await chain(ours, names), host, trust())).toContain(`not for ${host}`)
    },
  )

  test('rejects another authority with the same name', async () => {
    expect(faultOfServer(await chain(theirs, names), 'soc.example', trust())).toContain('not issued')
  })

  test('rejects a foreign certificate presented together with our authority', async () => {
    const [leaf] = await chain(theirs, names)
    const certificates = [leaf, ...readCertificates(ours.pem)].filter(
      certificate => certificate !== undefined,
    )
    expect(faultOfServer(certificates, 'soc.example', trust())).toContain('not issued')
  })

  test('rejects a device certificate of the same authority', async () => {
    const certificates = await chain(ours, { ...names, usage: 'client' })
    expect(faultOfServer(certificates, 'soc.example', trust())).toContain('not for a server')
  })

  test("rejects the authority's own certificate", () => {
    expect(faultOfServer(readCertificates(ours.pem), 'soc.example', trust())).not.toBeNull()
  })

  test('rejects an empty chain', () => {
    expect(faultOfServer([], 'soc.example', trust())).toContain('no certificate')
  })
})

test('checks dates against the time the device CA vouched for, never against the wall clock', async () => {
  const notAfter = new Date(Date.now() - 24 * 60 * 60 * 1000)
  const expired = await chain(ours, { ...names, notBefore: new Date(0), notAfter })
  expect(faultOfServer(expired, 'soc.example', stored(notAfter.getTime() - 60_000))).toBeNull()
  expect(faultOfServer(expired, 'soc.example', stored(notAfter.getTime() + 60_000))).toContain('expired')
})

test('accepts a bundle of several authorities', async () => {
  const trust: Trust = { kind: 'authorities', pem: `${theirs.pem}\n${ours.pem}\n`, notBefore: 0 }
  expect(readCertificates(trust.pem)).toHaveLength(2)
  expect(readCertificates(trust.pem)[0]).toBeInstanceOf(X509Certificate)
  expect(faultOfServer(await chain(ours, names), 'soc.example', trust)).toBeNull()
})
