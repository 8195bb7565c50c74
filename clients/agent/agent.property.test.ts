import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import { type DeviceAction, interrupted } from './actions/action.ts'
import { type Agent, createAgent } from './agent.ts'
import { createServerClock } from './link/server-clock.ts'
import type { DurableMap } from './state/durable-map.ts'
import type { Entry } from './state/journal.ts'

const uuid = (kind: number, index: number) => `00000000-0000-4000-8000-00000000${kind}00${index}`
const ACTIONS = [0, 1].map(index => uuid(1, index))
// Two `execute` commands for one action would be a server bug. The action must still run only once.
const COMMANDS = [0, 1].map(index => uuid(2, index))

type Move =
  | { move: 'execute' | 'grant' | 'withdraw' | 'verify'; action: number; command: number }
  | { move: 'crash' }
  /** Completes one pending operation: a write or an action. */
  | { move: 'progress'; which: number }

const target = { action: fc.nat(1), command: fc.nat(1) }
const moves = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ move: fc.constantFrom('execute', 'grant'), ...target }) },
    { weight: 2, arbitrary: fc.record({ move: fc.constantFrom('withdraw', 'verify'), ...target }) },
    { weight: 1, arbitrary: fc.record({ move: fc.constant('crash') }) },
    { weight: 16, arbitrary: fc.record({ move: fc.constant('progress'), which: fc.nat(9) }) },
  ) as fc.Arbitrary<Move>,
  // By default fast-check generates about ten moves, too few to run anything twice.
  { maxLength: 80, size: 'max' },
)

/** A device whose disk, actions and crashes are under the test's control. */
function createWorld() {
  const disk = new Map<string, Entry>()
  const executions: string[] = []
  const answers: Result[] = []
  const granted = new Set<string>()
  // Collected here, because the agent turns an action's exception into a result.
  const faults: string[] = []
  const demand = (holds: boolean | undefined, fault: string) => {
    if (!holds) faults.push(fault)
  }
  let underWay: (() => void)[] = []
  let life = 0
  let agent = start()

  // Operations that are pending when the agent dies never complete.
  function step(): Promise<void> {
    return new Promise(resolve => underWay.push(resolve))
  }

  function start(): Agent {
    const mine = ++life
    const journal: DurableMap<Entry> = {
      get: key => disk.get(key),
      values: () => [...disk.values()],
      async set(key, value) {
        await step()
        disk.set(key, value)
        // On disk, but the agent does not know yet: the other point for a crash.
        await step()
      },
      async delete(key) {
        await step()
        disk.delete(key)
      },
      close: async () => {},
    }
    const action: DeviceAction = {
      async execute({ actionId }) {
        const entry = disk.get(actionId)
        demand(entry?.step === 'granted', 'acted before the grant was in the journal')
        demand(granted.has(`${actionId}/${entry?.commandId}`), 'acted without a grant')
        executions.push(actionId)
        await step()
        return { completed: { run: executions.length } }
      },
      resume: async ({ actionId }) => {
        demand(disk.get(actionId)?.step === 'granted', 'resumed what had not been granted, or had ended')
        return interrupted
      },
      verify: async () => ({ passed: true, evidence: null }),
    }
    const born = createAgent({
      journal,
      async answer(result) {
        const entry = disk.get(result.actionId)
        demand(mine === life, 'a dead agent answered')
        if (result.kind === 'claim')
          demand(entry?.commandId === result.commandId, 'claimed before it was in the journal')
        if (result.kind === 'completed')
          demand(entry?.step === 'ended', 'completed before it was in the journal')
        answers.push(result)
      },
      actions: new Map([['RUN_SCRIPT', action]]),
      allows: () => true,
      clock: createServerClock(),
      onEnded: () => {},
      log: (message, details) => {
        // Entries with an error are agent faults. All others are normal events.
        if (details && 'error' in details) faults.push(`${message} ${JSON.stringify(details)}`)
      },
    })
    born.recover()
    return born
  }

  return {
    disk,
    executions,
    answers,
    faults,
    receive(command: Command) {
      if (command.kind === 'grant') granted.add(`${command.actionId}/${command.commandId}`)
      void agent.receive(command)
    },
    crash() {
      underWay = []
      agent = start()
    },
    progress: (which: number) => underWay.splice(which % Math.max(1, underWay.length), 1)[0]?.(),
    async settle() {
      for (await turn(); underWay.length > 0; await turn()) underWay.shift()?.()
    },
  }
}

const turn = () => new Promise(setImmediate)

function commandOf({ move, action, command }: Exclude<Move, { move: 'crash' | 'progress' }>): Command {
  const [actionId = '', commandId = ''] = [ACTIONS[action], COMMANDS[command]]
  const base = {
    iss: 'defend',
    aud: uuid(0, 0),
    jti: commandId,
    iat: 4_000_000_000,
    exp: 4_000_000_000,
    actionId,
  } as const
  const order = { action: { type: 'RUN_SCRIPT', parameters: {} } }
  const at = '2026-11-24T09:30:00.000Z'
  switch (move) {
    case 'execute':
      return { ...base, kind: move, ...order, submittedAt: at, effectFor: null }
    case 'verify':
      return { ...base, kind: move, jti: uuid(3, command), ...order, executedAt: at, output: null }
    default:
      return { ...base, kind: move, jti: uuid(4, command), commandId }
  }
}

test('an action runs at most once, and only after claim and grant, for any command order and any crashes', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(moves, async script => {
      const world = createWorld()
      for (const next of script) {
        if (next.move === 'crash') world.crash()
        else if (next.move === 'progress') world.progress(next.which)
        else world.receive(commandOf(next))
        await turn()
      }
      await world.settle()

      expect(world.faults).toEqual([])
      expect(new Set(world.executions).size).toBe(world.executions.length)
      for (const actionId of world.executions)
        expect(world.disk.get(actionId)).toMatchObject({ step: 'ended' })
      for (const answer of world.answers)
        if (answer.kind === 'completed') expect(world.executions).toContain(answer.actionId)

      // A repeated command gets the same answer.
      for (const [action, actionId] of ACTIONS.entries()) {
        const ended = world.disk.get(actionId)
        if (ended?.step !== 'ended') continue
        world.answers.length = 0
        world.receive(commandOf({ move: 'grant', action, command: 0 }))
        world.receive(commandOf({ move: 'execute', action, command: 0 }))
        await world.settle()
        const again = { ...ended.result, commandId: COMMANDS[0] }
        expect(world.answers).toEqual([again, again])
      }
    }),
    { numRuns: 1500 },
  )
})

test('without a crash, a granted action runs and is answered', async () => {
  const world = createWorld()
  world.receive(commandOf({ move: 'execute', action: 0, command: 0 }))
  world.receive(commandOf({ move: 'grant', action: 0, command: 0 }))
  await world.settle()
  expect(world.answers.map(({ kind }) => kind)).toEqual(['claim', 'completed'])
})

test('a grant after a withdrawal fails and runs nothing', async () => {
  const world = createWorld()
  for (const move of ['execute', 'withdraw', 'grant'] as const)
    world.receive(commandOf({ move, action: 0, command: 0 }))
  await world.settle()
  expect(world.answers).toMatchObject([{ kind: 'claim' }, { kind: 'failed', error: { code: 'AGENT_ERROR' } }])
  expect(world.executions).toEqual([])
})
