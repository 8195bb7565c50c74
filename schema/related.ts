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

/** How rows lead to related rows: the related row's column `to` equals this row's column `from`. */
export type Relations<Row> = Readonly<
  Record<
    string,
    { readonly model: Model; readonly from: keyof Row; readonly to: string; readonly many?: true }
  >
>

/**
 * Adds the selected relations to the rows of a connection's nodes, as the read client would. Each relation takes one
 * statement, which reads a related row once even if many rows lead to it.
 * @returns the same rows, typed as whole rows although they hold only what the selection reads
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
  async function give(name: string, query: Query | true): Promise<void> {
    const relation = relations[name]
    if (!relation) throw new Error(`nothing says how rows lead to their ${name}`)
    const { model, from, to, many } = relation
    const keys = [...new Set(rows.map(row => row[from]))].filter(key => key !== null)
    const given = query === true ? {} : query
    const where = { ...given.where, organizationId, [to]: { in: keys } }
    const { findMany } = prisma[model] as unknown as { findMany(query: object): Promise<Related[]> }
    const found = keys.length > 0 ? await findMany({ ...given, where }) : []
    const byKey = new Map<unknown, Related[]>()
    for (const one of found) {
      const those = byKey.get(one[to])
      if (those) those.push(one)
      else byKey.set(one[to], [one])
    }
    for (const row of rows) {
      const those = byKey.get(row[from]) ?? []
      Object.assign(row, { [name]: many ? those : (those[0] ?? null) })
    }
  }
  const include: Readonly<Record<string, Query | true>> = selectedOfNodes(context, info, typeName).include
  await Promise.all(Object.entries(include).map(([name, query]) => give(name, query)))
  return rows
}
