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
    enabled: t.exposeBoolean('enabled', { description: 'Whether the rule submits actions.' }),
    severities: t.field({
      description: 'The severities that match. An empty list matches all.',
      type: [Severity],
      resolve: ({ severities }) => severities as DomainSeverity[],
    }),
    techniques: t.exposeStringList('techniques', {
      description: 'The techniques that match, including their sub-techniques. An empty list matches all.',
    }),
    titleContains: t.exposeString('titleContains', {
      description: "Part of the detection's title, ignoring case. Null matches all.",
      nullable: true,
    }),
    action: t.field({
      description: 'The type of the action that the rule submits.',
      type: ActionType,
      resolve: ({ action }) => action as DomainType,
    }),
  }),
})
