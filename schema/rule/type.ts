import type { ActionType as DomainType } from '#domain/catalog/action-types.ts'
import type { Severity as DomainSeverity } from '#domain/detection/detection.ts'
import { ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'
import { Severity } from '../detection/enums.ts'

export const ResponseRule = builder.prismaNode('ResponseRule', {
  description: 'Submits an action for every matching detection.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it does anything.' }),
    severities: t.field({
      description: 'One of these; an empty list matches all.',
      type: [Severity],
      resolve: ({ severities }) => severities as DomainSeverity[],
    }),
    techniques: t.exposeStringList('techniques', {
      description: 'One of these or of their sub-techniques; an empty list matches all.',
    }),
    titleContains: t.exposeString('titleContains', {
      description: "Part of the detection's title, case ignored; null matches all.",
      nullable: true,
    }),
    action: t.field({
      description: 'The action that it submits.',
      type: ActionType,
      resolve: ({ action }) => action as DomainType,
    }),
  }),
})
