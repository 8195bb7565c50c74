import type { DefendClient, List } from '../sdk/sdk.ts'
import { Ending, exitCodes, notFound } from './exit-codes.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** The beginning of a UUID, eight digits at least. */
const beginning = /^[0-9a-f]{8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,11})?$/i

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

/** Converts a raw id (UUID) to a Relay global id. Any other text is taken for a global id and returned unchanged. */
export const globalId = (kind: IdKind, id: string): string =>
  uuid.test(id) ? Buffer.from(`${kind}:${id.toLowerCase()}`).toString('base64') : id

export const isRawId = (text: string): boolean => uuid.test(text)
export const isBeginning = (text: string): boolean => beginning.test(text)

/** A shortened id is looked up among this many of the newest items. */
const searched = 1_000

/** The global id of a raw id, a global id, or the beginning of a raw id. */
export async function actionId(client: DefendClient, named: string): Promise<string> {
  return expanded('action', 'ResponseAction', named, client.history({ pageSize: 200 }))
}
export async function bulkId(client: DefendClient, named: string): Promise<string> {
  return expanded('bulk', 'BulkAction', named, client.bulkActions({ pageSize: 200 }))
}
export async function detectionId(client: DefendClient, named: string): Promise<string> {
  return expanded('detection', 'Detection', named, client.detections.list({ pageSize: 100 }))
}
export async function investigationId(client: DefendClient, named: string): Promise<string> {
  return expanded('investigation', 'Investigation', named, client.investigations.list({ pageSize: 200 }))
}

async function expanded(
  what: string,
  kind: IdKind,
  named: string,
  newest: List<{ readonly rawId: string }>,
): Promise<string> {
  if (!isBeginning(named)) return globalId(kind, named)
  const found: string[] = []
  let seen = 0
  for await (const { rawId } of newest) {
    if (rawId.startsWith(named.toLowerCase())) found.push(rawId)
    if (++seen >= searched) break
  }
  return globalId(kind, onlyOne(what, named, found, `among the newest ${searched}; give the whole id`))
}

export function onlyOne(what: string, named: string, found: readonly string[], where = ''): string {
  const [one, ...others] = found
  if (!one) throw notFound(what, [named, where].filter(Boolean).join(' '))
  if (others.length > 0)
    throw new Ending(
      exitCodes.refused,
      'AMBIGUOUS',
      `${found.length} ${what}s match ${named}: ${found.join(', ')}`,
    )
  return one
}
