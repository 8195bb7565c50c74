import { execFile } from 'node:child_process'
import { createPublicKey, randomUUID, sign, verify, X509Certificate } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openKeys } from './open-keys.ts'
import { requestCertificate } from './test-device.ts'

const run = promisify(execFile)
const DAY = 24 * 3600 * 1000
const NOW = Date.parse('2026-11-24T12:00:00.900Z')

let directory: string
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys')
})
afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }))

const open = (names = ['localhost', '127.0.0.1'], now = NOW) =>
  openKeys(directory, { trustDomain: 'defend.test', names, now: () => now })

const subject = () => ({ organization: randomUUID(), device: randomUUID() })

const fileOf = (name: string) => join(directory, name)

async function issueTo(who: { organization: string; device: string }, csr?: string) {
  const keys = await open()
  const issued = await keys.issue(csr ?? (await requestCertificate()).csr, who)
  if (!issued) throw new Error('refused')
  return { keys, issued, certificate: new X509Certificate(issued.certificate) }
}

describe('the directory', () => {
  test('is private and holds four files', async () => {
    await open()
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    const names = await readdir(directory)
    expect(names.sort()).toEqual([
      'command-1.pem',
      'device-ca.pem',
      'downloads.key',
      'tls-tickets.key',
      'webhooks.key',
    ])
    for (const name of names) expect((await stat(fileOf(name))).mode & 0o777).toBe(0o600)
  })

  test('has its permissions corrected', async () => {
    await open()
    await chmod(directory, 0o755)
    await chmod(fileOf('device-ca.pem'), 0o644)
    await open()
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    expect((await stat(fileOf('device-ca.pem'))).mode & 0o777).toBe(0o600)
  })

  test('gives the same keys after a restart', async () => {
    const first = await open()
    const second = await open()
    expect(second.caCertificates).toBe(first.caCertificates)
    expect(second.commandKeys).toEqual(first.commandKeys)
    expect(second.tls.ticketKeys).toEqual(first.tls.ticketKeys)
  })

  test('gives the same keys to all instances that start together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => open()))
    expect(new Set(all.map(keys => keys.pin)).size).toBe(1)
    expect(new Set(all.map(keys => keys.commandSigner.kid)).size).toBe(1)
    expect(new Set(all.map(keys => keys.tls.ticketKeys.toString('hex'))).size).toBe(1)
    expect(new Set(all.map(keys => keys.downloadKey.toString('hex'))).size).toBe(1)
    expect(await readdir(directory)).toHaveLength(5)
  })

  test.each([
    ['device-ca.pem', 'rubbish'],
    ['command-1.pem', ''],
    ['tls-tickets.key', 'too short'],
  ])('names %s when it is broken', async (name, content) => {
    await open()
    await writeFile(fileOf(name), content)
    await expect(open()).rejects.toThrow(fileOf(name))
  })

  test('refuses a CA certificate whose key does not match', async () => {
    await open()
    const pem = await readFile(fileOf('device-ca.pem'), 'utf8')
    const { key } = await requestCertificate()
    await writeFile(fileOf('device-ca.pem'), pem.slice(0, pem.indexOf('-----BEGIN PRIVATE')) + key)
    await expect(open()).rejects.toThrow('its key does not belong to its certificate')
  })

  test('does not replace a lost CA', async () => {
    await open()
    await rm(fileOf('device-ca.pem'))
    await expect(open()).rejects.toThrow('device-ca.pem: missing')
  })

  test('refuses an expired CA', async () => {
    await open()
    await expect(open(undefined, NOW + 21 * 365 * DAY)).rejects.toThrow('its certificate expired on')
  })
})

