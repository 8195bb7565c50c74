import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GraphQLError } from 'graphql'
import { type ExportFormat, type ExportInput, exportFormats } from '#app/ledger/export-history.ts'
import { BadCursor, type HistoryReading, type LedgerRange } from '#app/reading.ts'
import { decodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type Refused } from '#domain/refusal.ts'
import { parseInstant } from '#domain/text/instant.ts'
import { csvHeader, csvLine } from './export-csv.ts'
import { toOcsf } from './export-ocsf.ts'

export interface ExportOptions {
  readonly exportHistory: (caller: Caller, input: ExportInput) => Promise<LedgerRange | Refused>
  readonly history: Pick<HistoryReading, 'lines' | 'actions'>
  /** The raw id in an action's global id; null for any other text. */
  readonly actionOf: (globalId: string) => string | null
}

const types: { readonly [F in ExportFormat]: string } = {
  'audit.ndjson': 'application/x-ndjson; charset=utf-8',
  'actions.csv': 'text/csv; charset=utf-8; header=present',
  'audit.ocsf.ndjson': 'application/x-ndjson; charset=utf-8',
}

/** The export format of a path; null for other paths. */
export function exportOf(path: string): ExportFormat | null {
  return exportFormats.find(format => path === `/exports/${format}`) ?? null
}

/**
 * Streams the history at the reader's pace: it reads the next page from the database when the previous one was sent.
 * Refusals reject before anything is sent. A later outage aborts the response, so clients notice that it is incomplete.
 */
export function createExports({ exportHistory, history, actionOf }: ExportOptions) {
  async function* textOf(
    format: ExportFormat,
    organization: string,
    range: LedgerRange,
  ): AsyncGenerator<string> {
    switch (format) {
      case 'actions.csv':
        yield csvHeader
        for await (const actions of history.actions(organization, range)) yield actions.map(csvLine).join('')
        return
      case 'audit.ndjson':
        for await (const lines of history.lines(organization, range))
          yield lines.map(({ canonical, hash }) => `${canonical.slice(0, -1)},"hash":"${hash}"}\n`).join('')
        return
      case 'audit.ocsf.ndjson':
        for await (const lines of history.lines(organization, range))
          yield lines.map(line => `${JSON.stringify(toOcsf(line))}\n`).join('')
    }
  }

  return async (
    format: ExportFormat,
    caller: Caller,
    search: URLSearchParams,
    response: ServerResponse,
  ): Promise<void> => {
    const input = parse(format, search, caller.organization, actionOf)
    const range = await exportHistory(caller, input).catch(error => {
      throw error instanceof BadCursor ? badCursor() : error
    })
    if (isRefused(range)) throw fault('FORBIDDEN', range.refused.message, 403)
    response.writeHead(200, {
      'content-type': types[format],
      'content-disposition': `attachment; filename="${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    await pipeline(Readable.from(textOf(format, caller.organization, range), { highWaterMark: 1 }), response)
  }
}

const parameters = ['from', 'to', 'after'] as const

function parse(
  format: ExportFormat,
  search: URLSearchParams,
  organization: string,
  actionOf: ExportOptions['actionOf'],
): ExportInput {
  for (const name of new Set(search.keys())) {
    if (!parameters.some(known => known === name))
      throw bad(`${JSON.stringify(name)} is not a parameter; the parameters are ${parameters.join(', ')}.`)
    if (search.getAll(name).length > 1) throw bad(`${name} must not be repeated.`)
  }
  const instants: { from: Date | null; to: Date | null } = { from: null, to: null }
  for (const name of ['from', 'to'] as const) {
    const text = search.get(name)
    instants[name] = text === null ? null : parseInstant(text)
    if (text !== null && !instants[name])
      throw bad(`${name} must be an RFC 3339 date-time; ${JSON.stringify(text)} is not.`)
  }
  const { from, to } = instants
  if (from && to && from > to) throw bad('to must not be before from.')
  const cursor = search.get('after')
  if (cursor === null) return { format, from, to, after: null }
  const sequence = decodeLedgerCursor(organization, cursor)
  if (sequence !== null) return { format, from, to, after: { sequence } }
  const action = format === 'actions.csv' ? actionOf(cursor) : null
  if (action === null) throw badCursor()
  return { format, from, to, after: { action } }
}

const fault = (code: string, message: string, status: number) =>
  new GraphQLError(message, { extensions: { code, http: { status } } })
const bad = (message: string) => fault('BAD_USER_INPUT', message, 400)
const badCursor = () => fault('BAD_CURSOR', 'after must be a cursor of this history.', 400)
