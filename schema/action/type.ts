import { mayApprove } from '#app/action/action-filter.ts'
import type { Cancellation, FailureCode as Code, Decision as DomainDecision } from '#domain/action/action.ts'
import { mayCancel } from '#domain/action/approval.ts'
import type { ActionType as DomainType } from '#domain/catalog/action-types.ts'
import { type Actor as DomainActor, hasRight } from '#domain/people/actor.ts'
import { AuditEvent } from '../audit/type.ts'
import { builder } from '../builder.ts'
import type { ActionRow } from '../context.ts'
import { Device } from '../device/type.ts'
import { Actor, actorOf } from '../viewer/type.ts'
import {
  ActionOrigin,
  ActionStatus,
  ActionType,
  CancellationReason,
  Decision,
  FailureCode,
  VerificationStatus,
} from './enums.ts'
import { ActionParameters, typedParameters } from './parameters.ts'

const ActionFailure = builder
  .objectRef<{ readonly code: Code; readonly message: string }>('ActionFailure')
  .implement({
    description: 'The cause of the failure.',
    fields: t => ({
      code: t.expose('code', { description: 'For programs.', type: FailureCode }),
      message: t.exposeString('message', { description: 'For people.' }),
    }),
  })

const ActionCancellation = builder.objectRef<Cancellation>('ActionCancellation').implement({
  description: 'The reason for the cancellation.',
  fields: t => ({
    reason: t.expose('reason', { description: 'For programs.', type: CancellationReason }),
    by: t.field({
      description: 'The actor who caused it.',
      type: Actor,
      nullable: true,
      resolve: ({ by }, _, context) => actorOf(by, context),
    }),
    at: t.expose('at', { description: 'When.', type: 'DateTime' }),
    comment: t.exposeString('comment', { description: 'Their comment.', nullable: true }),
  }),
})

const ApprovalDecision = builder.objectRef<DomainDecision>('ApprovalDecision').implement({
  description: "One person's decision.",
  fields: t => ({
    decision: t.expose('decision', { description: 'Approved or rejected.', type: Decision }),
    by: t.field({
      description: 'The person who decided.',
      type: Actor,
      resolve: ({ by }, _, context) => actorOf(by, context),
    }),
    at: t.expose('at', { description: 'When.', type: 'DateTime' }),
    comment: t.exposeString('comment', { description: 'Their comment.', nullable: true }),
  }),
})

const Verification = builder.objectRef<ActionRow>('Verification').implement({
  description: 'Whether the action held.',
  fields: t => ({
    status: t.field({
      description: 'Its stage.',
      type: VerificationStatus,
      resolve: ({ verification }) => verification as typeof VerificationStatus.$inferType,
    }),
    dueAt: t.expose('verificationDueAt', {
      description: '60 s after completion, unless the organization configured another delay.',
      type: 'DateTime',
      nullable: true,
    }),
    verifiedAt: t.expose('verifiedAt', { description: 'When it ended.', type: 'DateTime', nullable: true }),
    attempts: t.exposeInt('verificationAttempts', { description: 'How many times the device was asked.' }),
    evidence: t.expose('evidence', {
      description: 'What was checked and what was found.',
      extensions: { cost: 10 },
      type: 'JSON',
      nullable: true,
    }),
  }),
})

const failureOf = ({ failureCode, failureMessage }: ActionRow) =>
  failureCode === null ? null : { code: failureCode as Code, message: failureMessage ?? '' }

