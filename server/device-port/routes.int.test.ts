import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { RequestOptions } from 'node:https'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { DeviceApplication, DeviceIdentity } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import { type KeyKind, requestCertificate } from '../pki/test-device.ts'
import { authenticateBy, identifyConnection } from './identify-connection.ts'
import { createRoutes, type RoutesOptions } from './routes.ts'
import {
  closed,
  issueDevice,
  openTestKeys,
  openTestPort,
  type TestDevice,
  type TestKeys,
  TRUST_DOMAIN,
} from './test-kit.ts'

const TOKEN = 'a token'

let keys: TestKeys
let device: TestDevice
beforeAll(async () => {
  keys = await openTestKeys()
  device = await issueDevice(keys)
})
afterAll(() => keys.close())

type App = Pick<DeviceApplication, 'enroll' | 'renew' | 'identify'>

/** An application that knows one token and remembers enrolled devices. It issues real certificates. */
function appWith(more: Partial<App> = {}): App {
  const known = new Map([[device.device, device.organization]])
  const issue = async (csr: string, who: DeviceIdentity) =>
    (await keys.issue(csr, who)) ?? ({ refused: 'csr' } as const)
  return {
    async enroll({ token, csr }) {
      if (token !== TOKEN) return { refused: 'token' }
      const who = { organization: randomUUID(), device: randomUUID() }
      const issued = await issue(csr, who)
      if ('refused' in issued) return issued
      known.set(who.device, who.organization)
      return { ...issued, device: who.device }
    },
    renew: (who, csr) => issue(csr, who),
    async identify(id) {
      const organization = known.get(id)
      return organization === undefined ? null : { organization, device: id }
    },
    ...more,
  }
}

async function open(more: Partial<App> = {}, options: Partial<RoutesOptions> = {}) {
  const app = appWith(more)
  const logged: unknown[] = []
  const warnings: unknown[] = []
  const api = createRoutes({
    app,
    authority: keys,
    authenticate: authenticateBy(identifyConnection(TRUST_DOMAIN, Date.now), app),
    now: Date.now,
    log: {
      error: (...what) => void logged.push(what),
      warn: fields => void warnings.push(Object(fields).cause),
    },
    artifacts: { handle: async () => {} },
    ...options,
  })
  const port = await openTestPort(keys, api)
  onTestFinished(() => port.close())
  const post = (path: string, body: unknown, more: RequestOptions = {}) =>
    port.fetch(path, { method: 'POST', ...more }, typeof body === 'string' ? body : JSON.stringify(body))
  return { ...port, logged, warnings, post }
}

async function enrolment(more: object = {}, kind?: KeyKind) {
  const { csr } = await requestCertificate(kind)
  return { token: TOKEN, csr, hostname: 'web-1', platform: 'LINUX', agentVersion: '1.0', ...more }
}

const asDevice = () => ({ key: device.key, cert: device.cert })

