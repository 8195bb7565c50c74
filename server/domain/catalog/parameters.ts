import { type Address, isTooWideToAllow, parseAddress, protection } from '#domain/device/address.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeName, isSafeText, isSha256, lengthOf } from '#domain/text/text.ts'
import {
  type ActionType,
  type ForensicArtifact,
  forensicArtifacts,
  type Platform,
  type Requested,
} from './action-types.ts'

type Optional<T> = T | null | undefined

/** A requested action: exactly one of these fields. */
export interface ActionInput {
  readonly killProcess?: Optional<{ pid: number; startedAt?: Optional<Date>; processName?: Optional<string> }>
  readonly isolateDevice?: Optional<{ allowAddresses?: Optional<readonly string[]> }>
  readonly unisolateDevice?: Optional<{ note?: Optional<string> }>
  readonly quarantineFile?: Optional<{ path: string; sha256?: Optional<string> }>
  readonly blockIp?: Optional<{ address: string }>
  readonly unblockIp?: Optional<{ address: string }>
  readonly resetUserSession?: Optional<{ username?: Optional<string> }>
  readonly collectForensics?: Optional<{
    include?: Optional<readonly ForensicArtifact[]>
    pid?: Optional<number>
  }>
  /** Raw ids; null if the caller's id is invalid. */
  readonly forcePasswordReset?: Optional<{ person?: string | null | undefined }>
  readonly runScript?: Optional<{
    script: string | null
    arguments?: Optional<readonly string[]>
    timeout?: Optional<number>
  }>
}

/** A valid request whose ids plan.ts has not resolved yet. */
export type UnresolvedAction =
  | Exclude<Requested, { readonly type: 'FORCE_PASSWORD_RESET' | 'RUN_SCRIPT' }>
  /** `person` undefined: the person to whom the device is assigned. */
  | { readonly type: 'FORCE_PASSWORD_RESET'; readonly person: string | null | undefined }
  | {
      readonly type: 'RUN_SCRIPT'
      readonly script: string | null
      readonly arguments: readonly string[]
      readonly timeout: number
    }

type Field = keyof ActionInput
type InputOf<F extends Field> = NonNullable<ActionInput[F]>
type Parsed = UnresolvedAction | Refused

const maxName = 500
const maxAllowed = 50

/** Null if the text is 1 to 500 characters on one line. */
const badName = (text: string, ...path: string[]): Refused | null => {
  const field = path.at(-1) ?? 'text'
  if (!isSafeName(text))
    return invalid(`${field} must not contain NUL, lone surrogates or line breaks`, ...path)
  const length = lengthOf(text)
  return length >= 1 && length <= maxName
    ? null
    : invalid(`${field} must be 1 to ${maxName} characters`, ...path)
}
const badOptionalName = (text: Optional<string>, ...path: string[]) =>
  text === null || text === undefined ? null : badName(text, ...path)

const addressOf = (text: string, ...path: string[]): Address | Refused =>
  parseAddress(text) ?? invalid('must be an IPv4 or IPv6 address or a CIDR block', ...path)

function killProcess({ pid, startedAt, processName }: InputOf<'killProcess'>): Parsed {
  const path = ['action', 'killProcess']
  if (pid < 1) return invalid('pid must be at least 1', ...path, 'pid')
  const bad = badOptionalName(processName, ...path, 'processName')
  if (bad) return bad
  const parameters = { pid, startedAt: startedAt?.toISOString() ?? null, processName: processName ?? null }
  return { type: 'KILL_PROCESS', parameters }
}

function isolateDevice({ allowAddresses }: InputOf<'isolateDevice'>): Parsed {
  const path = ['action', 'isolateDevice', 'allowAddresses']
  const addresses = allowAddresses ?? []
  if (addresses.length > maxAllowed)
    return invalid(`allowAddresses must have at most ${maxAllowed} addresses`, ...path)
  const texts = new Set<string>()
  for (const [i, text] of addresses.entries()) {
    const address = addressOf(text, ...path, String(i))
    if (isRefused(address)) return address
    if (isTooWideToAllow(address))
      return invalid(`${address.text} must not be wider than /16`, ...path, String(i))
    texts.add(address.text)
  }
  return { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [...texts].sort() } }
}

function unisolateDevice({ note }: InputOf<'unisolateDevice'>): Parsed {
  const path = ['action', 'unisolateDevice', 'note']
  if (note !== null && note !== undefined) {
    if (!isSafeText(note)) return invalid('note must not contain NUL or lone surrogates', ...path)
    if (note === '' || lengthOf(note) > maxName)
      return invalid(`note must be 1 to ${maxName} characters`, ...path)
  }
  return { type: 'UNISOLATE_DEVICE', parameters: { note: note ?? null } }
}

const absolute = {
  LINUX: /^\//,
  MACOS: /^\//,
  WINDOWS: /^(?:[a-z]:[\\/]|\\\\[^\\]+\\[^\\]+)/i,
} as const
const maxPath = 4096

