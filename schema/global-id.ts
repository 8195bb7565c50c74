import { isUuid } from '#domain/text/text.ts'

/** A Relay global id: base64 of `type:uuid`. */
export const encodeId = (typename: string, uuid: string): string =>
  Buffer.from(`${typename}:${uuid}`).toString('base64')

/** The type and UUID of a global id. Null unless the text is exactly the output of `encodeId`. */
export function parseId(id: string): { readonly typename: string; readonly uuid: string } | null {
  const [typename = '', uuid = '', ...rest] = Buffer.from(id, 'base64').toString().split(':')
  const isGlobalId = rest.length === 0 && isUuid(uuid) && encodeId(typename, uuid) === id
  return isGlobalId ? { typename, uuid } : null
}

/** The UUID of a global id of this type. Null for a malformed id or an id of another type. */
export function decodeGlobalId(typename: string, id: string): string | null {
  const parsed = parseId(id)
  return parsed?.typename === typename ? parsed.uuid : null
}

/** The UUID of an argument that accepts a raw id or a global id of one type. Null for anything else. */
export const decodeId = (typename: string, id: string): string | null =>
  isUuid(id) ? id : decodeGlobalId(typename, id)

/** A UUID that no row has. Looking it up for a malformed id takes as long as for an unknown id. */
export const nothing = '00000000-0000-0000-0000-000000000000'
