import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { approveAction, cancelAction, rejectAction } from '#app/action/decide-action.ts'
import { runDueWork } from '#app/action/due-work.ts'
import { limitRemarks, receiveResult, refuseResult } from '#app/action/receive-result.ts'
import { submitAction } from '#app/action/submit-action.ts'
import type { ReceivedResult } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import { type Action, hasEnded, verificationOf } from '#domain/action/action.ts'
import { evolve } from '#domain/action/evolve.ts'
import { recordedIn, withoutUnloggedFields } from '#domain/action/ledger-data.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused } from '#domain/refusal.ts'
import { defaultSettings } from '#domain/settings/settings.ts'
import type { Command } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import { createGateway, type Subscriber } from '../../broker/gateway.ts'
import { createInbound, type Sender } from '../../broker/inbound.ts'
import { type DeviceAction, interrupted } from '../../clients/agent/actions/action.ts'
import { type Agent, createAgent } from '../../clients/agent/agent.ts'
import type { DurableMap } from '../../clients/agent/state/durable-map.ts'
import type { Entry } from '../../clients/agent/state/journal.ts'
import { createOutbox, type Outbox } from '../../clients/agent/state/outbox.ts'
import { createInterleavedStore, type Life, organization } from './interleaved-store.ts'
import { runs } from './runs.ts'

/**
 * The decider, the committer's decisions, delivery, and the agent with its journal and outbox, without I/O. fast-check
 * decides the order of all reads, commits, answers, messages and writes to the journal, and processes die in between.
 */

const uuid = (kind: number, index: number) =>
  `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(index).padStart(8, '0')}`
const device = uuid(2, 1)
const { privateKey } = generateKeyPairSync('ed25519')
const silent = { debug: () => {}, error: () => {}, warn: () => {}, info: () => {} }

const analyst = (index: number, name: string): Caller => ({
  organization,
  actor: { kind: 'analyst', id: uuid(3, index), name },
  roles: new Set(['ANALYST']),
  responsible: uuid(3, index),
  samePerson: new Set([uuid(3, index)]),
})
const alice = analyst(1, 'alice')
const bob = analyst(2, 'bob')

type Move =
  | { readonly do: 'submit'; readonly key: number; readonly needsApproval: boolean; readonly at: number }
  | { readonly do: 'approve' | 'reject' | 'cancel'; readonly key: number; readonly at: number }
  | { readonly do: 'repeat a result'; readonly key: number }
  | { readonly do: 'find due work'; readonly at: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'connect' | 'kill the service'; readonly at: number }
  | { readonly do: 'kill the agent' }

/** A move, and the number of scheduled steps that happen before the next one. */
interface Turn {
  readonly move: Move
  readonly steps: number
}

const key = fc.nat(2)
const at = fc.nat(1)
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('submit' as const), key, needsApproval: fc.boolean(), at }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const),
      key,
      at,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), key, at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat a result' as const), key: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('find due work' as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(2, 70, 400, 90_000) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('connect' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill the service' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill the agent' as const) }) },
)
const turns: fc.Arbitrary<Turn[]> = fc.array(fc.record({ move, steps: fc.nat(12) }), {
  minLength: 5,
  maxLength: 40,
  size: 'max',
})

/** The process died, or an earlier message of the connection was not committed because of that. */
const isExpected = (error: unknown): boolean =>
  error instanceof Unavailable || String(error).includes('an earlier message of this connection')

/** Lets the promises of this turn of the event loop settle. */
async function flush(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
}

