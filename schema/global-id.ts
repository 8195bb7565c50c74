import { isUuid } from '#domain/text/text.ts'

/** Relay's global ids, as every Relay server spells them. */
export const encodeId = (typename: string, uuid: string): string =>
  Buffer.from(`${typename}:${uuid}`).toString('base64')

/** The type and UUID that a global id names; null for what is none, in exactly the one spelling. */
export function parseId(id: string): { readonly typename: string; readonly uuid: string } | null {
  const [typename = '', uuid = '', ...rest] = Buffer.from(id, 'base64').toString().split(':')
  const isOne = rest.length === 0 && isUuid(uuid) && encodeId(typename, uuid) === id
  return isOne ? { typename, uuid } : null
}

/** The UUID of a global id of this type; null for a malformed one and for one of another type. */
export function decodeId(typename: string, id: string): string | null {
  const parsed = parseId(id)
  return parsed?.typename === typename ? parsed.uuid : null
}

/** A UUID that nothing has: what names nothing is looked up like what is not here, and so takes as long. */
export const nothing = '00000000-0000-0000-0000-000000000000'
