import type { DefendClient, List } from '../sdk/sdk.ts'
import { Ending, exitCodes, notFound } from './exit-codes.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** The beginning of a UUID, at least eight digits, or at least eight of its last digits. */
const part = /^([0-9a-f]{8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,11})?|[0-9a-f]{9,12})$/i

export type IdKind =
  | 'Analyst'
  | 'BulkAction'
  | 'Detection'
  | 'Device'
  | 'Investigation'
  | 'PendingSettingsChange'
  | 'Person'
  | 'ResponseAction'
  | 'Script'

/** Converts a raw id (UUID) to a Relay global id. Returns any other text unchanged, because it may be a global id. */
export const globalId = (kind: IdKind, id: string): string =>
  uuid.test(id) ? Buffer.from(`${kind}:${id.toLowerCase()}`).toString('base64') : id

export const isRawId = (text: string): boolean => uuid.test(text)
export const isAbbreviated = (text: string): boolean => part.test(text)
export const isAbbreviationOf = (part: string, rawId: string): boolean =>
  rawId.startsWith(part.toLowerCase()) || rawId.endsWith(part.toLowerCase())

/** Abbreviated ids are looked up among this many of the newest items. */
const maxSearched = 1_000

/** The global id for a raw id, a global id or an abbreviated raw id. */
export async function actionId(client: DefendClient, named: string): Promise<string> {
  return expandId('action', 'ResponseAction', named, client.history({ pageSize: 200 }))
}
export async function bulkId(client: DefendClient, named: string): Promise<string> {
  return expandId('bulk action', 'BulkAction', named, client.bulkActions({ pageSize: 200 }))
}
export async function detectionId(client: DefendClient, named: string): Promise<string> {
  return expandId('detection', 'Detection', named, client.detections.list({ pageSize: 100 }))
}
export async function investigationId(client: DefendClient, named: string): Promise<string> {
  return expandId('investigation', 'Investigation', named, client.investigations.list({ pageSize: 200 }))
}

async function expandId(
  noun: string,
  kind: IdKind,
  named: string,
  newest: List<{ readonly rawId: string }>,
): Promise<string> {
  if (!isAbbreviated(named)) return globalId(kind, named)
  const found: string[] = []
  let seen = 0
  for await (const { rawId } of newest) {
    if (isAbbreviationOf(named, rawId)) found.push(rawId)
    if (++seen >= maxSearched) break
  }
  return globalId(kind, onlyOne(noun, named, found, `among the newest ${maxSearched}; use the full id`))
}

export function onlyOne(noun: string, named: string, found: readonly string[], where = ''): string {
  const [one, ...others] = found
  if (!one) throw notFound(noun, [named, where].filter(Boolean).join(' '))
  if (others.length > 0)
    throw new Ending(
      exitCodes.refused,
      'AMBIGUOUS',
      `${found.length} ${noun}s match ${named}: ${found.join(', ')}`,
    )
  return one
}
