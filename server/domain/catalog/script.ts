import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { isSafeText } from '#domain/text/text.ts'
import { parseName } from '#domain/text/text-fields.ts'
import type { Platform } from './action-types.ts'

/** A registered script. Only `retiredAt` ever changes. */
export interface ScriptRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly interpreter: Interpreter
  /** SHA-256 of the body in UTF-8, hex. */
  readonly sha256: string
  readonly body: string
  readonly destructive: boolean
  readonly registeredBy: Actor
  /** The analyst who registered it or owns the service account that did. */
  readonly responsibleId: string
  readonly registeredAt: string
  readonly retiredAt: string | null
}

export const interpreters = ['POWERSHELL', 'BASH', 'PYTHON'] as const
export type Interpreter = (typeof interpreters)[number]

/** A script to register. */
export interface ScriptRequest {
  readonly name: string
  readonly interpreter: Interpreter
  readonly body: string
  readonly destructive: boolean
}

/** Bytes in UTF-8. */
const maxBody = 128 * 1024

export function parseScript(request: ScriptRequest): (ScriptRequest & { sha256: string }) | Refused {
  const name = parseName(request.name, 'name')
  if (isRefused(name)) return name
  const body = normalBody(request)
  if (!isSafeText(body)) return invalid('body must not contain NUL or lone surrogates', 'body')
  if (body === '') return invalid('body must not be empty', 'body')
  if (Buffer.byteLength(body) > maxBody)
    return invalid(`body must be at most ${maxBody} bytes in UTF-8`, 'body')
  return { ...request, body, sha256: sha256Hex(body) }
}

/**
 * Removes a byte order mark, and converts CRLF to LF for Unix interpreters, which would treat the CR as part of the
 * line.
 */
function normalBody({ body, interpreter }: ScriptRequest): string {
  const text = body.replace(/^\ufeff/, '')
  return interpreter === 'POWERSHELL' ? text : text.replaceAll('\r\n', '\n')
}

/**
 * PowerShell and Python exist for every platform; the agent reports if the device lacks them. On Windows, `bash` starts
 * WSL, so a script would run inside a Linux environment instead of on the device itself.
 */
export const canRun = (interpreter: Interpreter, platform: Platform): boolean =>
  interpreter !== 'BASH' || platform !== 'WINDOWS'
