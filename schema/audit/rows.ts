import type { GraphQLResolveInfo } from 'graphql'
import type { Context, EventRow } from '../context.ts'
import { complete, type Relations } from '../related.ts'
import { columnsRead, type FieldReads, selectedAt } from '../selected.ts'

/** The columns that each field of `AuditEvent` reads, besides its key. */
export const reads: FieldReads<EventRow> = {
  id: [],
  rawId: [],
  sequence: [],
  cursor: [],
  kind: ['kind'],
  at: ['at'],
  actor: ['actor'],
  data: ['canonical'],
  hash: ['hash'],
  previousHash: ['canonical'],
  canonical: ['canonical'],
  action: ['actionId'],
}

const relations: Relations<EventRow> = {
  action: { model: 'responseAction', from: 'actionId', to: 'id' },
}

/** The columns to read for a connection's nodes. Null means all columns. */
export const wantedOfEvents = (info: GraphQLResolveInfo): ReadonlySet<keyof EventRow> | null =>
  columnsRead(info, selectedAt(info, ['edges', 'node']), reads, new Set(['organizationId', 'sequence']))

export const completeEvents = (context: Context, info: GraphQLResolveInfo, rows: readonly object[]) =>
  complete(context, info, 'AuditEvent', relations, rows)
