import type { ArtifactRecord } from '#domain/action/artifact.ts'
import type { ResetMailRecord } from '#domain/action/password-reset.ts'
import type { BulkActionRecord } from '#domain/bulk/bulk.ts'
import type { ScriptRecord } from '#domain/catalog/script.ts'
import type { DetectionRecord } from '#domain/detection/detection.ts'
import type { InvestigationRecord } from '#domain/detection/investigation.ts'
import type { LateralMovementRecord } from '#domain/detection/lateral-movement.ts'
import type { ResponseRuleRecord } from '#domain/detection/response-rule.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import type { EnrollmentTokenRecord } from '#domain/device/enrollment-token.ts'
import type { IdempotencyRecord } from '#domain/ledger/idempotency.ts'
import type { ServiceAccountRecord } from '#domain/people/api-key.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import type { SettingsChangeRecord } from '#domain/settings/settings-change.ts'
import type { WebhookRecord } from '#domain/webhook/webhook.ts'

/** The records that the committer stores besides actions: one table each, fields as in the row. Times are ISO 8601. */
export interface Records {
  /** Rows are written in this order, so people come before the devices assigned to them. */
  person: PersonRecord
  device: DeviceRecord
  enrollmentToken: EnrollmentTokenRecord
  investigation: InvestigationRecord
  detection: DetectionRecord
  lateralMovement: LateralMovementRecord
  serviceAccount: ServiceAccountRecord
  script: ScriptRecord
  responseRule: ResponseRuleRecord
  resetMail: ResetMailRecord
  artifact: ArtifactRecord
  bulkAction: BulkActionRecord
  settingsChange: SettingsChangeRecord
  webhook: WebhookRecord
  idempotencyKey: IdempotencyRecord
}
