import { canonical } from './canonical.ts'
import { linesOf, type TextSource } from './lines.ts'

export interface LedgerCheck {
  readonly intact: boolean
  /** The number of valid events before the first broken one. */
  readonly checked: number
  /** The sequence of the first event that is missing, altered or unlinked; null if there is none. */
  readonly firstBrokenSequence: number | null
  readonly reason: 'missing' | 'altered' | 'unlinked' | 'unreadable' | null
  /** The hash of the last valid event. Compare it with a stored hash, because a truncated ledger also counts as intact. */
  readonly headHash: string
}

interface Line {
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
}

const zeros = '0'.repeat(64)

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

function read(line: string): (Line & { readonly form: object }) | null {
  try {
    const { hash, ...form } = JSON.parse(line) as Line
    return Number.isInteger(form.sequence) ? { ...form, hash, form } : null
  } catch {
    return null
  }
}

/**
 * Verifies an export (`/exports/audit.ndjson`) without the service, by recomputing all hashes and checking all links. For a
 * part of the ledger, pass the event before it as `after`. Without `after`, the first line's `previousHash` is trusted, unless
 * the line is event 1.
 */
export async function verifyLedger(
  source: TextSource,
  after?: { readonly sequence: number; readonly hash: string },
): Promise<LedgerCheck> {
  let last = after
  let checked = 0
  const broken = (sequence: number, reason: LedgerCheck['reason']): LedgerCheck => ({
    intact: false,
    checked,
    firstBrokenSequence: sequence,
    reason,
    headHash: last?.hash ?? zeros,
  })
  for await (const text of linesOf(source)) {
    const line = read(text)
    const expected = last ? last.sequence + 1 : (line?.sequence ?? 1)
    if (!line) return broken(expected, 'unreadable')
    if (line.sequence !== expected) return broken(expected, 'missing')
    if ((await sha256(canonical(line.form))) !== line.hash) return broken(expected, 'altered')
    const previous = last?.hash ?? (expected === 1 ? zeros : line.previousHash)
    if (line.previousHash !== previous) return broken(expected, 'unlinked')
    last = line
    checked++
  }
  return { intact: true, checked, firstBrokenSequence: null, reason: null, headHash: last?.hash ?? zeros }
}
