import type { Notice } from '#app/change-feed.ts'

/** Merges notices: one `grown` per organization, with the latest sequence, and no duplicates. */
export function mergeNotices(notices: readonly Notice[]): readonly Notice[] {
  const merged = new Map<string, Notice>()
  for (const notice of notices) {
    const key = keyOf(notice)
    const earlier = merged.get(key)
    merged.set(
      key,
      notice.kind === 'grown' && earlier?.kind === 'grown' ? mergeGrown(earlier, notice) : notice,
    )
  }
  return [...merged.values()]
}

type Grown = Extract<Notice, { kind: 'grown' }>

const mergeGrown = (earlier: Grown, later: Grown): Grown => ({
  ...later,
  sequence: Math.max(earlier.sequence, later.sequence),
  devices: [...new Set([...earlier.devices, ...later.devices])],
  bulks: [...new Set([...earlier.bulks, ...later.bulks])],
})

function keyOf(notice: Notice): string {
  switch (notice.kind) {
    case 'grown':
      return `grown ${notice.organization}`
    case 'keyRevoked':
      return `keyRevoked ${notice.account}`
    default:
      return `${notice.kind} ${notice.device}`
  }
}

/** Parses another process's message; null if it is unreadable, for example from a later version. */
export function readMessage(
  text: string,
): { readonly from: string; readonly notices: readonly Notice[] } | null {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return null
  }
  if (!isRecord(message) || typeof message['from'] !== 'string' || !Array.isArray(message['notices']))
    return null
  return { from: message['from'], notices: message['notices'].filter(isNotice) }
}

export const writeMessage = (from: string, notices: readonly Notice[]): string =>
  JSON.stringify({ from, notices: mergeNotices(notices) })

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

function isNotice(value: unknown): value is Notice {
  if (!isRecord(value)) return false
  switch (value['kind']) {
    case 'grown':
      return (
        isText(value['organization']) &&
        Number.isSafeInteger(value['sequence']) &&
        isTexts(value['devices']) &&
        isTexts(value['bulks'])
      )
    case 'presence':
      return isText(value['organization']) && isText(value['device'])
    case 'connected':
      return isText(value['device']) && Number.isSafeInteger(value['epoch'])
    case 'revoked':
      return isText(value['device'])
    case 'keyRevoked':
      return isText(value['account'])
    default:
      return false
  }
}
