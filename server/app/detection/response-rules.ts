import type { Ledger, Transaction } from '#app/ports.ts'
import { parseRule, type ResponseRuleRecord, type RuleFacts } from '#domain/detection/response-rule.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
}

const maxRules = 500

const forbidden = refuse('FORBIDDEN', 'Only administrators may change response rules.')
const noRule = refuse('NOT_FOUND', 'No such response rule.', ['id'])

const ledgerData = (rule: ResponseRuleRecord | null): Json => {
  if (!rule) return null
  const { id, name, enabled, severities, techniques, titleContains, action } = rule
  return { id, name, enabled, severities, techniques, titleContains, action }
}

function record(
  transaction: Transaction,
  caller: Caller,
  before: ResponseRuleRecord | null,
  after: ResponseRuleRecord | null,
): void {
  const data = { what: 'responseRule', before: ledgerData(before), after: ledgerData(after) }
  transaction.append({ kind: 'RULE_CHANGED', data }, caller.actor)
}

export function createResponseRule({ ledger, newId }: Ports) {
  return async function createResponseRule(
    caller: Caller,
    facts: RuleFacts,
  ): Promise<ResponseRuleRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const rule = parseRule(facts)
    if (isRefused(rule)) return rule
    return ledger.commit<ResponseRuleRecord | Refused>({
      organization: caller.organization,
      reads: { everyRule: true },
      decide: transaction => {
        if (transaction.everyRule().length >= maxRules)
          return refuse('LIMIT_EXCEEDED', `There are already ${maxRules} rules.`)
        const created: ResponseRuleRecord = {
          ...rule,
          id: newId(),
          organizationId: caller.organization,
          responsibleId: caller.responsible,
          createdAt: new Date(transaction.now).toISOString(),
          deletedAt: null,
        }
        transaction.put('responseRule', created)
        record(transaction, caller, null, created)
        return created
      },
    })
  }
}

/** Changes a rule unless it is deleted. */
const change = (
  { ledger }: Pick<Ports, 'ledger'>,
  caller: Caller,
  id: string,
  changeRule: (rule: ResponseRuleRecord, transaction: Transaction) => ResponseRuleRecord,
) =>
  ledger.commit<ResponseRuleRecord | Refused>({
    organization: caller.organization,
    reads: { responseRule: [id] },
    decide: transaction => {
      const before = transaction.find('responseRule', id)
      if (!before || before.deletedAt !== null) return noRule
      const after = changeRule(before, transaction)
      transaction.put('responseRule', after)
      record(transaction, caller, before, after.deletedAt === null ? after : null)
      return after
    },
  })

/** Replaces a rule. The caller becomes responsible for it. */
export function updateResponseRule({ ledger }: Pick<Ports, 'ledger'>) {
  return async function updateResponseRule(
    caller: Caller,
    id: string | null,
    facts: RuleFacts,
  ): Promise<ResponseRuleRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const rule = parseRule(facts)
    if (isRefused(rule)) return rule
    if (!id) return noRule
    return change({ ledger }, caller, id, before => ({
      ...before,
      ...rule,
      responsibleId: caller.responsible,
    }))
  }
}

export function deleteResponseRule({ ledger }: Pick<Ports, 'ledger'>) {
  return async function deleteResponseRule(
    caller: Caller,
    id: string | null,
  ): Promise<ResponseRuleRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noRule
    return change({ ledger }, caller, id, (before, { now }) => ({
      ...before,
      deletedAt: new Date(now).toISOString(),
    }))
  }
}
