import { expect, test } from 'vitest'
import type { Execute, Verify } from '#protocol/command.ts'
import type { Json } from '#protocol/json.ts'
import type { Result } from '#protocol/result.ts'
import type { DeviceAction, Outcome } from './actions/action.ts'
import { createAgent } from './agent.ts'
import { createServerClock } from './link/server-clock.ts'
import { memoryMap } from './state/durable-map.ts'
import { type Entry, prune } from './state/journal.ts'

const actionId = '00000000-0000-4000-8000-000000001000'
const commandId = '00000000-0000-4000-8000-000000002000'
const EXP = 4_000_000_000

const base = { iss: 'defend', aud: actionId, jti: commandId, iat: 0, exp: EXP } as const
const order = (type: string) => ({ action: { type, parameters: {} } })
const execute = (type = 'BLOCK_IP', id = actionId): Execute => {
  const submittedAt = '2026-11-24T09:30:00.000Z'
  return { ...base, kind: 'execute', actionId: id, jti: id, ...order(type), submittedAt, effectFor: null }
}
const grant = (id = actionId, iat = Math.floor(Date.now() / 1000)) =>
  ({ ...base, iat, kind: 'grant', actionId: id, commandId: id }) as const
const verify = (type = 'BLOCK_IP'): Verify => {
  const executedAt = '2026-11-24T09:30:00.000Z'
  return { ...base, kind: 'verify', actionId, ...order(type), executedAt, output: null }
}

const acting = (act: DeviceAction['execute']): DeviceAction => ({
  execute: act,
  resume: act,
  verify: async () => ({ passed: true, evidence: null }),
})

function createWorld(actions: Record<string, DeviceAction>, allows = (_type: string) => true) {
  const answers: Result[] = []
  const journal = memoryMap<Entry>()
  let states = 0
  const parts = {
    journal,
    answer: async (result: Result) => void answers.push(result),
    actions: new Map(Object.entries(actions)),
    allows,
    clock: createServerClock(),
    onEnded: () => {
      states += 1
    },
    log: () => {},
  }
  return {
    answers,
    journal,
    agent: createAgent(parts),
    restart: () => createAgent(parts),
    states: () => states,
  }
}

const run = async (outcome: () => Promise<Outcome>) => {
  const world = createWorld({ BLOCK_IP: acting(outcome) })
  await world.agent.receive(execute())
  await world.agent.receive(grant())
  await world.agent.idle()
  return { ...world, last: world.answers.at(-1) }
}

test('refuses an unsupported action before claiming it, and repeats the same answer', async () => {
  const { agent, answers, journal } = createWorld({})
  await agent.receive(execute())
  expect(answers).toMatchObject([{ kind: 'failed', commandId: actionId, error: { code: 'UNSUPPORTED' } }])
  await agent.receive(execute())
  expect(answers[1]).toEqual(answers[0])
  expect(journal.get(actionId)).toMatchObject({ step: 'ended' })
  await agent.receive(verify())
  expect(answers[2]).toMatchObject({ kind: 'verified', passed: null })
})

test('refuses a disallowed action before claiming it', async () => {
  const never = acting(() => Promise.reject(new Error('acted')))
  const { agent, answers } = createWorld({ BLOCK_IP: never }, type => type === 'KILL_PROCESS')
  await agent.receive(execute())
  expect(answers).toMatchObject([{ kind: 'failed', error: { code: 'PERMISSION_DENIED' } }])
})

test('an exception in an action is a failed action', async () => {
  const { last, states } = await run(() => Promise.reject(new Error('iptables is missing')))
  expect(last).toMatchObject({
    kind: 'failed',
    error: { code: 'AGENT_ERROR', message: 'iptables is missing' },
  })
  expect(states()).toBe(1)
})

test.each<[string, Json]>([
  ['too large', 'x'.repeat(200_000)],
  ['too deep', JSON.parse('['.repeat(40) + ']'.repeat(40))],
  ['NUL', 'a\0b'],
])('reports an output the server rejects (%s) as a failure', async (_name, output) => {
  const { last } = await run(async () => ({ completed: output }))
  expect(last).toMatchObject({ kind: 'failed', error: { code: 'AGENT_ERROR' }, output: null })
})

test('an agent that lost its journal answers a stored grant with a permanent failure', async () => {
  let runs = 0
  const action = acting(async () => {
    runs += 1
    return { completed: null }
  })
  const { agent, answers } = createWorld({ BLOCK_IP: action })
  const stored = grant(actionId, Math.floor(Date.now() / 1000) - 10)
  await agent.receive(stored)
  await agent.receive(execute())
  await agent.receive(stored)
  await agent.receive(grant())
  await agent.idle()
  expect(runs).toBe(0)
  const refused = { kind: 'failed', error: { code: 'AGENT_ERROR' } }
  expect(answers).toMatchObject([refused, { kind: 'claim' }, refused, refused])
})

