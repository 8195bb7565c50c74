import { matches } from '#app/action/action-filter.ts'
import type { ActionStep } from '#app/action/action-stream.ts'
import { decodeLedgerCursor, encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import { AuditEvent } from '../audit/type.ts'
import { builder } from '../builder.ts'
import type { EventRow } from '../context.ts'
import { badCursor, badUserInput } from '../errors.ts'
import { ActionFilter, parseActionFilter } from './filter.ts'
import { ResponseAction } from './type.ts'

/** Converts a ledger event to the read client's row, without a query. */
const eventRow = ({ entry, canonical, hash, after }: ActionStep): EventRow => ({
  organizationId: entry.organization,
  sequence: BigInt(entry.sequence),
  kind: entry.kind,
  at: new Date(entry.at),
  actionId: entry.action,
  deviceId: after.device,
  actor: { ...entry.actor },
  actorId: entry.actor.id,
  canonical,
  hash,
})

const ActionChange = builder.objectRef<ActionStep>('ActionChange').implement({
  description:
    'One committed change of one action, with its place in the ledger. `action` is as at delivery, at least as new as `event`.',
  fields: t => ({
    cursor: t.field({
      description: 'The position of the change in the ledger, for `after`.',
      type: 'LedgerCursor',
      resolve: ({ entry }) => encodeLedgerCursor(entry.organization, entry.sequence),
    }),
    event: t.field({ description: 'The ledger event of the change.', type: AuditEvent, resolve: eventRow }),
    action: t.prismaField({
      description: 'The action as it is when the change is delivered.',
      type: ResponseAction,
      resolve: (query, { after: { organization: organizationId, id } }, _args, { prisma }) =>
        prisma.responseAction.findUniqueOrThrow({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        }),
    }),
  }),
})

/** Filters that an action alone cannot answer. */
const forListsOnly = ['search', 'labels', 'personId'] as const

builder.subscriptionField('actionChanged', t =>
  t.field({
    description: `
Every change of the actions that match before or after it (so that a client sees one leave), in ledger order; \`search\` is refused in the filter. With \`after\`, first everything since that cursor and then live,
without a gap and without a repeat: a client that reconnects with its last cursor misses nothing.
`.trim(),
    type: ActionChange,
    right: 'read',
    args: {
      filter: t.arg({ description: 'Delivers only changes of matching actions.', type: ActionFilter }),
      after: t.arg({
        description: 'Only changes after this cursor. If left out, only changes from now on.',
        type: 'LedgerCursor',
      }),
    },
    subscribe: async (_, args, context) => {
      const { organization } = context.caller
      for (const name of forListsOnly)
        if (args.filter?.[name] != null) throw badUserInput(`filter.${name} is not allowed in subscriptions.`)
      const filter = parseActionFilter(args.filter, context.caller)
      const after = args.after == null ? null : decodeLedgerCursor(organization, args.after)
      if (args.after != null && after === null) throw badCursor()
      const { changes, clock } = context
      const isWanted = ({ before, after }: ActionStep) =>
        matches(after, filter, clock.now()) || (before !== null && matches(before, filter, clock.now()))
      return changes.follow(organization, after, isWanted)
    },
    resolve: step => step,
  }),
)
