import { type DriftKind as DomainDriftKind, driftOf } from '#domain/device/drift.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import type { ActionRow } from '../context.ts'
import { Device } from './type.ts'

const DriftKind = builder.enumType('DriftKind', {
  description: 'The kinds of effects that a device can lack.',
  values: {
    ISOLATION_MISSING: { description: 'The isolation is missing.' },
    BLOCK_MISSING: { description: 'The block of an address is missing.' },
  } satisfies Record<DomainDriftKind, object>,
})

const ContainmentDrift = builder.objectRef<ActionRow>('ContainmentDrift').implement({
  description:
    'An effect that should be in force and is not, since `since` (the report that first lacked it).',
  fields: t => ({
    kind: t.field({
      description: 'The kind of effect that is missing.',
      type: DriftKind,
      resolve: (row, _, { fromReadRow }) => driftOf(fromReadRow(row)).kind,
    }),
    target: t.string({
      description: 'The blocked address; null for an isolation.',
      nullable: true,
      resolve: (row, _, { fromReadRow }) => driftOf(fromReadRow(row)).target,
    }),
    action: t.field({
      description: 'The action that the missing effect belongs to.',
      type: ResponseAction,
      resolve: row => row,
    }),
    since: t.field({
      description: 'When the first report without the effect arrived.',
      type: 'DateTime',
      resolve: ({ driftedAt, submittedAt }) => driftedAt ?? submittedAt,
    }),
  }),
})

builder.prismaObjectField(Device, 'drift', t =>
  t.field({
    description:
      "What completed actions left in force here and the device's latest report lacks. Empty: report and ledger agree.",
    type: [ContainmentDrift],
    resolve: async ({ id }, _, { drifts }) => [...(await drifts.load(id))],
  }),
)
