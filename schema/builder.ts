import './rights.ts'
import SchemaBuilder, { type ArgBuilder as CoreArgBuilder, type InputFieldBuilder } from '@pothos/core'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import type { Json } from '#domain/ledger/ledger.ts'
import { parseInstant } from '#domain/text/instant.ts'
import type PrismaTypes from '../prisma/generated/pothos.ts'
import { getDatamodel } from '../prisma/generated/pothos.ts'
import type { Context } from './context.ts'
import { badUserInput } from './errors.ts'
import { encodeId, parseId } from './global-id.ts'

interface SchemaTypes {
  Context: Context
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    /** Times in JSON columns are strings that already have the output format. */
    DateTime: { Input: Date; Output: Date | string }
    JSON: { Input: Json; Output: unknown }
    LedgerCursor: { Input: string; Output: string }
  }
}

export const builder = new SchemaBuilder<SchemaTypes>({
  // Listed first, so that rights are checked before any other plugin runs.
  plugins: ['rights', RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: { client: context => context.prisma, dmmf: getDatamodel(), onUnusedQuery: 'error' },
  relay: {
    encodeGlobalID: (typename, id) => encodeId(typename, String(id)),
    decodeGlobalID: id => {
      const { typename = '', uuid = '' } = parseId(id) ?? {}
      return { typename, id: uuid }
    },
    // node/queries.ts defines these fields, because an unknown id must give null rather than an error.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'Anything that has a global id.' },
    idFieldOptions: { description: 'Global id, for `node`.' },
    pageInfoTypeOptions: { description: 'The position of a page in its list.' },
    hasNextPageFieldOptions: { description: 'Whether entries follow this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether entries precede this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first edge; null for an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last edge; null for an empty page.' },
  },
})

export type ArgBuilder = CoreArgBuilder<typeof builder.$inferSchemaTypes>
export type InputBuilder = InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>

builder.queryType({ description: 'All data that callers can read.' })
builder.mutationType({
  description: 'All changes. Expected failures are members of the result unions.',
})
builder.subscriptionType({ description: 'All live updates.' })

builder.scalarType('DateTime', {
  description: 'An instant, ISO 8601 in UTC with milliseconds: 2026-11-24T09:30:00.000Z.',
  serialize: value => (value instanceof Date ? value.toISOString() : value),
  parseValue: value => {
    const instant = typeof value === 'string' ? parseInstant(value) : null
    if (!instant) throw badUserInput(`${JSON.stringify(value)} is not an RFC 3339 timestamp.`)
    return instant
  },
})

builder.scalarType('JSON', {
  description: 'Arbitrary JSON that a device or an integration reported.',
  serialize: value => value,
})

builder.scalarType('LedgerCursor', {
  description:
    "Opaque position in an organization's audit ledger; usable as `after` in the history and in subscriptions.",
  serialize: value => value,
  parseValue: value => {
    if (typeof value !== 'string') throw badUserInput(`${JSON.stringify(value)} is not a cursor.`)
    return value
  },
})