function createWorld(scheduler: fc.Scheduler) {
  let now = Date.parse('2026-11-24T09:30:00.000Z')
  let ids = 0
  const clock = { now: () => now }
  const step = (label: string) => scheduler.schedule(Promise.resolve(), label).then(() => {})
  const store = createInterleavedStore(step, clock, { ...defaultSettings, verificationDelay: 1 })
  const faults: unknown[] = []
  const executions: string[] = []
  const accepted = new Map<number, string>()
  const cancelled: string[] = []
  const heard: { readonly sender: Sender; readonly payload: Uint8Array }[] = []

  store.putDevice({
    id: device,
    organizationId: organization,
    hostname: 'host',
    platform: 'LINUX',
    agentVersion: null,
    enrolledAt: new Date(now).toISOString(),
    revokedAt: null,
    certificateExpiresAt: new Date(now + 9e9).toISOString(),
    personId: null,
    labels: [],
    connectedMs: 0,
    connectedSince: new Date(now).toISOString(),
  })

  function startService() {
    const life: Life = { isAlive: true }
    const since = now
    const ledger = store.ledgerOf(life, ({ devices, ready }) => {
      const sent = new Set(ready.filter(gateway.offer).map(action => action.device))
      gateway.deliver(devices.filter(id => !sent.has(id)))
      // The other process reads what this one has committed, unless the notice is lost.
      step('notice').then(() => {
        for (const other of services) if (other.gateway !== gateway) other.gateway.deliver(devices)
      })
    })
    const gateway = createGateway({
      devices: { openCommands: store.openCommands },
      signer: { kid: 'test', privateKey },
      clock,
      cancelWithoutRight: async () => {},
      log: silent,
      observer: {},
    })
    const remarks = limitRemarks(clock)
    const receive = receiveResult({ ledger, remarks })
    const inbound = createInbound({
      app: {
        receiveResult: (who: never, received: ReceivedResult) => receive(who, received),
        refuseResult: refuseResult({ ledger, remarks }),
        receiveState: async () => {},
      },
      claimed: gateway.claimed,
      traceparentOf: gateway.traceparentOf,
      observer: {},
    })
    const ports = {
      ledger,
      newId: () => uuid(4, ++ids),
      serverAddresses: () => [],
      directory: { samePerson: async (_: string, id: string) => new Set([id]) },
    }
    return {
      life,
      gateway,
      inbound,
      submit: submitAction(ports),
      approve: approveAction(ports),
      reject: rejectAction(ports),
      cancel: cancelAction(ports),
      findDueWork: runDueWork({
        ledger,
        dueActions: store.dueActions,
        clock,
        since,
        newId: ports.newId,
        resets: { step: async () => {} },
      }),
    }
  }
  const services = [startService(), startService()]
  const serviceAt = (index: number) => services[index % services.length] as (typeof services)[number]

  // ---- the device ----
  const journal = new Map<string, Entry>()
  const unsent = new Map<string, Result>()
  let agent: { readonly agent: Agent; readonly outbox: Outbox; readonly life: Life }
  let connection: { readonly service: (typeof services)[number]; readonly subscriber: Subscriber } | null =
    null

  /** A map on disk: its changes outlive the agent, unless the agent dies before they are written. */
  function durable<V>(disk: Map<string, V>, life: Life): DurableMap<V> {
    const write = async (change: () => void) => {
      await step('write to disk')
      if (!life.isAlive) return new Promise<void>(() => {})
      change()
      await step('written to disk')
      return life.isAlive ? undefined : new Promise<void>(() => {})
    }
    return {
      get: name => disk.get(name),
      values: () => [...disk.values()],
      set: (name, value) => write(() => void disk.set(name, value)),
      delete: name => write(() => void disk.delete(name)),
      close: async () => {},
    }
  }

  function startAgent() {
    const life: Life = { isAlive: true }
    const kill: DeviceAction = {
      async execute({ actionId }) {
        executions.push(actionId)
        await step('execute')
        return { completed: { done: true } }
      },
      resume: async () => interrupted,
      verify: async () => ({ passed: true, evidence: null }),
    }
    const outbox = createOutbox({
      waiting: durable(unsent, life),
      send: result => (life.isAlive ? publish(result) : Promise.resolve(false)),
      log: () => {},
    })
    const born = createAgent({
      journal: durable(journal, life),
      answer: result => (life.isAlive ? outbox.put(result) : new Promise(() => {})),
      actions: new Map([
        ['KILL_PROCESS', kill],
        ['ISOLATE_DEVICE', kill],
      ]),
      allows: () => true,
      clock: { now: clock.now, ahead: () => 0, set: () => {} },
      onEnded: () => {},
      log: () => {},
    })
    agent = { agent: born, outbox, life }
    born.recover()
  }

  /** Resolves to true when the service has committed the result, as a PUBACK means. */
  async function publish(result: Result): Promise<boolean> {
    const used = connection
    if (used === null) return false
    await step('result')
    if (connection !== used || !used.service.life.isAlive) return false
    const payload = Buffer.from(JSON.stringify(result))
    heard.push({ sender: used.subscriber, payload })
    return receiveOn(used, payload)
  }

  async function receiveOn(used: NonNullable<typeof connection>, payload: Uint8Array): Promise<boolean> {
    try {
      await used.service.inbound.receive(used.subscriber, 'results', payload)
      return connection === used
    } catch (error) {
      if (!isExpected(error)) faults.push(error)
      // The broker closes a connection whose message could not be committed.
      if (connection === used) disconnect()
      return false
    }
  }

  function disconnect(): void {
    if (connection === null) return
    connection.service.gateway.gone(connection.subscriber)
    connection = null
  }

  function connect(index: number): void {
    disconnect()
    const service = serviceAt(index)
    const { life } = agent
    const subscriber: Subscriber = {
      identity: { organization, device },
      async publish(jws) {
        await step('command')
        const isCurrent = connection?.subscriber === subscriber && life.isAlive && service.life.isAlive
        if (isCurrent) void agent.agent.receive(claimsOf(jws))
      },
    }
    connection = { service, subscriber }
    service.gateway.subscribed(subscriber)
    agent.outbox.sendAll()
  }

  const make = (move: Move): unknown => {
    switch (move.do) {
      case 'submit':
        return submitOn(move.at, move.key, move.needsApproval)
      case 'approve':
      case 'reject':
      case 'cancel': {
        const action = accepted.get(move.key)
        if (action === undefined) return
        const decided = serviceAt(move.at)[move.do](move.do === 'cancel' ? alice : bob, { id: action })
        return decided.then(outcome => {
          if (move.do === 'cancel' && !isRefused(outcome)) cancelled.push(action)
        })
      }
      case 'repeat a result': {
        const { payload } = heard[move.key % (heard.length || 1)] ?? {}
        if (payload && connection) return receiveOn(connection, payload)
        return
      }
      case 'find due work':
        return serviceAt(move.at).findDueWork()
      case 'wait':
        now += 1000 * move.seconds
        return
      case 'connect':
        return connect(move.at)
      case 'kill the service': {
        const index = move.at % services.length
        const died = serviceAt(index)
        died.life.isAlive = false
        died.gateway.close()
        if (connection?.service === died) connection = null
        services[index] = startService()
        return
      }
      case 'kill the agent':
        agent.life.isAlive = false
        disconnect()
        startAgent()
        return
    }
  }

  async function submitOn(index: number, number: number, needsApproval: boolean): Promise<void> {
    const outcome = await serviceAt(index).submit(alice, {
      device,
      action: needsApproval ? { isolateDevice: {} } : { killProcess: { pid: 42, processName: 'xmrig' } },
      justification: 'An interleaving of everything',
      idempotencyKey: `key ${number}`,
    })
    if (isRefused(outcome)) return
    const before = accepted.get(number)
    if (before !== undefined && before !== outcome.id) faults.push(`key ${number} was submitted twice`)
    accepted.set(number, outcome.id)
  }

  startAgent()
  connect(0)
  const running: Promise<unknown>[] = []
  return {
    store,
    faults,
    executions,
    accepted,
    cancelled,
    run(move: Move): void {
      const made = Promise.resolve(make(move)).catch(error => {
        if (!isExpected(error)) faults.push(error)
      })
      running.push(made)
    },
    async steps(count: number): Promise<void> {
      await flush()
      for (let taken = 0; taken < count && scheduler.count() > 0; taken++) {
        await scheduler.waitOne()
        await flush()
      }
    },
    close: () => {
      for (const { gateway } of services) gateway.close()
    },
  }
}

