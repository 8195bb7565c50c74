import type { Ledger, Transaction } from '#app/ports.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import {
  openDemand,
  type PersonRecord,
  type PersonReport,
  parsePerson,
  personId,
} from '#domain/people/person.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
}

export interface PersonSync extends PersonReport {
  /** Raw ids of all the person's devices (null if the caller's id is invalid); undefined: unchanged. */
  readonly devices: readonly (string | null)[] | undefined
}

const maxDevices = 1000
const forbidden = refuse('FORBIDDEN', 'Your roles do not allow reporting people.')

/** Creates or updates a person from a directory. Idempotent. */
export function syncPerson({ ledger }: Ports) {
  return async function syncPerson(caller: Caller, report: PersonSync): Promise<PersonRecord | Refused> {
    if (!hasRight(caller, 'report')) return forbidden
    const valid = parsePerson(report)
    if (isRefused(valid)) return valid
    if ((report.devices?.length ?? 0) > maxDevices)
      return refuse('LIMIT_EXCEEDED', `deviceIds must have at most ${maxDevices} devices.`, ['deviceIds'])
    const { organization } = caller
    const id = personId(organization, valid.externalId)
    const deviceIds = report.devices?.filter(device => device !== null)
    return ledger.commit<PersonRecord | Refused>({
      organization,
      reads: { person: [id], device: deviceIds ?? [], devicesOf: [id] },
      decide: transaction => {
        const missing = report.devices?.findIndex(
          device => device === null || !transaction.find('device', device),
        )
        if (missing !== undefined && missing >= 0)
          return refuse('NOT_FOUND', 'No such device.', ['deviceIds', String(missing)])
        const known = transaction.find('person', id)
        const passwordResetAt = later(valid.passwordResetAt, known?.passwordResetAt ?? null)
        const person: PersonRecord = {
          id,
          organizationId: organization,
          ...valid,
          createdAt: known?.createdAt ?? new Date(transaction.now).toISOString(),
          passwordResetAt,
          passwordResetRequiredSince: openDemand(known?.passwordResetRequiredSince ?? null, passwordResetAt),
        }
        const assigned = transaction.devicesOf(id)
        const idsBefore = assigned.map(device => device.id)
        const idsAfter = deviceIds ? [...new Set(deviceIds)] : idsBefore
        const before = known && ledgerData(known, idsBefore)
        const after = ledgerData(person, idsAfter)
        if (JSON.stringify(before) === JSON.stringify(after)) return known ?? person
        transaction.put('person', person)
        assign(transaction, id, assigned, idsAfter)
        transaction.append({ kind: 'PERSON_CHANGED', data: { what: 'person', before, after } }, caller.actor)
        return person
      },
    })
  }
}

/** The later time, because reports may arrive out of order. */
const later = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : a > b ? a : b

function assign(
  transaction: Transaction,
  person: string,
  before: readonly DeviceRecord[],
  after: readonly string[],
): void {
  for (const device of before)
    if (!after.includes(device.id)) transaction.put('device', { ...device, personId: null })
  for (const id of after) {
    const device = transaction.find('device', id)
    if (device && device.personId !== person) transaction.put('device', { ...device, personId: person })
  }
}

const ledgerData = (person: PersonRecord, devices: readonly string[]) => ({
  id: person.id,
  externalId: person.externalId,
  name: person.name,
  email: person.email,
  passwordResetAt: person.passwordResetAt,
  passwordResetRequiredSince: person.passwordResetRequiredSince,
  devices: [...devices].sort(),
})
