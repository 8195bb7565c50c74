import { expect, test } from 'vitest'
import { checkOf, executionOf } from '../../testing/execution.ts'
import { resetSessionBy } from './reset-session.ts'
import { logindSessions } from './reset-session-logind.ts'
import type { Run } from './reset-session-sessions.ts'

const ACCOUNTS = [
  'alice:x:1000:1000::/home/alice:/bin/bash',
  'bob:x:1001:1001::/home/bob:/bin/bash',
  '43210:x:1002:1002::/home/43210:/bin/bash',
]

interface Login {
  readonly user: number
  readonly leader: number
  readonly seat?: string
  readonly active?: string
  readonly class?: string
}

/** A fake logind with these sessions. Records every call. */
function logind(logins: Record<string, Login>) {
  const sessions = new Map(Object.entries(logins))
  const calls: string[] = []
  const run: Run = async (file, args) => {
    calls.push([file, ...args].join(' '))
    const last = args.at(-1) ?? ''
    switch (`${file} ${args[0]}`) {
      case 'getent passwd': {
        if (last === '--') return `${ACCOUNTS.join('\n')}\n`
        // Like getent, which parses numbers with strtoul(3) and takes them as uids.
        const uid = /^\s*[+-]?\d+$/.test(last) ? String(Number(last)) : null
        const line = ACCOUNTS.map(account => account.split(':'))
          .find(([name, , id]) => (uid === null ? name === last : id === uid))
          ?.join(':')
        if (line) return `${line}\n`
        throw Object.assign(new Error('no key'), { code: 2 })
      }
      case 'loginctl list-sessions':
        return [...sessions]
          .map(([id, { user }]) => `${id.padStart(7)} ${user} somebody seat0 tty2\n`)
          .join('')
      case 'loginctl show-session': {
        const found = sessions.get(last)
        if (!found) throw new Error(`No session '${last}' known`)
        const { user, leader, seat = '', active = 'yes', class: kind = 'user' } = found
        return `User=${user}\nLeader=${leader}\nActive=${active}\nClass=${kind}\nSeat=${seat}\n`
      }
      case 'loginctl terminate-user':
        for (const [id, { user }] of sessions) if (String(user) === last) sessions.delete(id)
        return ''
      case 'loginctl terminate-session':
        sessions.delete(last)
        return ''
      default:
        throw new Error(`unexpected: ${file} ${args.join(' ')}`)
    }
  }
  return { run, calls, sessions }
}

const STARTS = new Map([
  [501, Date.parse('2026-11-24T08:00:00Z')],
  [502, Date.parse('2026-11-24T09:00:00Z')],
  [503, Date.parse('2026-11-24T10:00:00Z')],
])
const resetWith = ({ run }: { run: Run }, ownSession: string | null = null) =>
  resetSessionBy(() => logindSessions({ run, ownSession, startOf: pid => STARTS.get(pid) ?? null }), run)

test("ends a user's sessions with loginctl terminate-user and waits until they are gone", async () => {
  const login = logind({
    '3': { user: 1000, leader: 501 },
    c1: { user: 1000, leader: 502 },
    '4': { user: 1001, leader: 503 },
  })
  expect(await resetWith(login).execute(executionOf({ username: 'alice' }))).toEqual({
    completed: { username: 'alice', uid: 1000, sessions: ['3', 'c1'] },
  })
  const show = '--property User --property Leader --property Active --property Class --property Seat'
  expect(login.calls).toEqual([
    'getent passwd -- alice',
    'loginctl list-sessions --no-legend --no-pager',
    `loginctl show-session ${show} -- 3`,
    `loginctl show-session ${show} -- c1`,
    'loginctl list-sessions --no-legend --no-pager',
    `loginctl show-session ${show} -- 3`,
    `loginctl show-session ${show} -- c1`,
    'loginctl terminate-user -- 1000',
    'loginctl list-sessions --no-legend --no-pager',
  ])
  expect([...login.sessions.keys()]).toEqual(['4'])
})

