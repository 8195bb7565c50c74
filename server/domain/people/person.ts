import { keyId } from '#domain/action/command-ids.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from '#domain/text/text.ts'
import { parseName } from '#domain/text/text-fields.ts'

/** A person from a directory. The id is derived from `externalId`. */
export interface PersonRecord {
  readonly id: string
  readonly organizationId: string
  readonly externalId: string
  readonly name: string
  /** Empty if the person has none. */
  readonly email: string
  readonly createdAt: string
  readonly passwordResetRequiredSince: string | null
  /** When the password was last changed, according to the directory. */
  readonly passwordResetAt: string | null
}

/** A directory's description of a person. */
export interface PersonReport {
  readonly externalId: string
  readonly name: string
  readonly email: string
  /** When the password was changed; null if unknown. */
  readonly passwordResetAt: Date | null
}

export type ValidPerson = Pick<PersonRecord, 'externalId' | 'name' | 'email' | 'passwordResetAt'>

const longestAddress = 254
const address = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/

/** Empty is allowed; a password reset for such a person fails. */
const isAddress = (text: string): boolean =>
  text === '' || (isSafeName(text) && lengthOf(text) <= longestAddress && address.test(text))

export function parsePerson(report: PersonReport): ValidPerson | Refused {
  const externalId = parseName(report.externalId, 'externalId')
  if (isRefused(externalId)) return externalId
  const name = parseName(report.name, 'name')
  if (isRefused(name)) return name
  if (!isAddress(report.email)) return invalid('email must be an e-mail address', 'email')
  const passwordResetAt = report.passwordResetAt?.toISOString() ?? null
  return { externalId, name, email: report.email, passwordResetAt }
}

/** Derived, so the same external id always belongs to the same person. */
export const personId = (organization: string, externalId: string): string =>
  keyId(organization, 'directory', 'syncPerson', externalId)

/** When a password reset was required; null if the password has been changed since. */
export const openDemand = (since: string | null, passwordResetAt: string | null): string | null =>
  since !== null && passwordResetAt !== null && since < passwordResetAt ? null : since
