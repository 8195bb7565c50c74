import { CommanderError } from 'commander'
import { DefendError } from '../sdk/sdk.ts'
import { Ending, type ExitCode, exitCodes } from './exit-codes.ts'

/** The error that ended a command, formatted for people or as JSON. */
export interface Failure {
  readonly exitCode: ExitCode
  readonly error: {
    readonly code: string
    readonly message: string
    readonly path?: readonly string[]
    readonly errorId?: string
    readonly retryAfter?: number
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Ending) {
    const { exitCode, code, message, path } = error
    return { exitCode, error: { code, message, ...(path && { path }) } }
  }
  if (error instanceof CommanderError)
    return { exitCode: exitCodes.usage, error: { code: 'USAGE', message: usageText(error) } }
  if (error instanceof DefendError) {
    const { code, message, errorId, retryAfter } = error
    return {
      exitCode: exitCodeOf(error),
      error: { code, message, ...(errorId && { errorId }), ...(retryAfter && { retryAfter }) },
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { exitCode: exitCodes.failed, error: { code: 'FAILED', message } }
}

/** Codes of this program's own errors, whose messages are printed without the code. */
const printedWithoutCode = new Set(['USAGE', 'DECLINED', 'NOT_SIGNED_IN', 'NEGATIVE', 'FAILED'])

export function textOf({ error }: Failure): string {
  const { code, message, path, errorId, retryAfter } = error
  const parts = [
    ...(printedWithoutCode.has(code) ? [] : [`${code}:`]),
    message,
    ...(path ? [`(${path.join('.')})`] : []),
    ...(errorId ? [`(error ${errorId})`] : []),
    ...(retryAfter ? [`Try again in ${Math.ceil(retryAfter)} s.`] : []),
  ]
  return parts.join(' ')
}

function usageText({ code, message }: CommanderError): string {
  return code === 'commander.help' ? 'Missing command.' : message.replace(/^error: /, '')
}

function exitCodeOf(error: DefendError): ExitCode {
  if (error.isTransient) return exitCodes.unavailable
  if (error.code === 'UNAUTHENTICATED') return exitCodes.notSignedIn
  return ['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'BAD_CURSOR', 'LIMIT_EXCEEDED'].includes(error.code)
    ? exitCodes.refused
    : exitCodes.failed
}
