import type { FaultKind } from './schedule.ts'

/** A build in which one line is broken. */
export interface Mutant {
  readonly name: string
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly line: string
  readonly becomes: string
  /** Faults of these kinds make the mistake visible. */
  readonly shownBy: readonly FaultKind[]
  /** The invariant that finds it. */
  readonly foundBy: string
}

export const mutants: readonly Mutant[] = [
  {
    name: 'the claim rule grants actions that have been cancelled',
    file: 'server/domain/action/execution.ts',
    line: "if (life.status !== 'QUEUED' || life.queued.hold === 'ROLLOUT') return { withdrawn: true }",
    becomes: "if (life.status !== 'QUEUED' || life.queued.hold === 'ROLLOUT') return repeated",
    shownBy: ['delay connections', 'freeze agents'],
    foundBy: 'a cancelled action never ran',
  },
  {
    name: 'the dedupe of submissions finds no earlier one',
    file: 'server/app/action/submit-once.ts',
    line: "const first = key && transaction.find('idempotencyKey', key)",
    becomes: 'const first = null as { content: string; resultId: string } | null',
    shownBy: ['delay connections', 'cut connections'],
    foundBy: 'a submission is submitted once',
  },
  {
    name: 'a subscription continues after the event that follows its cursor',
    file: 'server/postgres/ledger/ledger-reader.ts',
    line: 'const position = after ?? (await headOf(pool, organization))',
    becomes: 'const position = (after ?? (await headOf(pool, organization))) + 1',
    shownBy: ['flush Redis'],
    foundBy: 'a subscriber gets each event once and in order',
  },
  {
    name: 'the outbox of webhooks drops a refused event',
    file: 'server/app/webhook/deliver-webhooks.ts',
    line: "if (step.kind !== 'accepted') {",
    becomes: "if (step.kind === 'disable') {",
    shownBy: ['refuse webhooks'],
    foundBy: 'a webhook gets each event in order',
  },
  {
    name: 'the agent acts before its journal has the grant',
    file: 'clients/agent/agent.ts',
    line: `        await journal.set(command.actionId, next.entry)
        return enqueue(next.entry, 'execute')`,
    becomes: "return enqueue(next.entry, 'execute')",
    shownBy: ['kill agents'],
    foundBy: 'an action runs at most once',
  },
]
