import type { HistoryAction } from '#app/reading.ts'

type Cell = (action: HistoryAction) => string | null

/** The columns in the contract's order, with the contract's names. */
const columns: { readonly [name: string]: Cell } = {
  rawId: action => action.id,
  type: action => action.type,
  status: action => action.status,
  origin: action => action.origin,
  device: action => action.device,
  hostname: action => action.hostname,
  submittedBy: action => action.submittedBy,
  submittedAt: action => action.submittedAt,
  approvedBy: action => action.approvedBy.join('; '),
  queuedAt: action => action.queuedAt,
  startedAt: action => action.startedAt,
  completedAt: action => action.completedAt,
  failureCode: action => action.failureCode,
  cancellationReason: action => action.cancellationReason,
  verification: action => action.verification,
  detection: action => action.detection,
  justification: action => action.justification,
}
const cells = Object.values(columns)

export const csvHeader = `${Object.keys(columns).join(',')}\r\n`

/** A line of CSV (RFC 4180). */
export const csvLine = (action: HistoryAction): string =>
  `${cells.map(cell => escaped(cell(action) ?? '')).join(',')}\r\n`

/** Prefixes cells that a spreadsheet would run as a formula with an apostrophe, which makes them text. */
function escaped(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