test('without a username, picks the user at the device, then the latest login', async () => {
  const seated = logind({
    '1': { user: 1001, leader: 503 },
    '2': { user: 1000, leader: 501, seat: 'seat0' },
    '3': { user: 1001, leader: 502, seat: 'seat0', active: 'no' },
    '4': { user: 1001, leader: 503, seat: 'seat0', class: 'greeter' },
  })
  const remote = logind({ '1': { user: 1000, leader: 501 }, '2': { user: 1001, leader: 503 } })
  const withoutUser = logind({ '4': { user: 1001, leader: 503, seat: 'seat0', class: 'greeter' } })
  const reset = (login: { run: Run }) => resetWith(login).execute(executionOf({ username: null }))
  expect(await reset(seated)).toMatchObject({ completed: { username: 'alice', sessions: ['2'] } })
  expect(await reset(remote)).toMatchObject({ completed: { username: 'bob', sessions: ['2'] } })
  expect(await reset(withoutUser)).toMatchObject({ failed: { code: 'TARGET_NOT_FOUND' } })
})

test('never ends the session the agent runs in', async () => {
  const login = logind({ '3': { user: 1000, leader: 501 }, '5': { user: 1000, leader: 502 } })
  const action = resetWith(login, '5')
  const outcome = await action.execute(executionOf({ username: 'alice' }))
  expect(outcome).toMatchObject({ completed: { sessions: ['3'] } })
  expect(login.calls.filter(call => call.includes('terminate'))).toEqual(['loginctl terminate-session -- 3'])
})

test.each(['mallory', '-alice', '--help', '', 'al:ice', 'al\nice'])(
  'user %j is unknown and nothing is ended',
  async username => {
    const login = logind({ '3': { user: 1000, leader: 501 } })
    expect(await resetWith(login).execute(executionOf({ username }))).toMatchObject({
      failed: { code: 'TARGET_NOT_FOUND' },
    })
    expect(login.calls.filter(call => call.startsWith('loginctl'))).toEqual([])
  },
)

test('verification counts only sessions older than the action', async () => {
  const action = resetWith(logind({ '3': { user: 1000, leader: 502 } }))
  const check = (at: string, parameters = {}) =>
    action.verify(checkOf(parameters, { username: 'alice', sessions: [] }, Date.parse(at)))
  expect(await check('2026-11-24T08:30:00Z')).toMatchObject({ passed: true })
  expect(await check('2026-11-24T09:30:00Z')).toMatchObject({
    passed: false,
    evidence: { username: 'alice', found: [{ id: '3', startedAt: '2026-11-24T09:00:00.000Z' }] },
  })
  // A session whose leader has ended is closing but still exists.
  const closing = resetWith(logind({ '3': { user: 1000, leader: 999 } }))
  expect(await closing.verify(checkOf({ username: 'alice' }, null))).toMatchObject({ passed: false })
  expect(await closing.verify(checkOf({ username: null }, null))).toMatchObject({ passed: null })
})

test('never repeats after a crash', async () => {
  const login = logind({ '3': { user: 1000, leader: 501 } })
  const outcome = await resetWith(login).resume(executionOf({ username: 'alice' }), null)
  expect(outcome).toMatchObject({ failed: { code: 'AGENT_ERROR' } })
  expect(login.calls).toEqual([])
})

test.each(['1000', '+1000', '01000', ' 1000'])(
  "takes %j as a name, not as another user's uid",
  async username => {
    const fake = logind({ 1: { user: 1000, leader: 501 } })
    expect(await resetWith(fake).execute(executionOf({ username }))).toMatchObject({
      failed: { code: 'TARGET_NOT_FOUND' },
    })
    expect([...fake.sessions.keys()]).toEqual(['1'])
  },
)

test('supports a user whose name is a number', async () => {
  const fake = logind({ 1: { user: 1000, leader: 501 }, 2: { user: 1002, leader: 502 } })
  expect(await resetWith(fake).execute(executionOf({ username: '43210' }))).toMatchObject({
    completed: { username: '43210', sessions: ['2'] },
  })
  expect([...fake.sessions.keys()]).toEqual(['1'])
})