describe('POST /v1/enroll', () => {
  test.each(['EC P-256', 'Ed25519', 'RSA 2048'] as const)('enrols a device with an %s key', async kind => {
    const { csr, key } = await requestCertificate(kind)
    const port = await open()
    const answer = await port.post('/v1/enroll', await enrolment({ csr }))
    expect(answer.status).toBe(201)
    expect(answer.headers['content-type']).toBe('application/json')
    expect(Object.keys(answer.json).sort()).toEqual([
      'caCertificates',
      'certificate',
      'commandKeys',
      'deviceId',
      'expiresAt',
    ])
    expect(answer.json).toMatchObject({ caCertificates: keys.caCertificates, commandKeys: keys.commandKeys })

    const cert = String(answer.json['certificate'])
    expect((await port.fetch('/v1/time', { key, cert })).status).toBe(200)
  })

  test.each([
    ['the token', { token: 'another' }, 401],
    ['the CSR', { csr: 'none' }, 422],
  ])('refuses an invalid field: %s', async (_, more, status) => {
    const port = await open()
    const answer = await port.post('/v1/enroll', await enrolment(more))
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
    })
  })

  test.each([
    ['token', 1],
    ['token', undefined],
    ['csr', null],
    ['hostname', ''],
    ['hostname', '  '],
    ['hostname', 'x'.repeat(256)],
    ['hostname', 'a\nb'],
    ['hostname', 'a\0b'],
    ['hostname', '\ud800'],
    ['platform', 'linux'],
    ['platform', 'BEOS'],
    ['agentVersion', 2],
  ])('names %s when it is %j', async (field, value) => {
    const port = await open({ enroll: async () => expect.unreachable() })
    const answer = await port.post('/v1/enroll', await enrolment({ [field]: value }))
    expect(answer.status).toBe(400)
    expect(answer.json['detail']).toMatch(new RegExp(`^${field}: `))
  })

  test.each(['', 'not json', '[]', 'null', '"x"', '{"token":'])('refuses %j as malformed', async body => {
    const port = await open()
    expect((await port.post('/v1/enroll', body)).status).toBe(400)
  })

  test('ignores unknown fields', async () => {
    const port = await open()
    expect((await port.post('/v1/enroll', await enrolment({ more: { and: ['more'] } }))).status).toBe(201)
  })

  test('accepts a body of 64 KiB and refuses a longer one', async () => {
    const port = await open()
    const body = await enrolment({ more: '' })
    const missing = 64 * 1024 - JSON.stringify(body).length
    expect((await port.post('/v1/enroll', { ...body, more: 'x'.repeat(missing) })).status).toBe(201)
    const over = { ...body, more: 'x'.repeat(missing + 1) }
    expect((await port.post('/v1/enroll', over)).status).toBe(413)
    expect(
      (await port.post('/v1/enroll', over, { headers: { 'transfer-encoding': 'chunked' } })).status,
    ).toBe(413)
  })

  test('answers 413 before the body has ended, and disconnects a client that keeps sending', async () => {
    const port = await open()
    const client = await port.connect()
    client.write('POST /v1/enroll HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n')
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    client.write(chunk + chunk)
    const [answer] = await once(client, 'data')
    expect(String(answer)).toContain(' 413 ')
    const over = closed(client)
    for (let sent = 0; sent < 20; sent++) client.write(chunk)
    await over
  })

  test('answers 408 if the body does not arrive', async () => {
    const port = await open({}, { body: { bytes: 1000, time: 100 } })
    const client = await port.connect()
    client.write('POST /v1/enroll HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{')
    expect(String((await once(client, 'data'))[0])).toContain(' 408 ')
    client.destroy()
  })
})

