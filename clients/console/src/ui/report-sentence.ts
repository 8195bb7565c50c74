import type { ActionType, ParametersFragment, VerificationStatus } from '../../generated/documents.ts'
import { targetOf } from './words.ts'

interface Verified {
  readonly type: ActionType
  readonly parameters: ParametersFragment
  readonly verification: { readonly status: VerificationStatus }
}

/** What a passed and a failed verification found, in a sentence. `TARGET` is replaced. */
const findings: Readonly<Record<ActionType, readonly [passed: string, failed: string]>> = {
  KILL_PROCESS: ['The process TARGET is gone', 'The process TARGET is running again'],
  ISOLATE_DEVICE: ['The isolation is active', 'The isolation is not active'],
  UNISOLATE_DEVICE: ['The isolation is gone', 'The isolation is still active'],
  QUARANTINE_FILE: ['TARGET is gone, and the vault holds the file', 'TARGET is not in the vault, or is back'],
  BLOCK_IP: ['The rule for TARGET is active', 'The rule for TARGET is not active'],
  UNBLOCK_IP: ['The rule for TARGET is gone', 'The rule for TARGET is still active'],
  RESET_USER_SESSION: ['No earlier session of TARGET is left', 'An earlier session of TARGET is still open'],
  FORCE_PASSWORD_RESET: [
    'TARGET must set a new password, and the mail server accepted the message',
    'TARGET was not asked for a new password',
  ],
  COLLECT_FORENSICS: [
    'The server’s copies have the hashes that the device reported',
    'A copy on the server has another hash than the device reported',
  ],
  RUN_SCRIPT: ['Nothing of the script is running', 'Something of the script is still running'],
}

/** `The rule for 203.0.113.9 is active`; null while nothing was found. */
export function findingOf({ type, parameters, verification: { status } }: Verified): string | null {
  if (status !== 'PASSED' && status !== 'FAILED') return null
  return findings[type][status === 'PASSED' ? 0 : 1].replace('TARGET', targetOf(parameters))
}

/** What the device says that it did, in a sentence; null if its output is not as expected. */
export function doneOf(type: ActionType, output: unknown): string | null {
  if (typeof output !== 'object' || output === null) return null
  const { pid, processName, path, address, username, sessions, exitCode, artifacts } = output as Record<
    string,
    unknown
  >
  const count = (list: unknown, one: string, more: string) =>
    Array.isArray(list) ? `${list.length} ${list.length === 1 ? one : more}` : null
  switch (type) {
    case 'KILL_PROCESS':
      return pid ? `Ended ${processName ?? 'the process'} (pid ${pid})` : null
    case 'QUARANTINE_FILE':
      return path ? `Moved ${path} into the vault` : null
    case 'BLOCK_IP':
      return address ? `Blocks ${address}` : null
    case 'UNBLOCK_IP':
      return address ? `No longer blocks ${address}` : null
    case 'RESET_USER_SESSION':
      return username
        ? `Ended ${count(sessions, 'session', 'sessions') ?? 'the sessions'} of ${username}`
        : null
    case 'COLLECT_FORENSICS':
      return artifacts ? `Collected ${count(artifacts, 'file', 'files')}` : null
    case 'RUN_SCRIPT':
      return typeof exitCode === 'number' ? `The script ended with exit code ${exitCode}` : null
    default:
      return null
  }
}
