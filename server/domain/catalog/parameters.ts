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
  /** Raw ids; null if the id names nothing. */
  readonly forcePasswordReset?: Optional<{ person?: string | null | undefined }>
  readonly runScript?: Optional<{
    script: string | null
    arguments?: Optional<readonly string[]>
    timeout?: Optional<number>
  }>
}

/** A valid request whose ids are not resolved yet: see plan.ts. */
export type UnresolvedAction =
  | Exclude<Requested, { readonly type: 'FORCE_PASSWORD_RESET' | 'RUN_SCRIPT' }>
  /** Undefined: the person to whom the device is assigned. */
  | { readonly type: 'FORCE_PASSWORD_RESET'; readonly person: string | null | undefined }
  | {
      readonly type: 'RUN_SCRIPT'
      readonly script: string | null
      readonly arguments: readonly string[]
      readonly timeout: number
    }

type Field = keyof ActionInput
type Given<F extends Field> = NonNullable<ActionInput[F]>
type Parsed = UnresolvedAction | Refused

const maxName = 500
const maxAllowed = 50

/** A refusal that blames `field`, or null where the text is 1 to 500 characters on one line. */
const badName = (text: string, ...path: string[]): Refused | null => {
  const what = path.at(-1) ?? 'text'
  if (!isSafeName(text)) return invalid(`${what} has a NUL, a lone surrogate or a line break`, ...path)
  const length = lengthOf(text)
  return length >= 1 && length <= maxName ? null : invalid(`${what} is 1 to ${maxName} characters`, ...path)
}
const badOptionalName = (text: Optional<string>, ...path: string[]) =>
  text === null || text === undefined ? null : badName(text, ...path)

const addressOf = (text: string, ...path: string[]): Address | Refused =>
  parseAddress(text) ?? invalid('is no IPv4 or IPv6 address or CIDR block', ...path)

function killProcess({ pid, startedAt, processName }: Given<'killProcess'>): Parsed {
  const path = ['action', 'killProcess']
  if (pid < 1) return invalid('a process id is 1 or more', ...path, 'pid')
  const bad = badOptionalName(processName, ...path, 'processName')
  if (bad) return bad
  const parameters = { pid, startedAt: startedAt?.toISOString() ?? null, processName: processName ?? null }
  return { type: 'KILL_PROCESS', parameters }
}

function isolateDevice({ allowAddresses }: Given<'isolateDevice'>): Parsed {
  const path = ['action', 'isolateDevice', 'allowAddresses']
  const given = allowAddresses ?? []
  if (given.length > maxAllowed) return invalid(`at most ${maxAllowed} addresses may stay reachable`, ...path)
  const texts = new Set<string>()
  for (const [i, text] of given.entries()) {
    const address = addressOf(text, ...path, String(i))
    if (isRefused(address)) return address
    if (isTooWideToAllow(address)) return invalid(`${address.text} is wider than /16`, ...path, String(i))
    texts.add(address.text)
  }
  return { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [...texts].sort() } }
}

function unisolateDevice({ note }: Given<'unisolateDevice'>): Parsed {
  const path = ['action', 'unisolateDevice', 'note']
  if (note !== null && note !== undefined) {
    if (!isSafeText(note)) return invalid('note has a NUL or a lone surrogate', ...path)
    if (note === '' || lengthOf(note) > maxName) return invalid(`note is 1 to ${maxName} characters`, ...path)
  }
  return { type: 'UNISOLATE_DEVICE', parameters: { note: note ?? null } }
}

const absolute = {
  LINUX: /^\//,
  MACOS: /^\//,
  WINDOWS: /^(?:[a-z]:[\\/]|\\\\[^\\]+\\[^\\]+)/i,
} as const
const maxPath = 4096

function quarantineFile({ path: file, sha256 }: Given<'quarantineFile'>): Parsed {
  const path = ['action', 'quarantineFile']
  if (!isSafeText(file)) return invalid('path has a NUL or a lone surrogate', ...path, 'path')
  if (lengthOf(file) > maxPath) return invalid(`path is at most ${maxPath} characters`, ...path, 'path')
  if (!absolute.LINUX.test(file) && !absolute.WINDOWS.test(file))
    return invalid('path is not absolute', ...path, 'path')
  if (sha256 !== null && sha256 !== undefined && !isSha256(sha256))
    return invalid('sha256 is 64 hexadecimal digits', ...path, 'sha256')
  return { type: 'QUARANTINE_FILE', parameters: { path: file, sha256: sha256?.toLowerCase() ?? null } }
}

const withAddress =
  (field: 'blockIp' | 'unblockIp', type: 'BLOCK_IP' | 'UNBLOCK_IP') =>
  ({ address: text }: Given<'blockIp'>): Parsed => {
    const address = addressOf(text, 'action', field, 'address')
    return isRefused(address) ? address : { type, parameters: { address: address.text } }
  }

function resetUserSession({ username }: Given<'resetUserSession'>): Parsed {
  const bad = badOptionalName(username, 'action', 'resetUserSession', 'username')
  return bad ?? { type: 'RESET_USER_SESSION', parameters: { username: username ?? null } }
}

function collectForensics({ include, pid }: Given<'collectForensics'>): Parsed {
  const path = ['action', 'collectForensics']
  if (include?.length === 0) return invalid('include names nothing; leave it out for all', ...path, 'include')
  if (pid !== null && pid !== undefined && pid < 1)
    return invalid('a process id is 1 or more', ...path, 'pid')
  const parameters = { include: [...new Set(include ?? forensicArtifacts)], pid: pid ?? null }
  return { type: 'COLLECT_FORENSICS', parameters }
}

const maxArguments = 64
/** Bytes in UTF-8, together. */
const maxArgumentBytes = 32 * 1024
const longestScript = 86_400

function runScript({ script, arguments: given, timeout }: Given<'runScript'>): Parsed {
  const path = ['action', 'runScript']
  const texts = given ?? []
  if (texts.length > maxArguments)
    return invalid(`at most ${maxArguments} arguments are given`, ...path, 'arguments')
  const unsafe = texts.findIndex(text => !isSafeText(text))
  if (unsafe >= 0)
    return invalid('an argument has a NUL or a lone surrogate', ...path, 'arguments', String(unsafe))
  if (texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0) > maxArgumentBytes)
    return invalid(`arguments are at most ${maxArgumentBytes} bytes together`, ...path, 'arguments')
  if (timeout != null && (timeout < 1 || timeout > longestScript))
    return invalid(`timeout is 1 to ${longestScript} seconds`, ...path, 'timeout')
  return { type: 'RUN_SCRIPT', script, arguments: texts, timeout: timeout ?? 600 }
}

const forcePasswordReset = ({ person }: Given<'forcePasswordReset'>): Parsed => ({
  type: 'FORCE_PASSWORD_RESET',
  person,
})

const parsers: { readonly [F in Field]-?: (input: Given<F>) => Parsed } = {
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

/** Validates a request independently of the device. Refusals carry the field's path. */
export function parseAction(input: ActionInput): Parsed {
  const given = (Object.keys(parsers) as Field[]).filter(field => input[field] != null)
  const [field] = given
  if (!field || given.length > 1) return invalid('exactly one action is named', 'action')
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

/** Checks the target on this device: path notation, then protected targets. */
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
        : invalid(`path is not absolute on ${platform}`, ...path, 'path')
    case 'KILL_PROCESS':
      return requested.parameters.pid === 1
        ? refuse('PROTECTED_TARGET', 'process 1 is never killed', [...path, 'pid'])
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
