export interface DueBulks {
  /** Bulks that are due for review, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly organization: string; readonly bulk: string }[]>
}

export interface DueSettingsChanges {
  /** Pending settings changes that have expired, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<readonly { readonly organization: string; readonly change: string }[]>
}

export interface DueActions {
  /** Actions that are due, oldest first, at most `limit`. */
  due(
    now: number,
    limit: number,
  ): Promise<
    readonly {
      readonly organization: string
      readonly action: string
      readonly device: string | null
      /** Whether its effect has expired. */
      readonly effectEnds: boolean
      /** The person whose password the server must reset; null for other actions. */
      readonly resets: string | null
      readonly submitterMayAct: boolean
    }[]
  >
}
