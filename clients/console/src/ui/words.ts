import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
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

const statusWords: Record<ActionStatus, { readonly word: string; readonly tone: Tone }> = {
  PENDING_APPROVAL: {
    get word() {
      return t`Awaiting approval`
    },
    tone: 'wait',
  },
  QUEUED: {
    get word() {
      return t`Queued`
    },
    tone: 'queue',
  },
  EXECUTING: {
    get word() {
      return t`Executing`
    },
    tone: 'run',
  },
  COMPLETED: {
    get word() {
      return t`Completed`
    },
    tone: 'good',
  },
  FAILED: {
    get word() {
      return t`Failed`
    },
    tone: 'bad',
  },
  CANCELLED: {
    get word() {
      return t`Cancelled`
    },
    tone: 'gone',
  },
}
export const actionStatuses = Object.keys(statusWords) as ActionStatus[]

const verificationWords: Record<VerificationStatus, string | null> = {
  NOT_SCHEDULED: null,
  get SCHEDULED() {
    return t`verification pending`
  },
  get PASSED() {
    return t`verified`
  },
  get FAILED() {
    return t`verification failed`
  },
  get INCONCLUSIVE() {
    return t`verification inconclusive`
  },
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
  const { word, tone } = statusWords[action.status]
  if (action.status === 'COMPLETED') {
    const { status } = action.verification
    const verified = verificationWords[status]
    if (status === 'SCHEDULED' || status === 'PASSED')
      return { word, more: `, ${verified}`, tone, isFinal: status === 'PASSED' }
    return { word: verified ? `${word}, ${verified}` : word, tone, isFinal: true }
  }
  const why = action.failure?.code ?? action.cancellation?.reason
  return { word: why ? `${word}: ${sentence(why)}` : word, tone, isFinal: tone === 'bad' || tone === 'gone' }
}

export const statusTone = (status: ActionStatus): Tone => statusWords[status].tone
export const statusWord = (status: ActionStatus): string => statusWords[status].word
export const verificationWord = (status: VerificationStatus): string =>
  verificationWords[status] ?? t`not verified`

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
export const effectOf = (type: ActionType): string => effects[type]

const effects: Record<ActionType, string> = {
  get KILL_PROCESS() {
    return t`The process ends at once. Its unsaved data is lost.`
  },
  get ISOLATE_DEVICE() {
    return t`The device loses every connection except the management channel and the allowed addresses. Its user is offline and its services are unreachable.`
  },
  get UNISOLATE_DEVICE() {
    return t`The device is back on the network.`
  },
  get QUARANTINE_FILE() {
    return t`The file moves into the vault. Programs that need it will fail.`
  },
  get BLOCK_IP() {
    return t`The device drops all traffic to and from the address.`
  },
  get UNBLOCK_IP() {
    return t`The device can talk to the address again.`
  },
  get RESET_USER_SESSION() {
    return t`The user is signed out at once. Unsaved work is lost.`
  },
  get FORCE_PASSWORD_RESET() {
    return t`The old password stops working. The person gets an e-mail.`
  },
  get COLLECT_FORENSICS() {
    return t`Memory and logs are collected and uploaded. The device may be slow meanwhile.`
  },
  get RUN_SCRIPT() {
    return t`The script runs with the rights of the agent.`
  },
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

export const bulkWords: Record<BulkState, { readonly word: string; readonly tone: Tone }> = {
  RUNNING: {
    get word() {
      return t`Running`
    },
    tone: 'run',
  },
  PAUSED: {
    get word() {
      return t`Paused`
    },
    tone: 'wait',
  },
  ABORTED: {
    get word() {
      return t`Aborted`
    },
    tone: 'bad',
  },
  FINISHED: {
    get word() {
      return t`Finished`
    },
    tone: 'good',
  },
}
