import type { ActionType } from '#protocol/action-type.ts'

// The API uses the device protocol's vocabulary.
export { type ActionType, actionTypes, type Lane, laneOf, lanes } from '#protocol/action-type.ts'
export { type Platform, platforms } from '#protocol/platform.ts'

export const forensicArtifacts = ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH'] as const
export type ForensicArtifact = (typeof forensicArtifacts)[number]

/** Validated parameters: every field of the GraphQL type is present; an absent one is null. */
export interface ParametersOf {
  KILL_PROCESS: { pid: number; startedAt: string | null; processName: string | null }
  ISOLATE_DEVICE: { allowAddresses: readonly string[] }
  UNISOLATE_DEVICE: { note: string | null }
  QUARANTINE_FILE: { path: string; sha256: string | null }
  BLOCK_IP: { address: string }
  UNBLOCK_IP: { address: string }
  RESET_USER_SESSION: { username: string | null }
  FORCE_PASSWORD_RESET: Record<string, never>
  COLLECT_FORENSICS: { include: readonly ForensicArtifact[]; pid: number | null }
  RUN_SCRIPT: { script: { id: string; sha256: string }; arguments: readonly string[]; timeout: number }
}
export type Requested = {
  [T in ActionType]: { readonly type: T; readonly parameters: ParametersOf[T] }
}[ActionType]

export interface ActionTypeEntry {
  readonly title: string
  readonly description: string
  readonly destructive: boolean
  readonly verifies: string
}

export const catalog: Record<ActionType, ActionTypeEntry> = {
  KILL_PROCESS: {
    title: 'Kill process',
    description: 'Ends one process immediately. Name and start time guard against a reused process id.',
    destructive: false,
    verifies: 'No process with that id and start time is running.',
  },
  ISOLATE_DEVICE: {
    title: 'Isolate device',
    description:
      'Cuts the device off from every network except the management channel and the allowed addresses.',
    destructive: true,
    verifies:
      'New connections to other addresses fail, the management channel and the allowed addresses answer, and the rules for the next boot are in place.',
  },
  UNISOLATE_DEVICE: {
    title: 'Unisolate device',
    description: 'Removes an isolation. Blocks of single addresses stay.',
    destructive: false,
    verifies: 'The isolation and its rules for the next boot are gone.',
  },
  QUARANTINE_FILE: {
    title: 'Quarantine file',
    description: 'Moves a file into an encrypted vault on the device, from which nothing can run it.',
    destructive: true,
    verifies:
      'No file is at the path, the vault holds the file with that SHA-256, and it cannot be executed.',
  },
  BLOCK_IP: {
    title: 'Block IP',
    description:
      'Drops outbound traffic of the device to an address or a CIDR block. Destructive if the block is wider than /24 (IPv4) or /48 (IPv6).',
    destructive: false,
    verifies: 'The rule is active.',
  },
  UNBLOCK_IP: {
    title: 'Unblock IP',
    description: 'Removes the block of an address.',
    destructive: false,
    verifies: 'The rule is gone.',
  },
  RESET_USER_SESSION: {
    title: 'Reset user session',
    description: "Ends a user's sessions on the device. By default, the user of the active session.",
    destructive: true,
    verifies: 'No session of that user is older than the action.',
  },
  FORCE_PASSWORD_RESET: {
    title: 'Force password reset',
    description: 'Requires a person to change their password and notifies them by e-mail.',
    destructive: true,
    verifies: 'The person is flagged, and the mail server accepted the message.',
  },
  COLLECT_FORENSICS: {
    title: 'Collect forensics',
    description: 'Collects memory, event logs and prefetch data of the device.',
    destructive: false,
    verifies: "The server's copies have the hashes that the device reported.",
  },
  RUN_SCRIPT: {
    title: 'Run script',
    description: 'Runs a registered script. Destructive if the script is registered as destructive.',
    destructive: false,
    verifies: "The script's process group is gone.",
  },
}

const minute = 60_000

/** Milliseconds of connected time within which a result must arrive. */
export const executionLimit = (requested: Requested): number => {
  if (requested.type === 'COLLECT_FORENSICS') return 120 * minute
  if (requested.type === 'RUN_SCRIPT') return requested.parameters.timeout * 1000 + minute
  return 5 * minute
}
/** Milliseconds since the start, whether or not the device is connected. */
export const executionLimitInAll = 24 * 60 * minute

/** Seconds. A kill by pid alone times out early, because the pid could be reused. */
export const queueTimeoutFor = (requested: Requested, configured: number): number => {
  const unguarded =
    requested.type === 'KILL_PROCESS' &&
    requested.parameters.startedAt === null &&
    requested.parameters.processName === null
  return unguarded ? Math.min(configured, 15 * 60) : configured
}
