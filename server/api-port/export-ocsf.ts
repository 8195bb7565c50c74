import type { HistoryDevice, HistoryLine } from '#app/reading.ts'
import type { ActionType, Platform, Requested } from '#domain/catalog/action-types.ts'
import { type AuditEventKind, eventId, type LedgerEntry } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'

/** The version of the Open Cybersecurity Schema Framework. docs/ocsf has the required fields of its classes. */
const version = '1.3.0'

const remediation = { category: 7, other: 99, isolate: 1, evict: 2, restore: 3 }

/** The Remediation class and activity of each action type. */
const remediationOf: { readonly [T in ActionType]: readonly [classUid: number, activity: number] } = {
  KILL_PROCESS: [7003, remediation.evict],
  ISOLATE_DEVICE: [7004, remediation.isolate],
  UNISOLATE_DEVICE: [7004, remediation.restore],
  QUARANTINE_FILE: [7002, remediation.isolate],
  BLOCK_IP: [7004, remediation.isolate],
  UNBLOCK_IP: [7004, remediation.restore],
  RESET_USER_SESSION: [7001, remediation.evict],
  FORCE_PASSWORD_RESET: [7001, remediation.evict],
  COLLECT_FORENSICS: [7001, remediation.other],
  RUN_SCRIPT: [7001, remediation.other],
}

const api = { category: 6, class: 6003, create: 1, read: 2, update: 3, delete: 4 }

const activityOf = (kind: AuditEventKind): number => {
  if (/_(CREATED|REGISTERED|REPORTED|ENROLLED|SUBMITTED|RECEIVED)$/.test(kind)) return api.create
  if (/_(READ|EXPORTED)$/.test(kind)) return api.read
  if (/_(REVOKED|RETIRED)$/.test(kind)) return api.delete
  return api.update
}

/** Converts a ledger event. Events of actions become Remediation, all others API Activity. */
export function toOcsf({ canonical, hash, action }: HistoryLine): object {
  const entry = JSON.parse(canonical) as LedgerEntry
  const isStep = /^(ACTION|VERIFICATION)_/.test(entry.kind)
  return action && isStep ? asRemediation(entry, hash, action) : asApiActivity(entry, hash)
}

function asRemediation(
  entry: LedgerEntry,
  hash: string,
  { requested, device }: NonNullable<HistoryLine['action']>,
): object {
  const [classUid, activity] = remediationOf[requested.type]
  return {
    ...common(entry, hash, { category: remediation.category, classUid, activity, what: requested.type }),
    ...statusOf(entry),
    command_uid: entry.action,
    actor: actorOf(entry.actor),
    ...(device && { device: deviceOf(device) }),
    ...targetOf(requested, device?.platform ?? null),
  }
}

function asApiActivity(entry: LedgerEntry, hash: string): object {
  const { kind, actor } = entry
  const classified = { category: api.category, classUid: api.class, activity: activityOf(kind), what: kind }
  return {
    ...common(entry, hash, classified),
    status_id: 1,
    status: 'Success',
    actor: actorOf(actor),
    api: { operation: kind, service: { name: 'defend' } },
    // The ledger does not record the caller's address, so this names only the service's port.
    src_endpoint: { svc_name: actor.kind === 'system' && actor.id ? 'defend-agent' : 'defend-api' },
  }
}

interface Classified {
  readonly category: number
  readonly classUid: number
  readonly activity: number
  readonly what: string
}

const common = (entry: LedgerEntry, hash: string, { category, classUid, activity, what }: Classified) => ({
  activity_id: activity,
  ...(activity === remediation.other && { activity_name: what }),
  category_uid: category,
  class_uid: classUid,
  type_uid: classUid * 100 + activity,
  ...severityOf(entry.kind),
  time: Date.parse(entry.at),
  message: `${entry.kind} ${what === entry.kind ? '' : what}`.trim(),
  metadata: {
    version,
    product: { name: 'Defend', vendor_name: 'Defend' },
    profiles: category === remediation.category ? ['host'] : [],
    uid: eventId(entry.organization, entry.sequence),
    sequence: entry.sequence,
    event_code: entry.kind,
    tenant_uid: entry.organization,
    ...(entry.action && { correlation_uid: entry.action }),
  },
  unmapped: { data: entry.data, hash, previousHash: entry.previousHash },
})

const severityOf = (kind: AuditEventKind) =>
  kind.endsWith('_FAILED')
    ? { severity_id: 3, severity: 'Medium' }
    : { severity_id: 1, severity: 'Informational' }

/** `status_id` of a remediation. Unfinished actions are Other, with the ledger's status name. */
function statusOf({ kind, data }: LedgerEntry): {
  status_id: number
  status: string
  status_detail?: string
} {
  switch (kind) {
    case 'ACTION_COMPLETED':
    case 'VERIFICATION_PASSED':
      return { status_id: 1, status: 'Success' }
    case 'ACTION_CANCELLED':
      return { status_id: 2, status: 'Failure', status_detail: String(data['reason']) }
    case 'ACTION_FAILED':
      return { ...failureOf(data['code']), status_detail: String(data['message']) }
    case 'VERIFICATION_FAILED':
      return { status_id: 2, status: 'Failure' }
    default:
      return { status_id: 99, status: kind }
  }
}

function failureOf(code: unknown) {
  switch (code) {
    case 'TARGET_NOT_FOUND':
      return { status_id: 3, status: 'Does Not Exist' }
    case 'UNSUPPORTED':
      return { status_id: 5, status: 'Unsupported' }
    case 'AGENT_ERROR':
    case 'INTEGRATION_ERROR':
      return { status_id: 6, status: 'Error' }
    default:
      return { status_id: 2, status: 'Failure' }
  }
}

const actorOf = (actor: Actor): object =>
  actor.kind === 'analyst'
    ? { user: { uid: actor.id, name: actor.name } }
    : { app_name: actor.name, ...(actor.id && { app_uid: actor.id }) }

const deviceOf = ({ id, hostname }: HistoryDevice): object => ({
  uid: id,
  hostname,
  type_id: 0,
  type: 'Unknown',
})

const unknownDirection = { direction_id: 0, direction: 'Unknown' }

/** The objects that the class of this action type requires. */
function targetOf(requested: Requested, platform: Platform | null): object {
  switch (requested.type) {
    case 'KILL_PROCESS': {
      const { pid, processName, startedAt } = requested.parameters
      return {
        process: {
          pid,
          ...(processName !== null && { name: processName }),
          ...(startedAt !== null && { created_time: Date.parse(startedAt) }),
        },
      }
    }
    case 'QUARANTINE_FILE': {
      const { path, sha256 } = requested.parameters
      const hashes = [{ algorithm_id: 3, algorithm: 'SHA-256', value: sha256 }]
      // Outside Windows, a backslash is an ordinary character in a file name.
      const name = path.split(platform === 'WINDOWS' ? /[/\\]/ : '/').at(-1) || path
      return { file: { name, path, type_id: 1, type: 'Regular File', ...(sha256 !== null && { hashes }) } }
    }
    case 'BLOCK_IP':
    case 'UNBLOCK_IP': {
      const { address } = requested.parameters
      const observed = address.includes('/')
        ? { type_id: 12, type: 'Subnet' }
        : { type_id: 2, type: 'IP Address' }
      return {
        connection_info: unknownDirection,
        observables: [{ name: 'unmapped.data.parameters.address', ...observed, value: address }],
      }
    }
    case 'ISOLATE_DEVICE':
    case 'UNISOLATE_DEVICE':
      return { connection_info: unknownDirection }
    default:
      return {}
  }
}
