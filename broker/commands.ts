import { createHash } from 'node:crypto'
import type { OpenCommand } from '#app/device/device-ports.ts'
import { type Action, queueEnds } from '#domain/action/action.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import { lastTryAt } from '#domain/action/verification.ts'
import { type Command, type Grant, ISSUER, type Withdraw } from '#protocol/command.ts'
import { COMMAND_LIFETIME_SECONDS } from '#protocol/topics.ts'

const executeBefore = (action: Action): string =>
  (action.life.status === 'QUEUED' && queueEnds(action, action.life.queued)) || action.expiresAt

const seconds = (millis: number) => Math.floor(millis / 1000)

/**
 * Builds the claims of a command.
 * @param now milliseconds since 1970
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
        action: commandedAction(open),
        submittedAt: action.submittedAt,
        effectFor: action.effectFor,
      }
    case 'grant':
      return shortLived('grant', device, { actionId: action.id, commandId: execute }, now)
    case 'verify': {
      const { executedAt, output, lastAttempt } = completionOf(action)
      // If an outage delays the last attempt, its expiry moves too.
      const exp = seconds(Math.max(lastAttempt, now)) + COMMAND_LIFETIME_SECONDS
      return { ...base, jti: verify, exp, kind: 'verify', action: commandedAction(open), executedAt, output }
    }
  }
}

export const withdrawOf = (
  device: string,
  ids: { readonly actionId: string; readonly commandId: string },
  now: number,
): Command => shortLived('withdraw', device, ids, now)

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

/** The action as the device needs it: a script's parameters include its source. */
function commandedAction({ action: { requested }, script }: OpenCommand) {
  if (requested.type !== 'RUN_SCRIPT')
    return { type: requested.type, parameters: { ...requested.parameters } }
  if (!script) throw new Error(`script ${requested.parameters.script.id} was not loaded`)
  const { id, sha256 } = requested.parameters.script
  const { name, interpreter, body } = script
  return {
    type: requested.type,
    parameters: { ...requested.parameters, script: { id, name, interpreter, sha256, body } },
  }
}

function completionOf({ life, id }: Action) {
  if (life.status !== 'COMPLETED' || life.verification?.status !== 'SCHEDULED')
    throw new Error(`action ${id} has no scheduled verification`)
  const { completedAt, delay } = life.verification.tries
  return { executedAt: life.completedAt, output: life.output, lastAttempt: lastTryAt(completedAt, delay) }
}

/** A version 8 UUID (RFC 9562) derived from the name, so that a redelivery by any process has the same id. */
function derivedUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
