import { readFileSync } from 'node:fs'
import {
  buildSchema as buildFromText,
  findBreakingChanges,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { expect, test } from 'vitest'
import { printed, schemaFile } from './print.ts'
import { buildSchema } from './schema.ts'

const contract = buildFromText(
  readFileSync(new URL('../docs/contract/schema.graphql', import.meta.url), 'utf8'),
)
const served = buildSchema()

test('schema.graphql is up to date (npm run schema)', () => {
  expect(readFileSync(schemaFile, 'utf8')).toBe(printed())
})

/** The parts of a type as comparable lines, such as `Query.node(id: ID!): Node`. */
function signatures(type: GraphQLNamedType): string[] {
  const lines = [`${type.constructor.name} ${type.name}`]
  if (isEnumType(type)) lines.push(...type.getValues().map(value => `${type.name}.${value.name}`))
  if (isUnionType(type)) lines.push(...type.getTypes().map(member => `${type.name} = ${member.name}`))
  if (isInputObjectType(type)) {
    lines.push(`${type.name} oneOf ${type.isOneOf}`)
    for (const { name, type: of, defaultValue } of Object.values(type.getFields()))
      lines.push(`${type.name}.${name}: ${of} = ${defaultValue}`)
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    lines.push(...type.getInterfaces().map(({ name }) => `${type.name} implements ${name}`))
    for (const field of Object.values(type.getFields())) {
      lines.push(`${type.name}.${field.name}: ${field.type}`)
      for (const { name, type: of, defaultValue } of field.args)
        lines.push(`${type.name}.${field.name}(${name}: ${of} = ${defaultValue})`)
    }
  }
  return lines
}

const withoutIntrospection = (types: Record<string, GraphQLNamedType>) =>
  Object.values(types).filter(({ name }) => !name.startsWith('__'))

test('every served type and field is in the contract, with the same signature', () => {
  const promised = new Set(withoutIntrospection(contract.getTypeMap()).flatMap(signatures))
  expect(
    withoutIntrospection(served.getTypeMap())
      .flatMap(signatures)
      .filter(line => !promised.has(line)),
  ).toEqual([])
})

test('the whole contract is served', () => {
  expect(findBreakingChanges(contract, served)).toEqual([])
})

test('served input types have all required fields of the contract', () => {
  const missing = withoutIntrospection(contract.getTypeMap()).flatMap(type => {
    const other = served.getType(type.name)
    if (!isInputObjectType(type) || !isInputObjectType(other)) return []
    const required = Object.values(type.getFields()).filter(field => String(field.type).endsWith('!'))
    return required.filter(({ name }) => !other.getFields()[name]).map(({ name }) => `${type.name}.${name}`)
  })
  expect(missing).toEqual([])
})

interface Described {
  readonly path: string
  readonly description: string | null | undefined
}

function descriptions(type: GraphQLNamedType): Described[] {
  const found: Described[] = [{ path: type.name, description: type.description }]
  if (isEnumType(type))
    for (const value of type.getValues())
      found.push({ path: `${type.name}.${value.name}`, description: value.description })
  if (isInputObjectType(type) || isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields())) {
      found.push({ path: `${type.name}.${field.name}`, description: field.description })
      if ('args' in field)
        for (const arg of field.args)
          found.push({ path: `${type.name}.${field.name}(${arg.name})`, description: arg.description })
    }
  return found
}

test('everything has a description, and descriptions in the contract are served word for word', () => {
  const promised = new Map(
    withoutIntrospection(contract.getTypeMap())
      .flatMap(descriptions)
      .map(({ path, description }) => [path, description]),
  )
  const all = withoutIntrospection(served.getTypeMap()).flatMap(descriptions)
  expect(all.filter(({ description }) => !description)).toEqual([])
  const differ = all.filter(({ path, description }) => (promised.get(path) ?? description) !== description)
  expect(
    differ.map(({ path, description }) => ({ path, description, contract: promised.get(path) })),
  ).toEqual([])
})

test('every entry point declares the right that the contract requires', () => {
  const roots = [served.getQueryType(), served.getMutationType(), served.getSubscriptionType()]
  const rights = roots.flatMap(root =>
    Object.values(root?.getFields() ?? {}).map(field => [
      `${root?.name}.${field.name}`,
      field.extensions['right'],
    ]),
  )
  expect(Object.fromEntries(rights)).toEqual({
    'Query.action': 'read',
    'Query.actionStatistics': 'read',
    'Query.actionTypes': 'read',
    'Query.actions': 'read',
    'Query.auditEvents': 'audit',
    'Query.complianceReport': 'audit',
    'Query.bulkAction': 'read',
    'Query.bulkActions': 'read',
    'Query.detections': 'read',
    'Query.device': 'read',
    'Query.devices': 'read',
    'Query.enrollmentTokens': 'administer',
    'Query.investigations': 'read',
    'Query.lateralMovement': 'read',
    'Query.ledgerHead': 'read',
    'Query.node': 'read',
    'Query.nodes': 'read',
    'Query.people': 'read',
    'Query.previewAction': 'read',
    'Query.responseRules': 'read',
    'Query.responseSettings': 'read',
    'Query.scripts': 'read',
    'Query.serviceAccounts': 'administer',
    'Query.verifyLedger': 'audit',
    'Query.viewer': 'read',
    'Query.webhooks': 'administer',
    'Mutation.approveAction': 'act',
    'Mutation.approveBulkAction': 'act',
    'Mutation.cancelAction': 'act',
    'Mutation.cancelBulkAction': 'act',
    'Mutation.pauseBulkAction': 'act',
    'Mutation.rejectBulkAction': 'act',
    'Mutation.resumeBulkAction': 'act',
    'Mutation.submitBulkAction': 'act',
    'Mutation.createApiKey': 'administer',
    'Mutation.createEnrollmentToken': 'administer',
    'Mutation.openInvestigation': 'act',
    'Mutation.rejectAction': 'act',
    'Mutation.reportDetection': 'report',
    'Mutation.reportLateralMovement': 'report',
    'Mutation.registerScript': 'administer',
    'Mutation.retireScript': 'administer',
    'Mutation.revokeApiKey': 'administer',
    'Mutation.revokeDevice': 'administer',
    'Mutation.labelDevices': 'act',
    'Mutation.updateDetection': 'act',
    'Mutation.revokeEnrollmentToken': 'administer',
    'Mutation.submitAction': 'act',
    'Mutation.createResponseRule': 'administer',
    'Mutation.decideSettingsChange': 'administer',
    'Mutation.deleteResponseRule': 'administer',
    'Mutation.createWebhook': 'administer',
    'Mutation.deleteWebhook': 'administer',
    'Mutation.testWebhook': 'administer',
    'Mutation.updateWebhook': 'administer',
    'Mutation.updateAutoResponse': 'administer',
    'Mutation.updateResponseRule': 'administer',
    'Mutation.syncPerson': 'report',
    'Mutation.updateApprovalRequirements': 'administer',
    'Mutation.updateInvestigation': 'act',
    'Mutation.updateResponseSettings': 'administer',
    'Subscription.actionChanged': 'read',
    'Subscription.bulkActionChanged': 'read',
    'Subscription.detectionReported': 'read',
    'Subscription.devicePresenceChanged': 'read',
  })
})
