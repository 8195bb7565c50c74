import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from './context.ts'
import { selectedOfNodes } from './lists.ts'

type Model =
  | 'device'
  | 'detection'
  | 'investigation'
  | 'bulkAction'
  | 'responseAction'
  | 'auditEvent'
  | 'artifact'
interface Query {
  readonly where?: object
}
type Related = Readonly<Record<string, unknown>>

/** The relations of a row. A row is related to the rows of `model` whose column `to` equals its own column `from`. */
export type Relations<Row> = Readonly<
  Record<
    string,
    { readonly model: Model; readonly from: keyof Row; readonly to: string; readonly many?: true }
  >
>

/**
 * Adds the selected relations to a connection's rows, as the read client would. One statement per relation reads each
 * related row once, even if many rows refer to it.
 * @returns the same rows, typed as whole rows although they hold only the columns that the selection reads
 */
export async function complete<Row extends object>(
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
  relations: Relations<Row>,
  incomplete: readonly object[],
): Promise<readonly Row[]> {
  const { prisma, caller } = context
  const { organization: organizationId } = caller
  const rows = incomplete as readonly Row[]
  async function addRelation(name: string, query: Query | true): Promise<void> {
    const relation = relations[name]
    if (!relation) throw new Error(`the relation ${name} of ${typeName} is not declared`)
    const { model, from, to, many } = relation
    const keys = [...new Set(rows.map(row => row[from]))].filter(key => key !== null)
    const selection = query === true ? {} : query
    const where = { ...selection.where, organizationId, [to]: { in: keys } }
    const { findMany } = prisma[model] as unknown as { findMany(query: object): Promise<Related[]> }
    const found = keys.length > 0 ? await findMany({ ...selection, where }) : []
    const byKey = new Map<unknown, Related[]>()
    for (const related of found) {
      const sameKey = byKey.get(related[to])
      if (sameKey) sameKey.push(related)
      else byKey.set(related[to], [related])
    }
    for (const row of rows) {
      const matches = byKey.get(row[from]) ?? []
      Object.assign(row, { [name]: many ? matches : (matches[0] ?? null) })
    }
  }
  const include: Readonly<Record<string, Query | true>> = selectedOfNodes(context, info, typeName).include
  await Promise.all(Object.entries(include).map(([name, query]) => addRelation(name, query)))
  return rows
}
