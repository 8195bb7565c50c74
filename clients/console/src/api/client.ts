import { cacheExchange } from '@urql/exchange-graphcache'
import {
  type Exchange,
  makeErrorResult,
  makeResult,
  type Operation,
  type OperationResult,
  stringifyDocument,
  Client as Urql,
} from 'urql'
import { filter, fromPromise, mergeMap, pipe, takeUntil } from 'wonka'
import type { DefendClient as Sdk } from '../../../sdk/client.ts'
import type { TypedText } from '../../../sdk/typed-document.ts'
import { possibleTypes } from '../../generated/possible-types.ts'

/** The urql client: a cache normalized by id. All requests go through the SDK. */
export const createUrql = (sdk: Sdk): Urql =>
  new Urql({
    url: '/graphql',
    exchanges: [
      cacheExchange({
        possibleTypes: members,
        keys: Object.fromEntries(parts.map(type => [type, () => null])),
      }),
      throughSdk(sdk),
    ],
    requestPolicy: 'cache-and-network',
    preferGetMethod: false,
  })

const members = Object.fromEntries(Object.entries(possibleTypes).map(([type, names]) => [type, [...names]]))

/** Types without an id. The cache stores them inside their parent. */
const parts = [
  ...['KillProcess', 'IsolateDevice', 'UnisolateDevice', 'QuarantineFile', 'BlockIp', 'UnblockIp'].map(
    type => `${type}Parameters`,
  ),
  ...['ResetUserSession', 'ForcePasswordReset', 'CollectForensics', 'RunScript'].map(
    type => `${type}Parameters`,
  ),
  ...[
    'ActionTypeInfo',
    'ActionPreview',
    'ActionFailure',
    'ActionCancellation',
    'ApprovalDecision',
    'Verification',
  ],
  ...[
    'Containment',
    'ContainmentDrift',
    'QuarantinedFile',
    'DetectedProcess',
    'SystemActor',
    'ResponseRuleActor',
    'PageInfo',
  ],
  ...[
    'ResponseSettings',
    'ApprovalRequirement',
    'AutoResponseSettings',
    'ActiveHours',
    'Rollout',
    'BulkProgress',
  ],
  ...['LateralMovementGraph', 'LateralMovement', 'LedgerVerification', 'ComplianceReport'],
  ...[
    'ActionTypeCount',
    'ActionStatusCount',
    'VerificationStatusCount',
    'ActionStatistics',
    'ActionStatisticsPart',
    'ComplianceWeek',
    'ComplianceAnalyst',
    'WebhookDelivery',
    'WebhookTestDelivery',
  ],
  ...[
    'ResponseAction',
    'BulkAction',
    'AuditEvent',
    'Device',
    'Detection',
    'Investigation',
    'Person',
    'Script',
    'WebhookDelivery',
  ].flatMap(type => [`${type}Connection`, `${type}Edge`]),
]

const throughSdk =
  (sdk: Sdk): Exchange =>
  () =>
  operations => {
    const ended = (key: number) =>
      pipe(
        operations,
        filter(operation => operation.kind === 'teardown' && operation.key === key),
      )
    return pipe(
      operations,
      filter(({ kind }) => kind === 'query' || kind === 'mutation'),
      mergeMap(operation => pipe(fromPromise(run(sdk, operation)), takeUntil(ended(operation.key)))),
    )
  }

async function run(sdk: Sdk, operation: Operation): Promise<OperationResult> {
  const text = stringifyDocument(operation.query) as TypedText<Record<string, unknown>, unknown>
  try {
    return makeResult(operation, { data: await sdk.request(text, operation.variables), hasNext: false })
  } catch (error) {
    return makeErrorResult(operation, error instanceof Error ? error : new Error(String(error)))
  }
}
