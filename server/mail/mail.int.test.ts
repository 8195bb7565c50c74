import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import type { Letter } from '#app/people/people-ports.ts'
import { openMailer } from './open-mailer.ts'

const letter: Letter = {
  id: '7d9e2c4f-4444-4333-8222-111111111111',
  to: { name: 'Erin "the" Ünlü, PhD', address: 'erin@example.org' },
  subject: 'Please set a new password',
  text: 'Hello Erin,\nfrom ü.\n',
}
const from = 'Defend <defend@example.com>'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A mail server on loopback, with the messages that it has accepted. */
async function mailServer(options: SMTPServerOptions = {}, port = 0) {
  const taken: { from: unknown; to: unknown[]; content: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      let content = ''
      stream.setEncoding('utf8').on('data', chunk => {
        content += chunk
      })
      stream.on('end', () => {
        taken.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : null,
          to: envelope.rcptTo.map(({ address }) => address),
          content,
        })
        done(null)
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const listening: Server = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const close = () => new Promise<void>(resolve => server.close(() => resolve()))
  closing.push(close)
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, taken, close }
}

function mailer(smtpUrl: string | null, directory = '') {
  const opened = openMailer({ smtpUrl, from }, directory)
  closing.push(opened.close)
  return opened
}

const refusing =
  (responseCode: number) => (_address: unknown, _session: unknown, done: (error?: Error) => void) =>
    done(Object.assign(new Error('not today'), { responseCode }))

test('a message is sent by SMTP', async () => {
  const { url, taken } = await mailServer()
  expect(await mailer(url).send(letter)).toEqual({ accepted: expect.stringContaining('250') })
  expect(taken).toEqual([
    { from: 'defend@example.com', to: ['erin@example.org'], content: expect.any(String) },
  ])
  const [{ content } = { content: '' }] = taken
  expect(content).toContain(`Message-ID: <${letter.id}@example.com>`)
  expect(content).toContain('Subject: Please set a new password')
  expect(content).toContain('Auto-Submitted: auto-generated')
  expect(content).toMatch(/^From: Defend <defend@example.com>\r$/m)
  expect(content).toMatch(/^To: =\?UTF-8\?Q\?.*<erin@example.org>\r$/m)
  expect(content).toContain('from =C3=BC.')
})

test('an unreachable, closing or deferring server is unavailable; a permanent rejection is a refusal', async () => {
  const { url, close } = await mailServer()
  await close()
  expect(await mailer(url).send(letter)).toEqual({ away: expect.stringContaining('ECONNREFUSED') })
  const later = await mailServer({ onRcptTo: refusing(451) })
  expect(await mailer(later.url).send(letter)).toEqual({ away: expect.stringContaining('not today') })
  const never = await mailServer({ onRcptTo: refusing(550) })
  expect(await mailer(never.url).send(letter)).toEqual({ refused: expect.stringContaining('not today') })
  const locked = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error('wrong password')),
  })
  const withPassword = locked.url.replace('//', '//user:secret@')
  // Counts as unavailable, because an operator can fix it; messages are retried until then.
  const answer = await mailer(withPassword).send(letter)
  expect(answer).toEqual({ away: expect.any(String) })
  expect(JSON.stringify(answer)).not.toContain('secret')
})

test('without SMTP_URL, each message is a complete, private file under the data directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mail-'))
  closing.push(() => rm(directory, { recursive: true }))
  const folder = join(directory, 'mail')
  const { send } = mailer(null, folder)
  expect(await send(letter)).toEqual({ accepted: `written to ${letter.id}.eml` })
  await send(letter)
  expect(await readdir(folder)).toEqual([`${letter.id}.eml`])
  const file = join(folder, `${letter.id}.eml`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toContain('<erin@example.org>')
})