export const ResponseAction = builder.prismaNode('ResponseAction', {
  description: 'Something that is done to a device, from its submission to its verification.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that MQTT topics, the ledger and exports use.' }),
    type: t.field({
      description: 'The kind of response.',
      type: ActionType,
      resolve: ({ type }) => type as DomainType,
    }),
    status: t.field({
      description: 'Where it is in its life.',
      type: ActionStatus,
      resolve: ({ status }) => status as typeof ActionStatus.$inferType,
    }),
    parameters: t.field({
      description: 'Exactly what is done.',
      type: ActionParameters,
      resolve: typedParameters,
    }),
    destructive: t.exposeBoolean('destructive', { description: 'Whether it was, when it was submitted.' }),
    origin: t.field({
      description: 'How it came about.',
      type: ActionOrigin,
      resolve: ({ origin }) => origin as typeof ActionOrigin.$inferType,
    }),
    justification: t.exposeString('justification', { description: 'The reason, for people.' }),
    device: t.relation('device', {
      description: 'Null only where the action is about a person and no device was named.',
      type: Device,
      nullable: true,
    }),
    submittedBy: t.field({
      description: 'The submitter.',
      type: Actor,
      resolve: ({ submittedBy }, _, context) => actorOf(submittedBy as DomainActor, context),
    }),
    submittedAt: t.expose('submittedAt', { description: 'When it was submitted.', type: 'DateTime' }),
    approvalsRequired: t.exposeInt('approvalsRequired', {
      description: 'How many approvals it needs, fixed when it was submitted.',
    }),
    approvals: t.field({
      description: 'The decisions so far, oldest first.',
      type: [ApprovalDecision],
      resolve: ({ decisions }) => decisions as unknown as DomainDecision[],
    }),
    digest: t.exposeString('digest', {
      description: `
        What exactly is approved: lower-case hex SHA-256 of the RFC 8785 form of {"device","effectFor","parameters","person","type"}.
        A decision that names another digest is refused.
      `
        .trim()
        .replace(/\n\s+/g, '\n'),
    }),
    queuedAt: t.expose('queuedAt', {
      description: 'When nothing more stood in its way.',
      type: 'DateTime',
      nullable: true,
    }),
    startedAt: t.expose('startedAt', {
      description: 'When the device claimed it.',
      type: 'DateTime',
      nullable: true,
    }),
    completedAt: t.expose('completedAt', {
      description: 'When execution ended, however it ended.',
      type: 'DateTime',
      nullable: true,
    }),
    expiresAt: t.field({
      description:
        'When a queued action nobody picked up fails with AGENT_OFFLINE, or one awaiting approval is cancelled.',
      type: 'DateTime',
      resolve: ({ expiresAt, queueEndsAt }) => queueEndsAt ?? expiresAt,
    }),
    failure: t.field({
      description: 'The cause of the failure.',
      type: ActionFailure,
      nullable: true,
      resolve: failureOf,
    }),
    cancellation: t.field({
      description: 'The reason for the cancellation.',
      type: ActionCancellation,
      nullable: true,
      resolve: ({ cancellation }) => cancellation as unknown as Cancellation | null,
    }),
    effectFor: t.exposeInt('effectFor', {
      description:
        'Seconds after which an isolation or a block is undone by itself; null: until somebody undoes it.',
      nullable: true,
    }),
    effectUntil: t.expose('effectUntil', {
      description: 'When that is, once the action has completed.',
      type: 'DateTime',
      nullable: true,
    }),
    output: t.expose('output', {
      description: 'What the agent reported.',
      extensions: { cost: 10 },
      type: 'JSON',
      nullable: true,
    }),
    verification: t.field({ description: 'Whether it held.', type: Verification, resolve: row => row }),
    auditTrail: t.relation('events', {
      description: "This action's part of the ledger, oldest first.",
      type: AuditEvent,
      query: { orderBy: { sequence: 'asc' } },
    }),
    viewerCanApprove: t.boolean({
      description: 'Whether the caller may approve it now.',
      extensions: { dependsOnCaller: true },
      resolve: (row, _, { caller, clock, fromReadRow }) => mayApprove(fromReadRow(row), caller, clock.now()),
    }),
    viewerCanCancel: t.boolean({
      description: 'Whether the caller may cancel it now.',
      extensions: { dependsOnCaller: true },
      resolve: (row, _, { caller, fromReadRow }) => hasRight(caller, 'act') && mayCancel(fromReadRow(row)),
    }),
  }),
})
