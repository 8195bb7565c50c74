interface OrderedBy {
  /** A field of the action's row. */
  readonly field: 'lanePlace' | 'releasedAt' | 'id'
  readonly nullsFirst?: true
}

/** The order in which a lane runs its actions. What a bulk released goes behind what was queued until then. */
export const laneOrder: readonly OrderedBy[] = [
  { field: 'lanePlace' },
  { field: 'releasedAt', nullsFirst: true },
  { field: 'id' },
]
