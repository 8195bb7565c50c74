import {
  countOf,
  type Rollout as DomainRollout,
  isOpen,
  type BulkProgress as Progress,
  progressOf,
  type BulkState as State,
  stateOf,
} from '#domain/bulk/bulk.ts'
import type { ActionType as DomainType } from '#domain/catalog/action-types.ts'
import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { listActions, ResponseActionConnection } from '../action/connection.ts'
import { ActionType } from '../action/enums.ts'
import { ActionFilter, parseActionFilter } from '../action/filter.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { decodeGlobalId } from '../global-id.ts'
import { forwardArgs, parsePage } from '../lists.ts'
import { Actor, actorOf } from '../viewer/type.ts'

const BulkState = builder.enumType('BulkState', {
  description:
    'PAUSED and ABORTED send nothing more; what was sent runs on. ABORTED cancels what had not been sent.',
  values: {
    RUNNING: { description: 'It goes ahead.' },
    PAUSED: { description: 'It sends nothing until an analyst resumes it.' },
    ABORTED: { description: 'Too many failed.' },
    FINISHED: { description: 'Each of its actions has ended.' },
  },
})

const Rollout = builder.objectRef<DomainRollout>('Rollout').implement({
  description: 'Null: everything at once.',
  fields: t => ({
    canary: t.exposeInt('canary', { description: 'Devices that go first.', nullable: true }),
    perMinute: t.exposeInt('perMinute', {
      description: 'Devices per minute after the canary.',
      nullable: true,
    }),
    abortAboveFailurePercent: t.exposeInt('abortAboveFailurePercent', {
      description: 'Abort when more than this share of the ended ones failed.',
      nullable: true,
    }),
    abortAfter: t.exposeInt('abortAfter', {
      description: 'Actions that must have ended before the share is checked.',
      nullable: true,
    }),
  }),
})

const BulkProgress = builder.objectRef<Progress>('BulkProgress').implement({
  description: 'Its actions by state: the first six add up to `total`.',
  fields: t => ({
    pendingApproval: t.exposeInt('pendingApproval', { description: 'Wait for approvals.' }),
    queued: t.exposeInt('queued', { description: 'Wait for their device, or for the rollout.' }),
    executing: t.exposeInt('executing', { description: 'Were claimed by their device.' }),
    completed: t.exposeInt('completed', { description: 'Were done.' }),
    failed: t.exposeInt('failed', { description: 'Were not done, or did not hold.' }),
    cancelled: t.exposeInt('cancelled', { description: 'Were withdrawn.' }),
    verified: t.exposeInt('verified', { description: 'Of the completed ones: those that hold.' }),
  }),
})

export const BulkAction = builder.prismaNode('BulkAction', {
  description: 'One decision for many devices: an action for each.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger and exports use.' }),
    type: t.field({
      description: 'The kind of response.',
      type: ActionType,
      resolve: ({ type }) => type as DomainType,
    }),
    justification: t.exposeString('justification', { description: 'The reason, for people.' }),
    submittedBy: t.field({
      description: 'The submitter.',
      type: Actor,
      resolve: ({ submittedBy }, _, context) => actorOf(submittedBy as DomainActor, context),
    }),
    submittedAt: t.expose('submittedAt', { description: 'When it was submitted.', type: 'DateTime' }),
    total: t.exposeInt('total', { description: 'The number of its actions.' }),
    progress: t.field({
      description: 'Its actions by state.',
      type: BulkProgress,
      resolve: async ({ id }, _, { tallies }) => progressOf(await tallies.load(id)),
    }),
    digest: t.exposeString('digest', {
      description:
        'Lower-case hex SHA-256 of the sorted digests of its actions, joined by newlines, none at the end.',
    }),
    rollout: t.field({
      description: 'The pace of the bulk.',
      type: Rollout,
      nullable: true,
      resolve: ({ rollout }) => rollout as unknown as DomainRollout | null,
    }),
    state: t.field({
      description: 'Whether it goes ahead.',
      type: BulkState,
      resolve: async ({ id, state }, _, { tallies }) =>
        stateOf(state as State, countOf(await tallies.load(id), isOpen)),
    }),
    actions: t.field({
      description: 'Its actions, latest first.',
      type: ResponseActionConnection,
      args: {
        filter: t.arg({ description: 'Restricts the list.', type: ActionFilter }),
        ...forwardArgs(t.arg),
      },
      resolve: ({ id }, args, context, info) => {
        const filter = parseActionFilter(args.filter, context.caller)
        // A filter that names another bulk matches nothing.
        const isOther = filter.bulk !== undefined && filter.bulk !== id
        const page = parsePage(args, cursor => decodeGlobalId('ResponseAction', cursor))
        const order = { field: 'SUBMITTED_AT', direction: 'DESC' } as const
        return listActions(context, info, { ...filter, bulk: isOther ? null : id }, order, page)
      },
    }),
  }),
})

builder.prismaObjectField(ResponseAction, 'bulkAction', t =>
  t.relation('bulkAction', {
    description: 'The bulk that it was submitted with.',
    type: BulkAction,
    nullable: true,
  }),
)
