import { createApiKey, revokeApiKey } from './api-keys.ts'
import type { Application } from './application.ts'
import { approveAction, cancelAction, rejectAction } from './decide-action.ts'
import {
  approveBulkAction,
  cancelBulkAction,
  pauseBulkAction,
  rejectBulkAction,
  resumeBulkAction,
} from './decide-bulk-action.ts'
import { createEnrollmentToken, revokeEnrollmentToken } from './enrollment-tokens.ts'
import { openInvestigation, updateInvestigation } from './investigations.ts'
import type { SubmissionPorts } from './planning.ts'
import type { Authority, ChangeFeed } from './ports.ts'
import { reportDetection } from './report-detection.ts'
import { reportLateralMovement } from './report-lateral-movement.ts'
import { createResponseRule, deleteResponseRule, updateResponseRule } from './response-rules.ts'
import { revokeDevice } from './revoke-device.ts'
import { registerScript, retireScript } from './scripts.ts'
import { previewAction, submitAction } from './submit-action.ts'
import { submitBulkAction } from './submit-bulk-action.ts'
import { syncPerson } from './sync-person.ts'
import { updateApprovalRequirements, updateAutoResponse, updateResponseSettings } from './update-settings.ts'

export interface UseCasePorts extends SubmissionPorts {
  readonly authority: Pick<Authority, 'pin'>
  readonly feed: Pick<ChangeFeed, 'publish'>
  /** 256 bits in hex. */
  readonly newSecret: () => string
}

/** What the API calls, over what it needs. */
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
  openInvestigation: openInvestigation(ports),
  updateInvestigation: updateInvestigation(ports),
  reportLateralMovement: reportLateralMovement(ports),
  updateApprovalRequirements: updateApprovalRequirements(ports),
  updateResponseSettings: updateResponseSettings(ports),
  updateAutoResponse: updateAutoResponse(ports),
  createResponseRule: createResponseRule(ports),
  updateResponseRule: updateResponseRule(ports),
  deleteResponseRule: deleteResponseRule(ports),
  createEnrollmentToken: createEnrollmentToken(ports),
  revokeEnrollmentToken: revokeEnrollmentToken(ports),
  revokeDevice: revokeDevice(ports),
  createApiKey: createApiKey(ports),
  revokeApiKey: revokeApiKey(ports),
  syncPerson: syncPerson(ports),
  registerScript: registerScript(ports),
  retireScript: retireScript(ports),
})
