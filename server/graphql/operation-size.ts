import { type DefinitionNode, type DocumentNode, Kind, type SelectionSetNode } from 'graphql'

export interface Size {
  /** Maximum nesting of fields, without introspection fields. */
  readonly depth: number
  /** Number of fields. Each alias counts, and a fragment's fields count at each spread. */
  readonly fields: number
}

const nothing: Size = { depth: 0, fields: 0 }

/**
 * The depth of the deepest operation, and the fields of the largest operation or fragment. Unused operations and
 * fragments count too, because validation examines them and its work grows with the square of their fields.
 */
export function sizeOf(document: DocumentNode): Size {
  const fragments = new Map<string, DefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, Size>()

  function ofFragment(name: string): Size {
    const before = known.get(name)
    if (before) return before
    // A fragment that spreads itself counts once. Validation refuses it later.
    known.set(name, nothing)
    const fragment = fragments.get(name)
    const size = fragment && 'selectionSet' in fragment ? within(fragment.selectionSet) : nothing
    known.set(name, size)
    return size
  }

  function within(set: SelectionSetNode | undefined): Size {
    let depth = 0
    let fields = 0
    for (const selection of set?.selections ?? []) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : within(selection.selectionSet)
      fields += inner.fields
      if (selection.kind !== Kind.FIELD) depth = Math.max(depth, inner.depth)
      else {
        fields++
        if (!selection.name.value.startsWith('__')) depth = Math.max(depth, 1 + inner.depth)
      }
    }
    return { depth, fields }
  }

  const definitions = document.definitions.flatMap(definition =>
    'selectionSet' in definition
      ? [{ isOperation: definition.kind === Kind.OPERATION_DEFINITION, ...within(definition.selectionSet) }]
      : [],
  )
  return {
    depth: Math.max(0, ...definitions.map(({ isOperation, depth }) => (isOperation ? depth : 0))),
    fields: Math.max(0, ...definitions.map(({ fields }) => fields)),
  }
}