describe('an address with 20 refusals within a minute', () => {
  test('must wait, even with a valid token', async () => {
    let now = 1_000_000
    const port = await open({}, { now: () => now })
    const good = await enrolment()
    const bad = await enrolment({ token: 'another' })
    const enroll = async (body: object) => (await port.post('/v1/enroll', body)).status

    for (let i = 0; i < 10; i++) expect(await enroll(bad)).toBe(401)
    now += 30_000
    for (let i = 0; i < 10; i++) expect(await enroll({ ...good, csr: 'none' })).toBe(422)
    expect(await enroll([])).toBe(429)

    const answer = await port.post('/v1/enroll', good)
    expect(answer.status).toBe(429)
    expect(answer.headers['retry-after']).toBe('30')
    expect(answer.headers['content-type']).toBe('application/problem+json')

    now += 29_999
    expect(await enroll(good)).toBe(429)
    now += 1
    expect(await enroll(good)).toBe(201)
    for (let i = 0; i < 10; i++) expect(await enroll(bad)).toBe(401)
    expect(await enroll(bad)).toBe(429)
  })

  test('is not affected by other kinds of refusals or by other addresses', async () => {
    const port = await open()
    for (let i = 0; i < 25; i++) expect((await port.post('/v1/enroll', '{}')).status).toBe(400)
    const bad = await enrolment({ token: 'another' })
    for (let i = 0; i < 20; i++) expect((await port.post('/v1/enroll', bad)).status).toBe(401)
    expect((await port.post('/v1/enroll', bad, { localAddress: '127.0.0.2' })).status).toBe(401)
    expect((await port.post('/v1/enroll', bad)).status).toBe(429)
  })

  test('gets no additional attempts by concurrent requests', async () => {
    let asking = 0
    let release = () => {}
    const allAsk = new Promise<void>(resolve => {
      release = resolve
    })
    const port = await open({
      async enroll() {
        if (++asking === 40) release()
        await allAsk
        return { refused: 'token' }
      },
    })
    const bad = await enrolment({ token: 'another' })
    const answers = await Promise.all(Array.from({ length: 40 }, () => port.post('/v1/enroll', bad)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  })
})

describe('POST /v1/renew', () => {
  test('issues a new certificate for the same device', async () => {
    const port = await open()
    const { csr, key } = await requestCertificate('Ed25519')
    const answer = await port.post('/v1/renew', { csr }, asDevice())
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({
      deviceId: device.device,
      caCertificates: keys.caCertificates,
      commandKeys: keys.commandKeys,
    })
    expect((await port.fetch('/v1/time', { key, cert: String(answer.json['certificate']) })).status).toBe(200)
  })

  test.each([
    ['a body without csr', '{}', 400],
    ['an invalid CSR', '{"csr":"x"}', 422],
    ['a body over 64 KiB', `{"csr":"${'x'.repeat(70_000)}"}`, 413],
  ])('refuses %s', async (_, body, status) => {
    const port = await open()
    expect((await port.post('/v1/renew', body, asDevice())).status).toBe(status)
  })
})

describe.each([
  ['POST', '/v1/renew'],
  ['GET', '/v1/time'],
])('%s %s', (method, path) => {
  const ask = (port: Awaited<ReturnType<typeof open>>, who: object) =>
    port.fetch(path, { method, ...who }, method === 'POST' ? '{"csr":"x"}' : undefined)

  test('is 401 without a certificate', async () => {
    const answer = await ask(await open(), {})
    expect(answer.status).toBe(401)
    expect(answer.headers['content-type']).toBe('application/problem+json')
  })

  test('is 401 for a device that is unknown or revoked', async () => {
    expect((await ask(await open(), await issueDevice(keys))).status).toBe(401)
  })

  test('is 401 if the certificate names another organization', async () => {
    const port = await open({ identify: async id => ({ organization: randomUUID(), device: id }) })
    expect((await ask(port, asDevice())).status).toBe(401)
  })

  test('looks up the device for each request on a connection', async () => {
    let revoked = false
    const port = await open({
      identify: async id => (revoked ? null : { organization: device.organization, device: id }),
    })
    const client = await port.connect(asDevice())
    const status = async () => {
      client.write('GET /v1/time HTTP/1.1\r\nHost: x\r\n\r\n')
      return String((await once(client, 'data'))[0]).slice(9, 12)
    }
    expect(await status()).toBe('200')
    revoked = true
    expect(await status()).toBe('401')
    client.destroy()
  })
})

test("GET /v1/time returns the server's time", async () => {
  const port = await open({}, { now: () => Date.parse('2026-11-24T12:00:00.5Z') })
  expect((await port.fetch('/v1/time', asDevice())).json).toEqual({ now: '2026-11-24T12:00:00.500Z' })
})

test.each([
  ['GET', '/v1/enroll', 405, 'POST'],
  ['PUT', '/v1/renew', 405, 'POST'],
  ['POST', '/v1/time?x=1', 405, 'GET'],
  ['GET', '/', 404, undefined],
  ['POST', '/v1/enroll/', 404, undefined],
  ['POST', '/V1/ENROLL', 404, undefined],
])('%s %s is %i', async (method, path, status, allow) => {
  const port = await open()
  const answer = await port.fetch(path, { method }, method === 'GET' ? undefined : 'a body')
  expect(answer.status).toBe(status)
  expect(answer.headers['allow']).toBe(allow)
  expect(answer.headers['content-type']).toBe('application/problem+json')
})

test('an unreachable database is 503', async () => {
  const away = async () => Promise.reject(new Unavailable('password of the database'))
  const port = await open({ enroll: away, identify: away })
  for (const answer of [
    await port.post('/v1/enroll', await enrolment()),
    await port.fetch('/v1/time', asDevice()),
  ]) {
    expect(answer.status).toBe(503)
    expect(JSON.stringify(answer.json)).not.toContain('password')
  }
})

test('an internal error is 500, is logged, and reveals nothing', async () => {
  const port = await open({ enroll: async () => Promise.reject(new Error('inside')) })
  const answer = await port.post('/v1/enroll', await enrolment())
  expect(answer.status).toBe(500)
  expect(JSON.stringify(answer.json)).not.toContain('inside')
  expect(port.logged).toHaveLength(1)
})

test('a refused token and a missing certificate are logged as warnings', async () => {
  const { post, fetch, warnings } = await open()
  expect((await post('/v1/enroll', await enrolment({ token: 'another token' }))).status).toBe(401)
  expect((await fetch('/v1/time')).status).toBe(401)
  expect((await post('/v1/artifacts', '')).status).toBe(401)
  expect(warnings).toEqual(['an enrolment token', 'no valid client certificate'])
})
