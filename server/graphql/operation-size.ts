import { type DefinitionNode, type DocumentNode, Kind, type SelectionSetNode } from 'graphql'

export interface Size {
  /** Fields inside one another; introspection apart. */
  readonly depth: number
  /** Fields with those of fragments at each place where they are spread, each alias for itself. */
  readonly fields: number
}

const nothing: Size = { depth: 0, fields: 0 }

/**
 * The size of the largest operation. Fields are also counted where a fragment is not used or an operation not
 * executed: this comes before validation, which reads everything and whose work grows with their square.
 */
export function sizeOf(document: DocumentNode): Size {
  const fragments = new Map<string, DefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, Size>()

  function ofFragment(name: string): Size {
    const before = known.get(name)
    if (before) return before
    // A fragment that spreads itself is refused by validation; until then it counts once.
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
