import type { AuditFilter as Filter } from '#app/reading.ts'
import { decodeLedgerCursor, encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import { builder } from '../builder.ts'
import type { Context, EventRow } from '../context.ts'
import { badCursor, badUserInput } from '../errors.ts'
import { decodeId } from '../global-id.ts'
import { type Connection, described, noCount, pageArgs, parsePage, toConnection } from '../lists.ts'
import { decodeActorId } from '../viewer/type.ts'
import { AuditEventKind } from './enums.ts'
import { completeEvents, wantedOfEvents } from './rows.ts'
import { AuditEvent } from './type.ts'
import { LedgerVerification } from './verification.ts'

const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Selects ledger events. Fields left out do not restrict the selection.',
  fields: t => ({
    kinds: t.field({ description: 'Events of one of these kinds.', type: [AuditEventKind] }),
    actionId: t.id({ description: 'Events about this action.' }),
    deviceId: t.id({ description: 'Events about this device.' }),
    actorId: t.id({ description: 'Events caused by this actor.' }),
    from: t.field({ description: 'Events at this time or later.', type: 'DateTime' }),
    to: t.field({ description: 'Events before this time.', type: 'DateTime' }),
  }),
})

const AuditEventEdge = builder.objectRef<Connection<EventRow>['edges'][number]>('AuditEventEdge').implement({
  description: 'A ledger event in a list.',
  fields: t => ({
    node: t.field({ description: described.node, type: AuditEvent, resolve: ({ node }) => node }),
    cursor: t.exposeString('cursor', { description: described.cursor }),
  }),
})

const AuditEventConnection = builder.objectRef<Connection<EventRow>>('AuditEventConnection').implement({
  description: 'A page of the ledger.',
  fields: t => ({
    edges: t.field({ description: described.edges, type: [AuditEventEdge], resolve: ({ edges }) => edges }),
    pageInfo: t.field({
      description: described.pageInfo,
      type: builder.pageInfoRef(),
      resolve: ({ pageInfo }) => pageInfo,
    }),
  }),
})

function parseFilter(input: typeof AuditFilter.$inferInput | null | undefined): Filter {
  const { actionId, deviceId, actorId, kinds, from, to } = input ?? {}
  return {
    ...(kinds && { kinds }),
    ...(from && { from }),
    ...(to && { to }),
    ...(actionId != null && { action: decodeId('ResponseAction', actionId) }),
    ...(deviceId != null && { device: decodeId('Device', deviceId) }),
    ...(actorId != null && { actor: decodeActorId(actorId) }),
  }
}

/** The sequence of a cursor of this organization. Null if no cursor was passed; throws BAD_CURSOR for an invalid one. */
function sequenceOf(cursor: string | null | undefined, { caller }: Context): number | null {
  if (cursor == null) return null
  const sequence = decodeLedgerCursor(caller.organization, cursor)
  if (sequence === null) throw badCursor()
  return sequence
}

builder.queryFields(t => ({
  auditEvents: t.field({
    description: "By sequence, ascending; an edge's cursor is its event's.",
    type: AuditEventConnection,
    right: 'audit',
    args: {
      filter: t.arg({ description: 'Returns only entries that match.', type: AuditFilter }),
      ...pageArgs(t.arg),
      after: t.arg({ description: 'Only events after this cursor.', type: 'LedgerCursor' }),
      before: t.arg({ description: 'Only events before this cursor.', type: 'LedgerCursor' }),
    },
    resolve: async (_, args, context, info) => {
      const { organization: organizationId } = context.caller
      const page = parsePage(args, cursor => decodeLedgerCursor(organizationId, cursor))
      const filter = parseFilter(args.filter)
      const found = await context.lists.events(organizationId, filter, page, wantedOfEvents(info))
      const rows = await completeEvents(context, info, found.rows)
      const bySequence = new Map(rows.map(row => [Number(row.sequence), row]))
      return toConnection(page, found, bySequence, key => encodeLedgerCursor(organizationId, key), noCount)
    },
  }),
  ledgerHead: t.field({
    description: 'Read this first, then a list, then subscribe with it as `after`: nothing falls between.',
    type: 'LedgerCursor',
    right: 'read',
    resolve: async (_, _args, { ledger, caller: { organization } }) =>
      encodeLedgerCursor(organization, await ledger.head(organization)),
  }),
  verifyLedger: t.field({
    description: 'Verifies the hash chain of the whole ledger or of a part of it.',
    extensions: { cost: 2000 },
    type: LedgerVerification,
    right: 'audit',
    args: {
      from: t.arg({
        description: 'The first event to verify. By default the first of the ledger.',
        type: 'LedgerCursor',
      }),
      to: t.arg({
        description: 'The last event to verify. By default the last of the ledger.',
        type: 'LedgerCursor',
      }),
    },
    resolve: (_, args, context) => {
      const from = sequenceOf(args.from, context)
      const to = sequenceOf(args.to, context)
      if (from !== null && to !== null && from > to) throw badUserInput('from must not be after to.')
      return context.ledger.verify(context.caller.organization, from, to)
    },
  }),
}))
