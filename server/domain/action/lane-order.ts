interface OrderedBy {
  /** A field of the action's row. */
  readonly field: 'lanePlace' | 'releasedAt' | 'id'
  readonly nullsFirst?: true
}

/** The order in which a lane runs its actions. Actions released by a bulk go behind those already queued. */
export const laneOrder: readonly OrderedBy[] = [
  { field: 'lanePlace' },
  { field: 'releasedAt', nullsFirst: true },
  { field: 'id' },
]
