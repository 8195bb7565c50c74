import { i18n, type MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import type {
  ActionRowFragment,
  ActionStatus,
  ActionType,
  ActorNameFragment,
  BulkState,
  DetectionStatus,
  ParametersFragment,
  Platform,
  ScriptInterpreter,
  Severity,
  VerificationStatus,
} from '../../generated/documents.ts'
import { codeWords } from './code-words.ts'

export type Tone = 'wait' | 'queue' | 'run' | 'good' | 'bad' | 'gone'

const statusWords: Record<ActionStatus, { readonly word: MessageDescriptor; readonly tone: Tone }> = {
  PENDING_APPROVAL: {
    word: msg`Awaiting approval`,
    tone: 'wait',
  },
  QUEUED: {
    word: msg`Queued`,
    tone: 'queue',
  },
  EXECUTING: {
    word: msg`Executing`,
    tone: 'run',
  },
  COMPLETED: {
    word: msg`Completed`,
    tone: 'good',
  },
  FAILED: {
    word: msg`Failed`,
    tone: 'bad',
  },
  CANCELLED: {
    word: msg`Cancelled`,
    tone: 'gone',
  },
}
export const actionStatuses = Object.keys(statusWords) as ActionStatus[]

const verificationWords: Record<VerificationStatus, MessageDescriptor | null> = {
  NOT_SCHEDULED: null,
  SCHEDULED: msg`verification pending`,
  PASSED: msg`verified`,
  FAILED: msg`verification failed`,
  INCONCLUSIVE: msg`verification inconclusive`,
}

type Standing = Pick<ActionRowFragment, 'status' | 'verification' | 'failure' | 'cancellation'>

/** The state of an action, for its status dot. */
export function standing(action: Standing): {
  readonly word: string
  /** Left out where space is short, because a hollow or full dot shows the same. */
  readonly more?: string
  readonly tone: Tone
  readonly isFinal: boolean
} {
  const { tone } = statusWords[action.status]
  const word = statusWord(action.status)
  if (action.status === 'COMPLETED') {
    const { status } = action.verification
    const verified = verificationWords[status] && i18n._(verificationWords[status])
    if (status === 'SCHEDULED' || status === 'PASSED')
      return { word, more: `, ${verified}`, tone, isFinal: status === 'PASSED' }
    return { word: verified ? `${word}, ${verified}` : word, tone, isFinal: true }
  }
  const why = action.failure?.code ?? action.cancellation?.reason
  return { word: why ? `${word}: ${sentence(why)}` : word, tone, isFinal: tone === 'bad' || tone === 'gone' }
}

export const statusTone = (status: ActionStatus): Tone => statusWords[status].tone
export const statusWord = (status: ActionStatus): string => i18n._(statusWords[status].word)
export const verificationWord = (status: VerificationStatus): string =>
  i18n._(verificationWords[status] ?? msg`not verified`)

/** AGENT_OFFLINE → agent offline */
export const sentence = (code: string): string =>
  codeWords[code] ? i18n._(codeWords[code]) : code.toLowerCase().replaceAll('_', ' ')
export const titled = (code: string): string => capitalized(sentence(code))
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
/** For use within a sentence. German nouns after the first word keep their capitals. */
export const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export function nameOf(actor: ActorNameFragment): string {
  switch (actor.__typename) {
    case 'ResponseRuleActor':
      return t`Rule “${actor.rule.name}”`
    case 'SystemActor':
      return titled(actor.name)
    default:
      return actor.name
  }
}

/** The parameters of an action in one line. */
export function targetOf(parameters: ParametersFragment): string {
  switch (parameters.__typename) {
    case 'KillProcessParameters':
      return parameters.processName
        ? t`pid ${parameters.pid} (${parameters.processName})`
        : t`pid ${parameters.pid}`
    case 'IsolateDeviceParameters':
      return parameters.allowAddresses.length > 0 ? t`except ${parameters.allowAddresses.join(', ')}` : ''
    case 'UnisolateDeviceParameters':
      return parameters.note ?? ''
    case 'QuarantineFileParameters':
      return parameters.path
    case 'BlockIpParameters':
    case 'UnblockIpParameters':
      return parameters.address
    case 'ResetUserSessionParameters':
      return parameters.username ?? t`active user`
    case 'ForcePasswordResetParameters':
      return `${parameters.person.name} <${parameters.person.email}>`
    case 'CollectForensicsParameters':
      return parameters.include.map(sentence).join(', ')
    case 'RunScriptParameters':
      return [parameters.script.name, ...parameters.arguments].join(' ')
    default:
      return ''
  }
}

/** What an action does to the device and to the people who use it. */
export const effectOf = (type: ActionType): string => i18n._(effects[type])

const effects: Record<ActionType, MessageDescriptor> = {
  KILL_PROCESS: msg`The process ends at once. Its unsaved data is lost.`,
  ISOLATE_DEVICE: msg`The device loses every connection except the management channel and the allowed addresses. Its user is offline and its services are unreachable.`,
  UNISOLATE_DEVICE: msg`The device is back on the network.`,
  QUARANTINE_FILE: msg`The file moves into the vault. Programs that need it will fail.`,
  BLOCK_IP: msg`The device drops all traffic to and from the address.`,
  UNBLOCK_IP: msg`The device can talk to the address again.`,
  RESET_USER_SESSION: msg`The user is signed out at once. Unsaved work is lost.`,
  FORCE_PASSWORD_RESET: msg`The old password stops working. The person gets an e-mail.`,
  COLLECT_FORENSICS: msg`Memory and logs are collected and uploaded. The device may be slow meanwhile.`,
  RUN_SCRIPT: msg`The script runs with the rights of the agent.`,
}

export function duration(seconds: number): string {
  const units = [
    [86_400, t({ message: 'd', comment: 'Short for days' })],
    [3_600, t({ message: 'h', comment: 'Short for hours' })],
    [60, t({ message: 'min', comment: 'Short for minutes' })],
  ] as const
  const parts: string[] = []
  let rest = Math.round(seconds)
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count} ${unit}`)
    rest -= count * size
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest} s`)
  return parts.slice(0, 2).join(' ')
}

export const platformWords: Record<Platform, string> = {
  WINDOWS: 'Windows',
  LINUX: 'Linux',
  MACOS: 'macOS',
}
export const interpreterWords: Record<ScriptInterpreter, string> = {
  BASH: 'Bash',
  PYTHON: 'Python',
  POWERSHELL: 'PowerShell',
}

/** The service counts up to 10,000. */
export const many = (count: number): string =>
  count > 10_000 ? `${i18n.number(10_000)}+` : i18n.number(count)

export const severityTone: Record<Severity, Tone> = {
  CRITICAL: 'bad',
  HIGH: 'wait',
  MEDIUM: 'run',
  LOW: 'queue',
  INFORMATIONAL: 'gone',
}
export const severities = Object.keys(severityTone) as Severity[]

export const detectionTone: Record<DetectionStatus, Tone> = {
  NEW: 'bad',
  IN_PROGRESS: 'run',
  RESOLVED: 'good',
  FALSE_POSITIVE: 'gone',
}
export const detectionStatuses = Object.keys(detectionTone) as DetectionStatus[]

export const bulkWords: Record<BulkState, { readonly word: MessageDescriptor; readonly tone: Tone }> = {
  RUNNING: {
    word: msg`Running`,
    tone: 'run',
  },
  PAUSED: {
    word: msg`Paused`,
    tone: 'wait',
  },
  ABORTED: {
    word: msg`Aborted`,
    tone: 'bad',
  },
  FINISHED: {
    word: msg`Finished`,
    tone: 'good',
  },
}
