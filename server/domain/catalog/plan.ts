import type { ScriptRecord } from '#domain/catalog/script.ts'
import type { Address } from '#domain/device/address.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import { type Refused, refuse } from '#domain/refusal.ts'
import type { Requested } from './action-types.ts'
import { guardTarget, type UnresolvedAction } from './parameters.ts'
import { canRun } from './script.ts'

/** The records that an action refers to; null if not found or not requested. */
export interface Named {
  /** Undefined: not requested. */
  readonly device: DeviceRecord | null | undefined
  readonly script: ScriptRecord | null
  /** The person of `personId`, not the device's. */
  readonly person: PersonRecord | null
}

export interface Planned {
  readonly requested: Requested
  readonly device: string | null
  readonly person: string | null
}

const pathOfPerson = ['action', 'forcePasswordReset', 'personId']
const noPerson = refuse('NOT_FOUND', 'No such person.', pathOfPerson)
const unassigned = refuse('NOT_FOUND', 'This device has no assigned person; set personId.', pathOfPerson)
const pathOfScript = ['action', 'runScript', 'scriptId']

/** Resolves the ids of a request. Refuses if a record does not exist. */
export function planOf(request: UnresolvedAction, named: Named): Planned | Refused {
  const { device, script, person } = named
  if (device === null || (!device && needsDevice(request)))
    return refuse('NOT_FOUND', 'No such device.', ['deviceId'])
  const at = { device: device?.id ?? null, person: null }
  switch (request.type) {
    case 'RUN_SCRIPT': {
      if (!script) return refuse('NOT_FOUND', 'No such script.', pathOfScript)
      const { id, sha256 } = script
      const { timeout } = request
      const parameters = { script: { id, sha256 }, arguments: request.arguments, timeout }
      return { ...at, requested: { type: 'RUN_SCRIPT', parameters } }
    }
    case 'FORCE_PASSWORD_RESET': {
      const id = request.person === undefined ? device?.personId : person?.id
      if (!id) return request.person === undefined ? unassigned : noPerson
      return { ...at, person: id, requested: { type: 'FORCE_PASSWORD_RESET', parameters: {} } }
    }
    default:
      return { ...at, requested: request }
  }
}

/** A password reset may have a person instead of a device. */
export const needsDevice = (request: UnresolvedAction): boolean =>
  request.type !== 'FORCE_PASSWORD_RESET' || request.person === undefined

/** Refuses protected targets, and scripts that the device's platform can't run. */
export function guard(
  { requested }: Planned,
  { device, script }: Named,
  serverAddresses: readonly Address[],
): Refused | null {
  if (device && script && !canRun(script.interpreter, device.platform))
    return refuse(
      'UNSUPPORTED_PLATFORM',
      `${script.interpreter} does not run on ${device.platform}.`,
      pathOfScript,
    )
  return guardTarget(requested, device?.platform ?? null, serverAddresses)
}

/** Refuses revoked devices and retired scripts. */
export function stateForbids({ device, script }: Named): Refused | null {
  if (device?.revokedAt) return refuse('ILLEGAL_TRANSITION', 'This device was revoked.')
  if (script?.retiredAt) return refuse('ILLEGAL_TRANSITION', 'This script was retired.', pathOfScript)
  return null
}
