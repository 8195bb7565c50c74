import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import type { ActionInput, ActionType, ForensicArtifact } from '../../../generated/documents.ts'

export type Values = Readonly<Record<string, string>>

export interface Field {
  /** The name of the GraphQL input field, so that a refusal's `path` leads to it. */
  readonly name: string
  readonly label: MessageDescriptor
  readonly hint?: MessageDescriptor
  readonly kind: 'text' | 'number' | 'lines' | 'artifacts' | 'person' | 'script'
  readonly isRequired?: boolean
  readonly check?: (value: string) => string | null
}

interface Form {
  readonly fields: readonly Field[]
  readonly toInput: (values: Values) => ActionInput
  /** Whether the action's effect can end automatically. */
  readonly hasEnd?: boolean
}

const text = (value: string | undefined): string | null => value?.trim() || null
const whole = (value: string | undefined): number => Number.parseInt(value ?? '', 10) || 0
const optional = (value: string | undefined): number | null => (text(value) ? whole(value) : null)
export const lines = (value: string | undefined): string[] =>
  (value ?? '')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')

const isPid = (value: string) =>
  /^[1-9]\d{0,9}$/.test(value.trim()) ? null : t`Must be a whole number, 1 or more`
const isSha256 = (value: string) =>
  /^[0-9a-f]{64}$/i.test(value.trim()) ? null : t`Must be 64 hexadecimal digits`
const isInstant = (value: string) =>
  Number.isNaN(Date.parse(value)) ? t`Must be a time such as 2026-11-24T09:30:00.000Z` : null
const isAddress = (value: string) =>
  value
    .split(/\r?\n/)
    .map(line => line.trim())
    .every(line => line === '' || /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(\/\d{1,3})?$/i.test(line))
    ? null
    : t`Must be an IPv4 or IPv6 address, or a CIDR block`
const isAbsolute = (value: string) =>
  /^(\/|[a-z]:[\\/]|\\\\)/i.test(value.trim()) ? null : t`Must be an absolute path`

export const forensicArtifacts: readonly ForensicArtifact[] = ['EVENT_LOGS', 'PREFETCH', 'MEMORY_DUMP']

export const forms: Record<ActionType, Form> = {
  KILL_PROCESS: {
    fields: [
      {
        name: 'pid',
        label: msg`Process id`,
        kind: 'number',
        isRequired: true,
        check: isPid,
      },
      {
        name: 'processName',
        label: msg`Executable name`,
        hint: msg`The agent refuses if the process has another name, because process ids are reused`,
        kind: 'text',
      },
      {
        name: 'startedAt',
        label: msg`Started at`,
        hint: msg`The agent refuses if the process started at another time`,
        kind: 'text',
        check: isInstant,
      },
    ],
    toInput: ({ pid, processName, startedAt }) => ({
      killProcess: { pid: whole(pid), processName: text(processName), startedAt: text(startedAt) },
    }),
  },
  ISOLATE_DEVICE: {
    fields: [
      {
        name: 'allowAddresses',
        label: msg`Allowed addresses`,
        hint: msg`One per line. The management channel is always allowed`,
        kind: 'lines',
        check: isAddress,
      },
    ],
    hasEnd: true,
    toInput: ({ allowAddresses }) => ({ isolateDevice: { allowAddresses: lines(allowAddresses) } }),
  },
  UNISOLATE_DEVICE: {
    fields: [
      {
        name: 'note',
        label: msg`Note`,
        kind: 'text',
      },
    ],
    toInput: ({ note }) => ({ unisolateDevice: { note: text(note) } }),
  },
  QUARANTINE_FILE: {
    fields: [
      {
        name: 'path',
        label: msg`Path`,
        kind: 'text',
        isRequired: true,
        check: isAbsolute,
      },
      {
        name: 'sha256',
        // The same in every language.
        label: { id: 'SHA-256' },
        hint: msg`The agent refuses if the file has another hash`,
        kind: 'text',
        check: isSha256,
      },
    ],
    toInput: ({ path, sha256 }) => ({ quarantineFile: { path: text(path) ?? '', sha256: text(sha256) } }),
  },
  BLOCK_IP: {
    fields: [
      {
        name: 'address',
        label: msg`Address`,
        hint: msg`IPv4, IPv6 or a CIDR block`,
        kind: 'text',
        isRequired: true,
        check: isAddress,
      },
    ],
    hasEnd: true,
    toInput: ({ address }) => ({ blockIp: { address: text(address) ?? '' } }),
  },
  UNBLOCK_IP: {
    fields: [
      {
        name: 'address',
        label: msg`Address`,
        kind: 'text',
        isRequired: true,
        check: isAddress,
      },
    ],
    toInput: ({ address }) => ({ unblockIp: { address: text(address) ?? '' } }),
  },
  RESET_USER_SESSION: {
    fields: [
      {
        name: 'username',
        label: msg`User`,
        hint: msg`Leave empty for the active user`,
        kind: 'text',
      },
    ],
    toInput: ({ username }) => ({ resetUserSession: { username: text(username) } }),
  },
  FORCE_PASSWORD_RESET: {
    fields: [
      {
        name: 'personId',
        label: msg`Person`,
        hint: msg`Leave empty for the person that the device is assigned to`,
        kind: 'person',
      },
    ],
    toInput: ({ personId }) => ({ forcePasswordReset: { personId: text(personId) } }),
  },
  COLLECT_FORENSICS: {
    fields: [
      {
        name: 'include',
        label: msg`Artifacts`,
        hint: msg`Leave empty for all three`,
        kind: 'artifacts',
      },
      {
        name: 'pid',
        label: msg`Process id`,
        hint: msg`Memory of this process. Leave empty for the process of the detection, or the whole device`,
        kind: 'number',
        check: isPid,
      },
    ],
    toInput: ({ include, pid }) => ({
      collectForensics: {
        include: text(include) ? (lines(include) as ForensicArtifact[]) : null,
        pid: optional(pid),
      },
    }),
  },
  RUN_SCRIPT: {
    fields: [
      {
        name: 'scriptId',
        label: msg`Script`,
        kind: 'script',
        isRequired: true,
      },
      {
        name: 'arguments',
        label: msg`Arguments`,
        hint: msg`One per line`,
        kind: 'lines',
      },
      {
        name: 'timeout',
        label: msg`Timeout, seconds`,
        hint: msg`600 by default`,
        kind: 'number',
        check: isPid,
      },
    ],
    toInput: ({ scriptId, arguments: given, timeout }) => ({
      runScript: { scriptId: text(scriptId) ?? '', arguments: lines(given), timeout: optional(timeout) },
    }),
  },
}

/** In a bulk action a process id alone names a different process on each device. */
export const fieldsOf = (type: ActionType, isBulk: boolean): readonly Field[] =>
  isBulk && type === 'KILL_PROCESS'
    ? forms[type].fields.map(field => (field.name === 'processName' ? { ...field, isRequired: true } : field))
    : forms[type].fields

/** Errors of the values typed so far, by field. The service checks them again. */
export function faultsOf(fields: readonly Field[], values: Values): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {}
  for (const { name, isRequired, check } of fields) {
    const value = values[name]?.trim() ?? ''
    const fault = value === '' ? (isRequired ? t`Required` : null) : (check?.(value) ?? null)
    if (fault) faults[name] = fault
  }
  return faults
}

export const justificationFault = (justification: string): string | null => {
  const length = justification.trim().length
  if (length < 10) return t`At least 10 characters, ${length} so far`
  return length > 2000 ? t`At most 2,000 characters` : null
}
