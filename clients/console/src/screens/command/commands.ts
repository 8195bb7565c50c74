import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import type { ActionInput, ActionType, ForensicArtifact } from '../../../generated/documents.ts'
import { faultsOf, fieldsOf, forensicArtifacts, forms, type Values } from '../submit/fields.ts'
import { secondsOf, tokensOf } from './tokens.ts'

export interface Script {
  readonly id: string
  readonly name: string
}

/** What commands and their completion know about the device. */
export interface Surroundings {
  readonly scripts: readonly Script[]
  /** Processes of the device's detections. */
  readonly processes: readonly { readonly pid: number; readonly name: string }[]
  readonly blockedAddresses: readonly string[]
}

export interface Command {
  readonly type: ActionType
  readonly action: ActionInput
  /** Seconds after which the effect ends; null: until undone. */
  readonly effectFor: number | null
  /** Empty if the line has none. */
  readonly justification: string
}

export type Parsed =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'help' }
  | { readonly kind: 'fault'; readonly message: string }

interface Verb {
  readonly type: ActionType
  /** The words after the verb. */
  readonly usage: string
  readonly about: MessageDescriptor
  readonly canEnd?: boolean
  /** The values of the action's fields, or what is wrong. */
  readonly read: (words: readonly string[], around: Surroundings) => Values | string
  readonly complete?: (around: Surroundings) => readonly string[]
}

/** Named like the commands of the command line `defend`. */
export const verbs: Readonly<Record<string, Verb>> = {
  kill: {
    type: 'KILL_PROCESS',
    usage: 'PID [NAME]',
    about: msg`End a process, if it has this name`,
    read: ([pid = '', processName = '']) => ({ pid, processName }),
    complete: ({ processes }) => processes.map(({ pid, name }) => `${pid} ${quoted(name)}`),
  },
  isolate: {
    type: 'ISOLATE_DEVICE',
    get usage() {
      return t`[ALLOWED ADDRESS …] [--for 8h]`
    },
    about: msg`Cut the device off the network`,
    canEnd: true,
    read: words => ({ allowAddresses: words.join('\n') }),
  },
  release: {
    type: 'UNISOLATE_DEVICE',
    usage: '',
    about: msg`End the isolation`,
    read: () => ({}),
  },
  block: {
    type: 'BLOCK_IP',
    usage: 'ADDRESS [--for 8h]',
    about: msg`Drop all traffic to and from an address`,
    canEnd: true,
    read: ([address = '']) => ({ address }),
  },
  unblock: {
    type: 'UNBLOCK_IP',
    usage: 'ADDRESS',
    about: msg`End a block`,
    read: ([address = '']) => ({ address }),
    complete: ({ blockedAddresses }) => blockedAddresses,
  },
  quarantine: {
    type: 'QUARANTINE_FILE',
    usage: 'PATH [SHA-256]',
    about: msg`Move a file into the vault`,
    read: ([path = '', sha256 = '']) => ({ path, sha256 }),
  },
  logout: {
    type: 'RESET_USER_SESSION',
    usage: '[USER]',
    about: msg`Sign a user out, by default the active one`,
    read: ([username = '']) => ({ username }),
  },
  forensics: {
    type: 'COLLECT_FORENSICS',
    usage: '[event_logs] [prefetch] [memory_dump]',
    about: msg`Collect evidence, by default all three kinds`,
    read: words => {
      const kinds = words.map(word => word.toUpperCase())
      const unknown = kinds.find(kind => !forensicArtifacts.includes(kind as ForensicArtifact))
      return unknown ? t`Unknown kind of evidence: ${unknown.toLowerCase()}` : { include: kinds.join('\n') }
    },
    complete: () => forensicArtifacts.map(kind => kind.toLowerCase()),
  },
  script: {
    type: 'RUN_SCRIPT',
    usage: 'NAME [ARGUMENT …]',
    about: msg`Run a registered script`,
    read: ([name = '', ...given], { scripts }) => {
      const script = scripts.find(one => one.name === name)
      return script
        ? { scriptId: script.id, arguments: given.join('\n') }
        : t`No registered script has the name “${name}”`
    },
    complete: ({ scripts }) => scripts.map(({ name }) => quoted(name)),
  },
}

const quoted = (text: string): string => (/\s/.test(text) ? `"${text}"` : text)
const fault = (message: string): Parsed => ({ kind: 'fault', message })
export const usageOf = (verb: string): string => `${verb} ${verbs[verb]?.usage ?? ''}`.trim()

/** Reads a line such as `block 203.0.113.7 --for 8h -- Command and control`. */
export function parseCommand(line: string, around: Surroundings): Parsed {
  const { words, justification } = tokensOf(line)
  const [name = '', ...all] = words
  if (name === 'help') return { kind: 'help' }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (!verb) return fault(t`Unknown command “${name}”. Type help for a list.`)
  const end = all.indexOf('--for')
  const effectFor = end < 0 ? null : secondsOf(all[end + 1] ?? '')
  if (end >= 0 && !verb.canEnd) return fault(t`${name} has no end. Leave out --for.`)
  if (end >= 0 && effectFor === null) return fault(t`--for needs a duration such as 30m, 8h or 7d.`)
  const rest = end < 0 ? all : all.toSpliced(end, 2)
  const values = verb.read(rest, around)
  if (typeof values === 'string') return fault(values)
  const [field, message] = Object.entries(faultsOf(fieldsOf(verb.type, false), values))[0] ?? []
  if (field && message) return fault(t`${field}: ${message}. Usage: ${usageOf(name)}`)
  const action = forms[verb.type].toInput(values)
  return { kind: 'command', command: { type: verb.type, action, effectFor, justification } }
}

/** Lines that continue the one typed so far. */
export function completionsOf(line: string, around: Surroundings): readonly string[] {
  const space = line.indexOf(' ')
  if (space < 0) return ['help', ...Object.keys(verbs)].filter(name => name.startsWith(line))
  const name = line.slice(0, space)
  const typed = line.slice(space + 1).trimStart()
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  return (verb?.complete?.(around) ?? [])
    .filter(one => one.toLowerCase().startsWith(typed.toLowerCase()) && one !== typed)
    .map(one => `${name} ${one}`)
}
