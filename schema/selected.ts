import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql'

/**
 * The columns that each field of a type reads. A field that returns an object backed by the same row maps to the reads
 * of that object's fields. A field that is not listed reads the whole row.
 */
export interface FieldReads<Row> {
  readonly [field: string]: readonly (keyof Row)[] | FieldReads<Row>
}

/** The fields that the query selects at this path, including those in fragments. */
export function selectedAt(info: GraphQLResolveInfo, path: readonly string[]): readonly FieldNode[] {
  let nodes = fieldsOf(info.fieldNodes, info)
  for (const name of path)
    nodes = fieldsOf(
      nodes.filter(node => node.name.value === name),
      info,
    )
  return nodes
}

function fieldsOf(nodes: readonly FieldNode[], info: GraphQLResolveInfo): FieldNode[] {
  const found: FieldNode[] = []
  const collect = ({ selections }: SelectionSetNode) => {
    for (const selection of selections) {
      if (selection.kind === 'Field') found.push(selection)
      else if (selection.kind === 'InlineFragment') collect(selection.selectionSet)
      else {
        const fragment = info.fragments[selection.name.value]
        if (fragment) collect(fragment.selectionSet)
      }
    }
  }
  for (const { selectionSet } of nodes) if (selectionSet) collect(selectionSet)
  return found
}

/** The columns that these fields read. Null means all columns. */
export function columnsRead<Row>(
  info: GraphQLResolveInfo,
  fields: readonly FieldNode[],
  reads: FieldReads<Row>,
  columns: Set<keyof Row>,
): Set<keyof Row> | null {
  for (const field of fields) {
    const name = field.name.value
    const read = name === '__typename' ? [] : reads[name]
    if (!read) return null
    if (Array.isArray(read)) for (const column of read) columns.add(column)
    else if (!columnsRead(info, fieldsOf([field], info), read as FieldReads<Row>, columns)) return null
  }
  return columns
}
