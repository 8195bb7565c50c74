import type { RuleFacts } from '#domain/detection/response-rule.ts'
import { ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'
import { Severity } from '../detection/enums.ts'
import { decodeId, encodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { ResponseRule } from './type.ts'

const ResponseRuleInput = builder.inputType('ResponseRuleInput', {
  description: 'The detections that the rule matches, and the action that it submits for each.',
  fields: t => ({
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    enabled: t.boolean({ description: 'Whether the rule submits actions.', required: true }),
    severities: t.field({
      description: 'The severities that match. An empty list matches all.',
      type: [Severity],
      required: true,
    }),
    techniques: t.stringList({
      description: 'The MITRE ATT&CK technique ids that match. An empty list matches all.',
    }),
    titleContains: t.string({ description: "Part of the detection's title, ignoring case." }),
    action: t.field({ description: 'The action to submit.', type: ActionType, required: true }),
  }),
})

const ResponseRulePayload = builder.objectRef<{ readonly id: string }>('ResponseRulePayload').implement({
  description: 'The rule was saved.',
  fields: t => ({
    rule: t.prismaField({
      description: 'Its current state.',
      type: ResponseRule,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.responseRule.findUniqueOrThrow({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        }),
    }),
  }),
})

const DeleteResponseRulePayload = builder
  .objectRef<{ readonly id: string }>('DeleteResponseRulePayload')
  .implement({
    description: 'The rule was deleted and submits no more actions.',
    fields: t => ({
      id: t.id({ description: 'Its global id.', resolve: ({ id }) => encodeId('ResponseRule', id) }),
    }),
  })

const ResponseRuleResult = resultOf(ResponseRulePayload, InvalidInputError, NotFoundError, ForbiddenError)

const DeleteResponseRuleResult = resultOf(DeleteResponseRulePayload, NotFoundError, ForbiddenError)

const payload = ({ id }: { readonly id: string }) => ({ id })

const toFacts = ({
  techniques,
  titleContains,
  ...input
}: typeof ResponseRuleInput.$inferInput): RuleFacts => ({
  ...input,
  techniques: techniques ?? [],
  titleContains: titleContains ?? null,
})

builder.mutationFields(t => {
  const id = t.arg.id({ description: 'The rule, by its raw or global id.', required: true })
  const input = t.arg({ description: 'The complete rule.', type: ResponseRuleInput, required: true })
  return {
    createResponseRule: t.field({
      description: 'Creates a response rule.',
      type: ResponseRuleResult,
      right: 'administer',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.createResponseRule(caller, toFacts(input)), payload),
    }),
    updateResponseRule: t.field({
      description:
        'Replaces a response rule. The analyst who last changed a rule cannot approve actions that it submits.',
      type: ResponseRuleResult,
      right: 'administer',
      args: { id, input },
      resolve: async (_, { id, input }, { app, caller }) =>
        refusalOr(
          await app.updateResponseRule(caller, decodeId('ResponseRule', id), toFacts(input)),
          payload,
        ),
    }),
    deleteResponseRule: t.field({
      description: 'Deletes a response rule. Actions that it has submitted are not affected.',
      type: DeleteResponseRuleResult,
      right: 'administer',
      args: { id },
      resolve: async (_, { id }, { app, caller }) =>
        refusalOr(await app.deleteResponseRule(caller, decodeId('ResponseRule', id)), payload),
    }),
  }
})
