import { createHash } from 'node:crypto'
import type { OpenCommand } from '#app/ports.ts'
import { type Action, queueEnds } from '#domain/action/action.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import { lastTryAt } from '#domain/action/verification.ts'
import { type Command, type Grant, ISSUER, type Withdraw } from '#protocol/command.ts'
import { COMMAND_LIFETIME_SECONDS } from '#protocol/topics.ts'

const executeBefore = (action: Action): string =>
  (action.life.status === 'QUEUED' && queueEnds(action, action.life.queued)) || action.expiresAt

const seconds = (millis: number) => Math.floor(millis / 1000)

/**
 * The claims of a command.
 * @param now milliseconds; `grant` and `verify` live by it
 */
export function commandOf(open: OpenCommand, device: string, now: number): Command {
  const { action } = open
  const { execute, verify } = commandIds(action.id)
  const base = { iss: ISSUER, aud: device, iat: seconds(now), actionId: action.id } as const
  switch (open.kind) {
    case 'execute':
      return {
        ...base,
        jti: execute,
        exp: seconds(Date.parse(executeBefore(action))),
        kind: 'execute',
        action: toDo(open),
        submittedAt: action.submittedAt,
        effectFor: action.effectFor,
      }
    case 'grant':
      return shortLived('grant', device, { actionId: action.id, commandId: execute }, now)
    case 'verify': {
      const { executedAt, output, lastTry } = completionOf(action)
      // A try that is made late, because no server was there, ends late too.
      const exp = seconds(Math.max(lastTry, now)) + COMMAND_LIFETIME_SECONDS
      return { ...base, jti: verify, exp, kind: 'verify', action: toDo(open), executedAt, output }
    }
  }
}

export const withdrawOf = (
  device: string,
  about: { readonly actionId: string; readonly commandId: string },
  now: number,
): Command => shortLived('withdraw', device, about, now)

const shortLived = (
  kind: (Grant | Withdraw)['kind'],
  device: string,
  { actionId, commandId }: { readonly actionId: string; readonly commandId: string },
  now: number,
): Command => ({
  iss: ISSUER,
  aud: device,
  jti: derivedUuid(`${kind} ${commandId}`),
  iat: seconds(now),
  exp: seconds(now) + COMMAND_LIFETIME_SECONDS,
  actionId,
  kind,
  commandId,
})

/** A script travels whole, in the place of its name. */
function toDo({ action: { requested }, script }: OpenCommand) {
  if (requested.type !== 'RUN_SCRIPT')
    return { type: requested.type, parameters: { ...requested.parameters } }
  if (!script) throw new Error('a script to run is not there')
  const { id, sha256 } = requested.parameters.script
  const { name, interpreter, body } = script
  return {
    type: requested.type,
    parameters: { ...requested.parameters, script: { id, name, interpreter, sha256, body } },
  }
}

function completionOf({ life, id }: Action) {
  if (life.status !== 'COMPLETED' || life.verification?.status !== 'SCHEDULED')
    throw new Error(`action ${id} has no verification that waits`)
  const { completedAt, delay } = life.verification.tries
  return { executedAt: life.completedAt, output: life.output, lastTry: lastTryAt(completedAt, delay) }
}

/** A UUID of version 8 (RFC 9562), so that a redelivery has the same whichever process makes it. */
function derivedUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