function quarantineFile({ path: file, sha256 }: InputOf<'quarantineFile'>): Parsed {
  const path = ['action', 'quarantineFile']
  if (!isSafeText(file)) return invalid('path must not contain NUL or lone surrogates', ...path, 'path')
  if (lengthOf(file) > maxPath) return invalid(`path must be at most ${maxPath} characters`, ...path, 'path')
  if (!absolute.LINUX.test(file) && !absolute.WINDOWS.test(file))
    return invalid('path must be absolute', ...path, 'path')
  if (sha256 !== null && sha256 !== undefined && !isSha256(sha256))
    return invalid('sha256 must be 64 hexadecimal digits', ...path, 'sha256')
  return { type: 'QUARANTINE_FILE', parameters: { path: file, sha256: sha256?.toLowerCase() ?? null } }
}

const withAddress =
  (field: 'blockIp' | 'unblockIp', type: 'BLOCK_IP' | 'UNBLOCK_IP') =>
  ({ address: text }: InputOf<'blockIp'>): Parsed => {
    const address = addressOf(text, 'action', field, 'address')
    return isRefused(address) ? address : { type, parameters: { address: address.text } }
  }

function resetUserSession({ username }: InputOf<'resetUserSession'>): Parsed {
  const bad = badOptionalName(username, 'action', 'resetUserSession', 'username')
  return bad ?? { type: 'RESET_USER_SESSION', parameters: { username: username ?? null } }
}

function collectForensics({ include, pid }: InputOf<'collectForensics'>): Parsed {
  const path = ['action', 'collectForensics']
  if (include?.length === 0)
    return invalid('include must not be empty; leave it out to collect everything', ...path, 'include')
  if (pid !== null && pid !== undefined && pid < 1) return invalid('pid must be at least 1', ...path, 'pid')
  const parameters = { include: [...new Set(include ?? forensicArtifacts)], pid: pid ?? null }
  return { type: 'COLLECT_FORENSICS', parameters }
}

const maxArguments = 64
/** Total bytes in UTF-8. */
const maxArgumentBytes = 32 * 1024
const longestScript = 86_400

function runScript({ script, arguments: list, timeout }: InputOf<'runScript'>): Parsed {
  const path = ['action', 'runScript']
  const texts = list ?? []
  if (texts.length > maxArguments)
    return invalid(`arguments must have at most ${maxArguments} elements`, ...path, 'arguments')
  const unsafe = texts.findIndex(text => !isSafeText(text))
  if (unsafe >= 0)
    return invalid('arguments must not contain NUL or lone surrogates', ...path, 'arguments', String(unsafe))
  if (texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0) > maxArgumentBytes)
    return invalid(`arguments must be at most ${maxArgumentBytes} bytes in total`, ...path, 'arguments')
  if (timeout != null && (timeout < 1 || timeout > longestScript))
    return invalid(`timeout must be between 1 and ${longestScript} seconds`, ...path, 'timeout')
  return { type: 'RUN_SCRIPT', script, arguments: texts, timeout: timeout ?? 600 }
}

const forcePasswordReset = ({ person }: InputOf<'forcePasswordReset'>): Parsed => ({
  type: 'FORCE_PASSWORD_RESET',
  person,
})

const parsers: { readonly [F in Field]-?: (input: InputOf<F>) => Parsed } = {
  killProcess,
  isolateDevice,
  unisolateDevice,
  quarantineFile,
  blockIp: withAddress('blockIp', 'BLOCK_IP'),
  unblockIp: withAddress('unblockIp', 'UNBLOCK_IP'),
  resetUserSession,
  forcePasswordReset,
  collectForensics,
  runScript,
}

/** Checks everything that does not depend on the device. Refusals have the field's path. */
export function parseAction(input: ActionInput): Parsed {
  const [field, ...others] = (Object.keys(parsers) as Field[]).filter(field => input[field] != null)
  if (!field || others.length > 0) return invalid('action must have exactly one field', 'action')
  const parse = parsers[field] as (input: unknown) => Parsed
  return parse(input[field])
}

export const fieldOf: { readonly [T in ActionType]: Field } = {
  KILL_PROCESS: 'killProcess',
  ISOLATE_DEVICE: 'isolateDevice',
  UNISOLATE_DEVICE: 'unisolateDevice',
  QUARANTINE_FILE: 'quarantineFile',
  BLOCK_IP: 'blockIp',
  UNBLOCK_IP: 'unblockIp',
  RESET_USER_SESSION: 'resetUserSession',
  FORCE_PASSWORD_RESET: 'forcePasswordReset',
  COLLECT_FORENSICS: 'collectForensics',
  RUN_SCRIPT: 'runScript',
}

/** Checks the target for the device's platform, then refuses protected targets. */
export function guardTarget(
  requested: Requested,
  platform: Platform | null,
  serverAddresses: readonly Address[],
): Refused | null {
  const path = ['action', fieldOf[requested.type]]
  switch (requested.type) {
    case 'QUARANTINE_FILE':
      return platform === null || absolute[platform].test(requested.parameters.path)
        ? null
        : invalid(`path must be absolute on ${platform}`, ...path, 'path')
    case 'KILL_PROCESS':
      return requested.parameters.pid === 1
        ? refuse('PROTECTED_TARGET', 'process 1 must not be killed', [...path, 'pid'])
        : null
    case 'BLOCK_IP':
    case 'UNBLOCK_IP': {
      const address = parseAddress(requested.parameters.address)
      const reason = address && protection(address, serverAddresses)
      return reason ? refuse('PROTECTED_TARGET', reason, [...path, 'address']) : null
    }
    default:
      return null
  }
}
