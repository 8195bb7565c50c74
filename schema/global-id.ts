import { isUuid } from '#domain/text/text.ts'

/** A Relay global id: base64 of `type:uuid`. */
export const encodeId = (typename: string, uuid: string): string =>
  Buffer.from(`${typename}:${uuid}`).toString('base64')

/** The type and UUID in a global id; null unless the text is exactly what `encodeId` prints. */
export function parseId(id: string): { readonly typename: string; readonly uuid: string } | null {
  const [typename = '', uuid = '', ...rest] = Buffer.from(id, 'base64').toString().split(':')
  const isOne = rest.length === 0 && isUuid(uuid) && encodeId(typename, uuid) === id
  return isOne ? { typename, uuid } : null
}

/** The UUID in a global id of this type; null for a malformed id or one of another type. */
export function decodeGlobalId(typename: string, id: string): string | null {
  const parsed = parseId(id)
  return parsed?.typename === typename ? parsed.uuid : null
}

/**
 * The UUID of what an argument names, where the argument takes one type: a raw id as it is, or a global id of that
 * type. Null for anything else.
 */
export const decodeId = (typename: string, id: string): string | null =>
  isUuid(id) ? id : decodeGlobalId(typename, id)

/** No row has this UUID. Looking it up makes an unreadable id take as long as an unknown one. */
export const nothing = '00000000-0000-0000-0000-000000000000'
