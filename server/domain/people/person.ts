import { keyId } from '#domain/action/command-ids.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from '#domain/text/text.ts'
import { parseName } from '#domain/text/text-fields.ts'

/** As a directory describes them. Their id derives from `externalId`. */
export interface PersonRecord {
  readonly id: string
  readonly organizationId: string
  readonly externalId: string
  readonly name: string
  /** Empty: they have none. */
  readonly email: string
  readonly createdAt: string
  readonly passwordResetRequiredSince: string | null
  /** When the directory last saw the password changed. */
  readonly passwordResetAt: string | null
}

/** What a directory says of somebody. */
export interface PersonReport {
  readonly externalId: string
  readonly name: string
  readonly email: string
  /** When it saw the password changed; null: it does not say. */
  readonly passwordResetAt: Date | null
}

export type ValidPerson = Pick<PersonRecord, 'externalId' | 'name' | 'email' | 'passwordResetAt'>

const longestAddress = 254
const address = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/

/** Empty for somebody who has none; a password reset of theirs fails. */
const isAddress = (text: string): boolean =>
  text === '' || (isSafeName(text) && lengthOf(text) <= longestAddress && address.test(text))

export function parsePerson(report: PersonReport): ValidPerson | Refused {
  const externalId = parseName(report.externalId, 'externalId')
  if (isRefused(externalId)) return externalId
  const name = parseName(report.name, 'name')
  if (isRefused(name)) return name
  if (!isAddress(report.email)) return invalid('email is no mail address', 'email')
  const passwordResetAt = report.passwordResetAt?.toISOString() ?? null
  return { externalId, name, email: report.email, passwordResetAt }
}

/** Whoever the directory means is the same person in every report of theirs. */
export const personId = (organization: string, externalId: string): string =>
  keyId(organization, 'directory', 'syncPerson', externalId)

/** A demand for a new password is met by a change that came after it. */
export const openDemand = (since: string | null, passwordResetAt: string | null): string | null =>
  since !== null && passwordResetAt !== null && since < passwordResetAt ? null : since