test('a grant that crosses a redelivered execute counts from the first claim', async () => {
  const { agent, answers, journal } = createWorld({ BLOCK_IP: acting(async () => ({ completed: null })) })
  await agent.receive(execute())
  const first = journal.get(actionId)
  await agent.receive(execute())
  expect(journal.get(actionId)).toEqual(first)
  await agent.receive(grant())
  await agent.idle()
  expect(answers.at(-1)).toMatchObject({ kind: 'completed' })
})

test('each lane runs one action at a time, so scripts and quarantines never delay containment', async () => {
  const ids = ['1', '2', '3', '4'].map(digit => actionId.replace(/.$/, digit)) as [
    string,
    string,
    string,
    string,
  ]
  const begun: string[] = []
  let finish = () => {}
  const slow = acting(execution => {
    begun.push(execution.actionId)
    return new Promise(resolve => {
      finish = () => resolve({ completed: null })
    })
  })
  const quick = acting(async () => ({ completed: null }))
  let quarantined = () => {}
  const quarantine = acting(
    () =>
      new Promise(resolve => {
        quarantined = () => resolve({ completed: null })
      }),
  )
  const { agent, answers } = createWorld({
    RUN_SCRIPT: slow,
    COLLECT_FORENSICS: slow,
    BLOCK_IP: quick,
    QUARANTINE_FILE: quarantine,
  })
  const types = ['RUN_SCRIPT', 'COLLECT_FORENSICS', 'BLOCK_IP', 'QUARANTINE_FILE'] as const
  for (const [index, id] of ids.entries()) await agent.receive(execute(types[index], id))
  for (const id of [ids[3], ids[0], ids[1], ids[2]]) await agent.receive(grant(id))
  await new Promise(setImmediate)
  expect(answers.filter(({ kind }) => kind === 'completed').map(({ actionId: id }) => id)).toEqual([ids[2]])
  expect(begun).toEqual([ids[0]])
  finish()
  await new Promise(setImmediate)
  expect(begun).toEqual([ids[0], ids[1]])
  finish()
  quarantined()
  await agent.idle()
  expect(answers.filter(({ kind }) => kind === 'completed')).toHaveLength(4)
})

test('after a crash, resumes the action with its note', async () => {
  const seen: Json[] = []
  const action: DeviceAction = {
    async execute({ note }) {
      await note({ rule: 7 })
      return new Promise(() => {})
    },
    async resume(_execution, noted) {
      seen.push(noted)
      return { completed: noted }
    },
    verify: async () => ({ passed: true, evidence: null }),
  }
  const { agent, answers, restart } = createWorld({ BLOCK_IP: action })
  await agent.receive(execute())
  await agent.receive(grant())
  await new Promise(setImmediate)
  const again = restart()
  again.recover()
  await again.idle()
  expect(seen).toEqual([{ rule: 7 }])
  expect(answers.at(-1)).toMatchObject({ kind: 'completed', output: { rule: 7 } })
})

test('runs one check per verify, and a new check for the next verify', async () => {
  let checks = 0
  const action: DeviceAction = {
    ...acting(async () => ({ completed: null })),
    async verify() {
      checks += 1
      return { passed: checks > 1, evidence: { checks } }
    },
  }
  const { agent, answers } = createWorld({ BLOCK_IP: action })
  await Promise.all([agent.receive(verify()), agent.receive(verify())])
  expect(answers).toMatchObject([{ kind: 'verified', commandId, passed: false }])
  await agent.receive(verify())
  expect(answers[1]).toMatchObject({ passed: true, evidence: { checks: 2 } })
})

test('keeps journal entries for 30 days after exp, and granted actions until they end', async () => {
  const { journal } = await run(async () => ({ completed: null }))
  const day = 24 * 60 * 60 * 1000
  await prune(journal, EXP * 1000 + 29 * day)
  expect([...journal.values()]).toHaveLength(1)
  const order = { action: { type: 'BLOCK_IP', parameters: {} }, submittedAt: '', effectFor: null }
  const granted = {
    step: 'granted',
    commandId,
    actionId: commandId,
    exp: EXP,
    order,
    serverAhead: 0,
    noted: null,
  } as const
  await journal.set(commandId, granted)
  await prune(journal, EXP * 1000 + 31 * day)
  expect([...journal.values()]).toEqual([granted])
})
