import type { ScriptRecord } from '#domain/catalog/script.ts'
import type { Address } from '#domain/device/address.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import { type Refused, refuse } from '#domain/refusal.ts'
import type { Requested } from './action-types.ts'
import { guardTarget, type UnresolvedAction } from './parameters.ts'
import { canRun } from './script.ts'

/** The records that an action names; null if there is no such record or none was named. */
export interface Named {
  /** Undefined if none was named. */
  readonly device: DeviceRecord | null | undefined
  readonly script: ScriptRecord | null
  /** Named by its own id. */
  readonly person: PersonRecord | null
}

export interface Planned {
  readonly requested: Requested
  readonly device: string | null
  readonly person: string | null
}

const pathOfPerson = ['action', 'forcePasswordReset', 'personId']
const noPerson = refuse('NOT_FOUND', 'No such person.', pathOfPerson)
const nobodys = refuse('NOT_FOUND', 'This device is assigned to nobody: name the person.', pathOfPerson)
const pathOfScript = ['action', 'runScript', 'scriptId']

/** The planned action, or which id names nothing. */
export function planOf(asked: UnresolvedAction, named: Named): Planned | Refused {
  const { device, script, person } = named
  if (device === null || (!device && needsDevice(asked)))
    return refuse('NOT_FOUND', 'No such device.', ['deviceId'])
  const at = { device: device?.id ?? null, person: null }
  switch (asked.type) {
    case 'RUN_SCRIPT': {
      if (!script) return refuse('NOT_FOUND', 'No such script.', pathOfScript)
      const { id, sha256 } = script
      const { timeout } = asked
      const parameters = { script: { id, sha256 }, arguments: asked.arguments, timeout }
      return { ...at, requested: { type: 'RUN_SCRIPT', parameters } }
    }
    case 'FORCE_PASSWORD_RESET': {
      const meant = asked.person === undefined ? device?.personId : person?.id
      if (!meant) return asked.person === undefined ? nobodys : noPerson
      return { ...at, person: meant, requested: { type: 'FORCE_PASSWORD_RESET', parameters: {} } }
    }
    default:
      return { ...at, requested: asked }
  }
}

/** Whether a device is required. A password reset may name a person instead. */
export const needsDevice = (asked: UnresolvedAction): boolean =>
  asked.type !== 'FORCE_PASSWORD_RESET' || asked.person === undefined

/** Refuses protected targets and what the device's platform can't run. */
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
