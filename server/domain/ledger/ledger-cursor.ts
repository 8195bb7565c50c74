import { sha256Hex } from './ledger.ts'

/** The first eight bytes of the organization's hash precede the sequence, so a cursor is valid in one organization only. */
const prefixOf = (organization: string) => Buffer.from(sha256Hex(organization).slice(0, 16), 'hex')

export function encodeLedgerCursor(organization: string, sequence: number): string {
  const bytes = Buffer.alloc(16)
  prefixOf(organization).copy(bytes)
  bytes.writeBigUInt64BE(BigInt(sequence), 8)
  return bytes.toString('base64url')
}

/** The sequence; null unless this is the exact encoding of a cursor of this organization. */
export function decodeLedgerCursor(organization: string, cursor: string): number | null {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.length !== 16) return null
  const sequence = Number(bytes.readBigUInt64BE(8))
  return Number.isSafeInteger(sequence) && encodeLedgerCursor(organization, sequence) === cursor
    ? sequence
    : null
}
