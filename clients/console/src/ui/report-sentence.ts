import { plural, t } from '@lingui/core/macro'
import type { ActionType, ParametersFragment, VerificationStatus } from '../../generated/documents.ts'
import { targetOf } from './words.ts'

interface Verified {
  readonly type: ActionType
  readonly parameters: ParametersFragment
  readonly verification: { readonly status: VerificationStatus }
}

type Findings = readonly [passed: string, failed: string]

/** What a passed and a failed verification found, in a sentence. */
const findings: Readonly<Record<ActionType, (target: string) => Findings>> = {
  KILL_PROCESS: target => [t`The process ${target} is gone`, t`The process ${target} is running again`],
  ISOLATE_DEVICE: () => [t`The isolation is active`, t`The isolation is not active`],
  UNISOLATE_DEVICE: () => [t`The isolation is gone`, t`The isolation is still active`],
  QUARANTINE_FILE: target => [
    t`${target} is gone, and the vault holds the file`,
    t`${target} is not in the vault, or is back`,
  ],
  BLOCK_IP: target => [t`The rule for ${target} is active`, t`The rule for ${target} is not active`],
  UNBLOCK_IP: target => [t`The rule for ${target} is gone`, t`The rule for ${target} is still active`],
  RESET_USER_SESSION: target => [
    t`No earlier session of ${target} is left`,
    t`An earlier session of ${target} is still open`,
  ],
  FORCE_PASSWORD_RESET: target => [
    t`${target} must set a new password, and the mail server accepted the message`,
    t`${target} was not asked for a new password`,
  ],
  COLLECT_FORENSICS: () => [
    t`The server’s copies have the hashes that the device reported`,
    t`A copy on the server has another hash than the device reported`,
  ],
  RUN_SCRIPT: () => [t`Nothing of the script is running`, t`Something of the script is still running`],
}

/** `The rule for 203.0.113.9 is active`; null while nothing was found. */
export function findingOf({ type, parameters, verification: { status } }: Verified): string | null {
  if (status !== 'PASSED' && status !== 'FAILED') return null
  return findings[type](targetOf(parameters))[status === 'PASSED' ? 0 : 1]
}

/** What the device says that it did, in a sentence; null if its output is not as expected. */
export function doneOf(type: ActionType, output: unknown): string | null {
  if (typeof output !== 'object' || output === null) return null
  const done = output as Record<string, unknown>
  const { pid, exitCode, sessions, artifacts } = done
  const text = (name: string): string | null => (typeof done[name] === 'string' ? done[name] : null)
  const [path, address, username, processName] = ['path', 'address', 'username', 'processName'].map(text)
  switch (type) {
    case 'KILL_PROCESS':
      if (typeof pid !== 'number') return null
      return processName ? t`Ended ${processName} (pid ${pid})` : t`Ended the process (pid ${pid})`
    case 'QUARANTINE_FILE':
      return path ? t`Moved ${path} into the vault` : null
    case 'BLOCK_IP':
      return address ? t`Blocks ${address}` : null
    case 'UNBLOCK_IP':
      return address ? t`No longer blocks ${address}` : null
    case 'RESET_USER_SESSION':
      if (!username) return null
      return Array.isArray(sessions)
        ? t`Ended ${plural(sessions.length, { one: '# session', other: '# sessions' })} of ${username}`
        : t`Ended the sessions of ${username}`
    case 'COLLECT_FORENSICS':
      return Array.isArray(artifacts)
        ? t`Collected ${plural(artifacts.length, { one: '# file', other: '# files' })}`
        : null
    case 'RUN_SCRIPT':
      return typeof exitCode === 'number' ? t`The script ended with exit code ${exitCode}` : null
    default:
      return null
  }
}
