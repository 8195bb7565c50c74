import type { GraphQLResolveInfo } from 'graphql'
import type { Context, EventRow } from '../context.ts'
import { selectedOfNodes } from '../lists.ts'
import { type Relations, relate } from '../related.ts'
import { columnsRead, type FieldReads, selectedAt } from '../selected.ts'

/** What the fields of `AuditEvent` read of its row, apart from what it is found by. */
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

/** These lines of the ledger, with as much of them as is selected of a connection's nodes. */
export async function readEvents(
  context: Context,
  info: GraphQLResolveInfo,
  sequences: readonly number[],
): Promise<readonly EventRow[]> {
  const { rows, caller } = context
  const selected = selectedAt(info, ['edges', 'node'])
  const columns = columnsRead(info, selected, reads, new Set(['organizationId', 'sequence']))
  // What no field reads is missed by nobody.
  const found = (await rows.events(caller.organization, sequences, columns)) as EventRow[]
  await relate(context, found, selectedOfNodes(context, info, 'AuditEvent').include, relations)
  return found
}