const claimsOf = (jws: string): Command =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())

const isOver = (action: Action): boolean => hasEnded(action) && verificationOf(action)?.status !== 'SCHEDULED'

test('every interleaving of claims, decisions, expiry, repetitions and deaths keeps the promises', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), turns, async (scheduler, script) => {
      const world = createWorld(scheduler)
      for (const { move, steps } of script) {
        world.run(move)
        await world.steps(steps)
      }
      // Then nothing fails any more, and everything must end.
      for (let round = 0; round < 12; round++) {
        for (const number of world.accepted.keys()) world.run({ do: 'approve', key: number, at: 0 })
        if (round % 3 === 0) world.run({ do: 'connect', at: 0 })
        world.run({ do: 'find due work', at: 0 })
        await world.steps(Number.POSITIVE_INFINITY)
        if (world.store.actions().every(isOver)) break
        world.run({ do: 'wait', seconds: 70 })
      }
      world.close()

      const { store, executions } = world
      const actions = new Map(store.actions().map(action => [action.id, action]))
      expect(world.faults).toEqual([])
      expect([...actions.values()].filter(action => !isOver(action))).toEqual([])
      expect(new Set(executions).size).toBe(executions.length)
      for (const id of world.cancelled) expect(actions.get(id)?.life.status).toBe('CANCELLED')
      for (const id of world.accepted.values()) expect(actions.has(id)).toBe(true)
      for (const id of executions) {
        expect(actions.get(id)?.life.status).not.toBe('CANCELLED')
        expect(store.lines.some(({ entry }) => entry.action === id && entry.kind === 'ACTION_STARTED')).toBe(
          true,
        )
      }
      const folded = new Map<string, Action>()
      let previousHash = '0'.repeat(64)
      for (const [index, { entry, canonical, hash }] of store.lines.entries()) {
        expect(entry).toMatchObject({ sequence: index + 1, previousHash })
        expect(hash).toBe(sha256Hex(canonical))
        previousHash = hash
        const recorded = recordedIn(entry)
        if (recorded && entry.action)
          folded.set(entry.action, evolve(folded.get(entry.action) ?? null, recorded))
      }
      for (const [id, action] of actions)
        expect(withoutUnloggedFields(action)).toEqual(withoutUnloggedFields(folded.get(id) as Action))
    }),
    { numRuns: runs(60) },
  )
})
