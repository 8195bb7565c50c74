import type { Context } from './context.ts'

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

/** Which rows of a model belong to one: those whose column `to` has what this one's column `from` has. */
export type Relations<Row> = Readonly<
  Record<
    string,
    { readonly model: Model; readonly from: keyof Row; readonly to: string; readonly many?: true }
  >
>

/**
 * Gives rows what is selected of their relations, as the read client would: one statement a relation, in which each
 * related row is read once however many lead to it.
 */
export async function relate<Row extends object>(
  { prisma, caller: { organization: organizationId } }: Context,
  rows: readonly Row[],
  include: Readonly<Record<string, Query | true>>,
  relations: Relations<Row>,
): Promise<void> {
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
  await Promise.all(Object.entries(include).map(([name, query]) => give(name, query)))
}
