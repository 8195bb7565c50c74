import type { ChangeFeed } from '#app/change-feed.ts'
import type { Authority } from '#app/device/device-ports.ts'
import type { Directory } from '#app/people/people-ports.ts'
import { approveAction, cancelAction, rejectAction } from './action/decide-action.ts'
import type { SubmissionPorts } from './action/planning.ts'
import { previewAction, submitAction } from './action/submit-action.ts'
import type { Application } from './application.ts'
import {
  approveBulkAction,
  cancelBulkAction,
  pauseBulkAction,
  rejectBulkAction,
  resumeBulkAction,
} from './bulk/decide-bulk-action.ts'
import { submitBulkAction } from './bulk/submit-bulk-action.ts'
import { registerScript, retireScript } from './catalog/scripts.ts'
import { openInvestigation, updateInvestigation } from './detection/investigations.ts'
import { reportDetection } from './detection/report-detection.ts'
import { reportLateralMovement } from './detection/report-lateral-movement.ts'
import { createResponseRule, deleteResponseRule, updateResponseRule } from './detection/response-rules.ts'
import { updateDetection } from './detection/update-detection.ts'
import { createEnrollmentToken, revokeEnrollmentToken } from './device/enrollment-tokens.ts'
import { labelDevices } from './device/label-devices.ts'
import { revokeDevice } from './device/revoke-device.ts'
import { createApiKey, revokeApiKey } from './people/api-keys.ts'
import { syncPerson } from './people/sync-person.ts'
import type { Clock, Snapshots } from './ports.ts'
import { decideSettingsChange } from './settings/decide-settings-change.ts'
import {
  updateApprovalRequirements,
  updateAutoResponse,
  updateResponseSettings,
} from './settings/update-settings.ts'
import { testWebhook } from './webhook/test-webhook.ts'
import type { WebhookSecrets, WebhookSender } from './webhook/webhook-ports.ts'
import { createWebhook, deleteWebhook, updateWebhook } from './webhook/webhooks.ts'

export interface UseCasePorts extends SubmissionPorts {
  readonly snapshots: Snapshots
  readonly directory: Pick<Directory, 'samePerson' | 'isAnalyst' | 'hasSecondAdministrator'>
  readonly authority: Pick<Authority, 'pin'>
  readonly feed: Pick<ChangeFeed, 'publish'>
  readonly clock: Clock
  readonly webhooks: {
    readonly secrets: WebhookSecrets
    readonly sender: WebhookSender
    /** Hosts that may be private, in lower case. */
    readonly privateHosts: ReadonlySet<string>
  }
  /** 256 bits in hex. */
  readonly newSecret: () => string
}

/** Builds the API's use cases from their ports. */
export const allUseCases = (ports: UseCasePorts): Application => ({
  submitAction: submitAction(ports),
  previewAction: previewAction(ports),
  approveAction: approveAction(ports),
  rejectAction: rejectAction(ports),
  cancelAction: cancelAction(ports),
  submitBulkAction: submitBulkAction(ports),
  approveBulkAction: approveBulkAction(ports),
  rejectBulkAction: rejectBulkAction(ports),
  cancelBulkAction: cancelBulkAction(ports),
  pauseBulkAction: pauseBulkAction(ports),
  resumeBulkAction: resumeBulkAction(ports),
  reportDetection: reportDetection(ports),
  updateDetection: updateDetection(ports),
  openInvestigation: openInvestigation(ports),
  updateInvestigation: updateInvestigation(ports),
  reportLateralMovement: reportLateralMovement(ports),
  updateApprovalRequirements: updateApprovalRequirements(ports),
  updateResponseSettings: updateResponseSettings(ports),
  updateAutoResponse: updateAutoResponse(ports),
  decideSettingsChange: decideSettingsChange(ports),
  createResponseRule: createResponseRule(ports),
  updateResponseRule: updateResponseRule(ports),
  deleteResponseRule: deleteResponseRule(ports),
  createEnrollmentToken: createEnrollmentToken(ports),
  revokeEnrollmentToken: revokeEnrollmentToken(ports),
  revokeDevice: revokeDevice(ports),
  labelDevices: labelDevices(ports),
  createApiKey: createApiKey(ports),
  revokeApiKey: revokeApiKey(ports),
  createWebhook: createWebhook({ ...ports, ...ports.webhooks }),
  updateWebhook: updateWebhook({ ...ports, ...ports.webhooks }),
  deleteWebhook: deleteWebhook(ports),
  testWebhook: testWebhook({ ...ports, ...ports.webhooks }),
  syncPerson: syncPerson(ports),
  registerScript: registerScript(ports),
  retireScript: retireScript(ports),
})
