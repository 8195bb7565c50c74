import type { ExecutionStep } from './recording-host.ts'

/** Everything that a run has recorded, as plain data. The checker reads nothing else. */
export interface Facts {
  readonly acknowledged: Acknowledged
  readonly actions: readonly ActionFact[]
  readonly events: readonly EventFact[]
  readonly bulks: readonly BulkFact[]
  readonly detections: readonly DetectionFact[]
  readonly artifacts: readonly ArtifactFact[]
  readonly devices: readonly DeviceFact[]
  /** The devices' own records. */
  readonly executions: readonly ExecutionStep[]
  readonly followers: readonly FollowerFact[]
  readonly webhook: WebhookFact
  /** Programs that ended without being asked to. */
  readonly crashes: readonly string[]
  /** Answers with status 500. */
  readonly internalErrors: readonly string[]
  /** Faults after which no new action was completed in time. */
  readonly unrecovered: readonly string[]
}

/** What callers were told. */
export interface Acknowledged {
  readonly submissions: readonly { readonly key: string; readonly action: string }[]
  readonly bulks: readonly { readonly key: string; readonly bulk: string; readonly total: number }[]
  readonly approvals: readonly { readonly action: string; readonly person: string }[]
  readonly cancellations: readonly string[]
  readonly detections: readonly {
    readonly externalId: string
    readonly detection: string
    readonly triggered: readonly string[]
  }[]
}

/** A row of an action. Times are in milliseconds since 1970. */
export interface ActionFact {
  readonly id: string
  readonly type: string
  readonly status: string
  readonly device: string | null
  readonly target: string | null
  readonly justification: string
  readonly bulk: string | null
  readonly detection: string | null
  readonly queuedAt: number | null
  readonly startedAt: number | null
  readonly completedAt: number | null
  readonly failureCode: string | null
  readonly cancellation: string | null
  readonly verification: string
  readonly effect: string | null
  readonly driftedAt: number | null
  readonly undoes: string | null
  readonly undoneBy: string | null
}

export interface EventFact {
  readonly sequence: number
  readonly canonical: string
  readonly hash: string
}

export interface BulkFact {
  readonly id: string
  readonly state: string
  readonly total: number
}

export interface DetectionFact {
  readonly id: string
  readonly externalId: string
  readonly triggered: readonly string[]
}

export interface ArtifactFact {
  readonly action: string
  readonly sha256: string
}

export interface DeviceFact {
  readonly id: string
  /** The end of the device's own record, as its reports show it. */
  readonly isolated: boolean
  readonly blocked: readonly string[]
}

export interface FollowerFact {
  readonly after: number
  readonly received: readonly number[]
}

export interface WebhookFact {
  readonly after: number
  readonly kinds: readonly string[]
  /** Sequences in the order in which the receiver accepted them. */
  readonly accepted: readonly number[]
}
