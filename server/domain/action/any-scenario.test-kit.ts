import fc from 'fast-check'
import type { Requested } from '#domain/catalog/action-types.ts'
import type { DeviceResult } from './execution.ts'
import {
  approves,
  claims,
  completes,
  device,
  type Name,
  people,
  type Scenario,
  type Step,
  sweeps,
} from './scenario.test-kit.ts'

/** Generates everything that can happen to an action, in any order. */

const json = fc.oneof(
  fc.constant(null),
  fc.record({ pid: fc.nat(), 'ключ "k"': fc.string({ unit: 'grapheme' }) }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
)
const requested: fc.Arbitrary<Requested> = fc.constantFrom<Requested[]>(
  { type: 'KILL_PROCESS', parameters: { pid: 42, startedAt: null, processName: null } },
  { type: 'KILL_PROCESS', parameters: { pid: 42, startedAt: null, processName: 'xmrig' } },
  { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: ['10.0.0.1', '2001:db8::/32'] } },
  { type: 'COLLECT_FORENSICS', parameters: { include: ['EVENT_LOGS'], pid: null } },
  {
    type: 'RUN_SCRIPT',
    parameters: { script: { id: device, sha256: 'a'.repeat(64) }, arguments: ['-n'], timeout: 86_400 },
  },
)
const names = Object.keys(people) as Name[]
const result: fc.Arbitrary<DeviceResult> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'claim' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('completed' as const),
      output: json,
      at: fc.constantFrom(null, '2026-11-24T09:30:00.000Z'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('failed' as const),
      code: fc.constantFrom('PERMISSION_DENIED', 'AGENT_ERROR', 'VERIFICATION_FAILED'),
      message: fc.string(),
      output: json,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('verified' as const),
      passed: fc.constantFrom(true, false, null),
      evidence: json,
    }),
  },
)
const properCommand = ({ kind }: DeviceResult) => (kind === 'verified' ? 'verify' : 'execute')
const reports: fc.Arbitrary<Step> = fc
  .tuple(
    result,
    fc.constantFrom(null, null, null, null, null, 'execute', 'verify', 'other'),
    fc.constantFrom([], ['a']),
  )
  .map(([result, command, artifacts]) => ({
    do: 'report',
    result,
    command: command ?? properCommand(result),
    artifacts,
  }))
const decides: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'approve', 'approve', 'reject', 'cancel'),
  who: fc.constantFrom(...names),
  digest: fc.constantFrom('right', 'right', 'absent', 'wrong'),
})
const waits: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('wait' as const),
  ms: fc.oneof(fc.nat(5000), fc.nat(600_000), fc.nat(100_000_000)),
})
const sweepsAtAnyTime: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('sweep' as const),
  late: fc.constantFrom(0, 1, 14_000, 70_000, 5_000_000),
})
const connections: fc.Arbitrary<Step> = fc.record({ do: fc.constantFrom('connect', 'disconnect', 'restart') })
const withdrawals: fc.Arbitrary<Step> = fc.record({ do: fc.constantFrom('revoke', 'lose right') })

const step = fc.oneof(
  { weight: 12, arbitrary: reports },
  { weight: 12, arbitrary: decides },
  { weight: 4, arbitrary: sweepsAtAnyTime },
  { weight: 2, arbitrary: waits },
  { weight: 2, arbitrary: connections },
  { weight: 1, arbitrary: withdrawals },
)

/** The happy path up to a state: purely random scenarios seldom reach verification. */
const smoothly: fc.Arbitrary<Step[]> = fc
  .constantFrom('ASKED', 'COMPLETED', 'EXECUTING', 'QUEUED')
  .map(until => {
    const approved = (['cyd', 'dov', 'eve', 'fay', 'gil'] as const).map(approves)
    if (until === 'QUEUED') return approved
    if (until === 'EXECUTING') return [...approved, claims]
    if (until === 'COMPLETED') return [...approved, claims, completes]
    return [...approved, claims, completes, sweeps()]
  })
// By default, fast-check generates about ten steps, too few for five approvals.
const steps = fc.array(step, { maxLength: 50, size: 'max' })

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  requested,
  approvals: fc.constantFrom(0, 0, 0, 1, 1, 2, 2, 3, 4, 5),
  submitter: fc.constantFrom(...names),
  settings: fc.record({
    verificationDelay: fc.constantFrom(1, 60, 3600),
    queueTimeout: fc.constantFrom(10, 86_400, 2_592_000),
    approvalTimeout: fc.constantFrom(60, 86_400, 2_592_000),
  }),
  steps: fc.oneof(
    steps,
    fc.tuple(smoothly, steps).map(([first, then]) => [...first, ...then]),
  ),
})