describe('a device certificate', () => {
  test('names the device and ignores the other fields of the request', async () => {
    const who = subject()
    const { certificate, issued, keys } = await issueTo(who)
    expect(certificate.subject).toBe(`CN=${who.device}`)
    expect(certificate.subjectAltName).toBe(
      `URI:spiffe://defend.test/org/${who.organization}/device/${who.device}`,
    )
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    expect(certificate.ca).toBe(false)
    expect(certificate.verify(new X509Certificate(keys.caCertificates).publicKey)).toBe(true)
    expect(Date.parse(certificate.validFrom)).toBe(Date.parse('2026-11-23T12:00:00Z'))
    expect(issued.expiresAt).toBe('2027-02-22T12:00:00.000Z')
    expect(Date.parse(certificate.validTo)).toBe(Date.parse(issued.expiresAt))
  })

  test('is accepted by openssl for clients and refused for servers', async () => {
    const { issued, keys } = await issueTo(subject())
    await writeFile(fileOf('ca.pem'), keys.caCertificates)
    await writeFile(fileOf('device.pem'), issued.certificate)
    const verify = (purpose: string) =>
      run('openssl', [
        'verify',
        '-x509_strict',
        '-attime',
        String(Math.floor(NOW / 1000)),
        '-purpose',
        purpose,
        '-CAfile',
        fileOf('ca.pem'),
        fileOf('device.pem'),
      ])
    expect((await verify('sslclient')).stdout).toContain('OK')
    await expect(verify('sslserver')).rejects.toThrow()
  })

  test('has a unique serial number', async () => {
    const keys = await open()
    const { csr } = await requestCertificate()
    const serials = new Set<string>()
    for (let i = 0; i < 50; i++) {
      const issued = await keys.issue(csr, subject())
      serials.add(new X509Certificate(issued?.certificate ?? '').serialNumber)
    }
    expect(serials.size).toBe(50)
  })

  test.each(['EC P-256', 'Ed25519', 'RSA 2048'] as const)('is issued for %s', async kind => {
    const { csr, key } = await requestCertificate(kind)
    const { certificate } = await issueTo(subject(), csr)
    expect(certificate.publicKey.equals(createPublicKey(key))).toBe(true)
  })

  test.each([
    ['ec', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['ec with sha512', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha512']],
    ['ed25519', ['-newkey', 'ed25519']],
    ['rsa with sha384', ['-newkey', 'rsa:3072', '-sha384']],
    [
      'rsa signed with pss',
      ['-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'],
    ],
    [
      'an empty subject and extensions',
      ['-newkey', 'rsa:2048', '-subj', '/', '-addext', 'subjectAltName=DNS:x'],
    ],
  ])('is issued for a request of openssl: %s', async (_, options) => {
    await open()
    const subjectOption = options.includes('-subj') ? [] : ['-subj', '/CN=x']
    await run('openssl', [
      'req',
      '-new',
      '-nodes',
      '-keyout',
      fileOf('key'),
      '-out',
      fileOf('csr'),
      ...subjectOption,
      ...options,
    ])
    await issueTo(subject(), await readFile(fileOf('csr'), 'utf8'))
  })

  test.each(['EC P-384', 'RSA 1024'] as const)('is refused for %s', async kind => {
    const keys = await open()
    expect(await keys.issue((await requestCertificate(kind)).csr, subject())).toBeNull()
  })

  test('is refused for malformed requests', async () => {
    const keys = await open()
    const { csr } = await requestCertificate()
    const der = csr.replace(/-----.*-----|\s/g, '')
    const wrong = [
      '',
      'x',
      der,
      csr.slice(0, 200),
      `${csr}\n${csr}`,
      csr.replaceAll(' REQUEST', ''),
      keys.caCertificates,
    ]
    for (const text of wrong) expect(await keys.issue(text, subject())).toBeNull()
  })

  test('is refused when the request is not signed by its key', async () => {
    const keys = await open()
    const { csr } = await requestCertificate()
    const der = Buffer.from(csr.replace(/-----.*-----|\s/g, ''), 'base64')
    const name = der.indexOf('the CA ignores')
    der.write('W', name)
    const tampered = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`
    expect(await keys.issue(tampered, subject())).toBeNull()
  })
})

describe('the server certificate', () => {
  test('has the current names and is followed by its CA', async () => {
    await open(['old.example.com'])
    const { tls, caCertificates } = await open(['defend.example.com', '192.0.2.7', '2001:db8::1'])
    const certificate = new X509Certificate(tls.cert)
    expect(certificate.subjectAltName).toBe(
      'DNS:defend.example.com, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:1',
    )
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(tls.cert.trim().endsWith(caCertificates.trim())).toBe(true)
    expect(certificate.verify(new X509Certificate(caCertificates).publicKey)).toBe(true)
  })
})

describe('command keys', () => {
  test('are published as public JWKs that verify signatures', async () => {
    const { commandSigner, commandKeys } = await open()
    const [jwk] = commandKeys.keys
    expect(jwk).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      kid: commandSigner.kid,
      alg: 'EdDSA',
      use: 'sig',
    })
    expect(JSON.stringify(commandKeys)).not.toContain('"d"')
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    const signature = sign(null, Buffer.from('claims'), commandSigner.privateKey)
    expect(verify(null, Buffer.from('claims'), publicKey, signature)).toBe(true)
  })

  test('are rotated by publishing the next key before it signs', async () => {
    const first = await open()
    await run('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', fileOf('command-next.pem')])
    const published = await open()
    expect(published.commandKeys.keys).toHaveLength(2)
    expect(published.commandSigner.kid).toBe(first.commandSigner.kid)

    await rename(fileOf('command-next.pem'), fileOf('command-2.pem'))
    const rotated = await open()
    expect(rotated.commandSigner.kid).not.toBe(first.commandSigner.kid)
    expect(rotated.commandKeys.keys.map(key => key['kid'])).toContain(rotated.commandSigner.kid)
  })
})

test("the pin is the hash of the CA's public key", async () => {
  const { pin, caCertificates } = await open()
  await writeFile(fileOf('ca.pem'), caCertificates)
  const { stdout } = await run('sh', [
    '-c',
    'openssl x509 -in "$0" -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -r',
    fileOf('ca.pem'),
  ])
  expect(Buffer.from(pin, 'base64url').toString('hex')).toBe(stdout.slice(0, 64))
})
