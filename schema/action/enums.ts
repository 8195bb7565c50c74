import { builder } from '../builder.ts'

export const ActionType = builder.enumType('ActionType', {
  description: 'The types of response actions.',
  values: {
    KILL_PROCESS: { description: 'End one process.' },
    ISOLATE_DEVICE: { description: 'Cut the device off the network.' },
    UNISOLATE_DEVICE: { description: 'Lift the isolation of the device.' },
    QUARANTINE_FILE: { description: 'Move a file into the vault.' },
    BLOCK_IP: { description: 'Drop traffic to an address or a CIDR block.' },
    UNBLOCK_IP: { description: 'Lift the block of an address.' },
    RESET_USER_SESSION: { description: "End a user's sessions." },
    FORCE_PASSWORD_RESET: { description: 'Require a person to set a new password.' },
    COLLECT_FORENSICS: { description: 'Collect memory, event logs and prefetch data.' },
    RUN_SCRIPT: { description: 'Run a registered script.' },
  },
})

export const ActionStatus = builder.enumType('ActionStatus', {
  description: 'The state of an action.',
  values: {
    PENDING_APPROVAL: { description: 'The action waits for approvals.' },
    QUEUED: { description: 'The action waits for its device to claim it.' },
    EXECUTING: { description: 'The action was claimed and is running.' },
    COMPLETED: { description: 'The action succeeded.' },
    FAILED: { description: 'The action did not succeed, or its effect did not hold.' },
    CANCELLED: { description: 'The action was cancelled before it ran.' },
  },
})

export const ActionOrigin = builder.enumType('ActionOrigin', {
  description: 'How an action was submitted.',
  values: {
    MANUAL: { description: 'Submitted individually by an analyst or a service account.' },
    BULK: { description: 'Submitted as part of a bulk action.' },
    AUTO_RESPONSE: { description: 'Submitted by auto-response to a detection.' },
    RESPONSE_RULE: { description: 'Submitted by a response rule.' },
  },
})

export const VerificationStatus = builder.enumType('VerificationStatus', {
  description: "The states of an action's verification.",
  values: {
    NOT_SCHEDULED: { description: 'The action has not been completed.' },
    SCHEDULED: { description: 'The verification is due later, or the device has not answered yet.' },
    PASSED: { description: "The action's effect held." },
    FAILED: { description: "The action's effect did not hold." },
    INCONCLUSIVE: { description: 'The device could not determine whether the effect held.' },
  },
})

export const FailureCode = builder.enumType('FailureCode', {
  description: "The causes of an action's failure.",
  values: {
    AGENT_OFFLINE: { description: 'The device did not claim the action in time, or was revoked.' },
    PERMISSION_DENIED: { description: 'The operating system denied the agent permission.' },
    PROTECTED_TARGET: { description: 'The target is one that the agent never acts on.' },
    TARGET_NOT_FOUND: { description: 'The process, file or session does not exist.' },
    TARGET_MISMATCH: { description: 'The target is not the one that the action describes.' },
    NO_SPACE: { description: 'The device does not have enough disk space.' },
    TIMED_OUT: { description: 'The device sent no result in time. The action may have run.' },
    UNSUPPORTED: { description: 'The agent does not support the action on this device.' },
    VERIFICATION_FAILED: { description: 'The action was completed, but its effect did not hold.' },
    AGENT_ERROR: { description: 'The agent failed with an internal error.' },
    INTEGRATION_ERROR: { description: 'An external system, such as the mail server, failed.' },
  },
})

export const CancellationReason = builder.enumType('CancellationReason', {
  description: 'The reasons for cancelling an action.',
  values: {
    BY_ANALYST: { description: 'An analyst cancelled the action.' },
    REJECTED: { description: 'A second person rejected the action.' },
    APPROVAL_EXPIRED: { description: 'The action was not approved in time.' },
    DEVICE_REVOKED: { description: 'The device was revoked.' },
    SUBMITTER_LOST_RIGHT: { description: 'The submitter lost the right to act.' },
    BULK_ABORTED: { description: 'The bulk action was aborted.' },
  },
})

export const ForensicArtifact = builder.enumType('ForensicArtifact', {
  description: 'The kinds of evidence that forensics can collect.',
  values: {
    MEMORY_DUMP: { description: 'The memory of a process or of the whole machine.' },
    EVENT_LOGS: { description: "The system's event logs." },
    PREFETCH: { description: 'The programs that were started, with times.' },
  },
})

export const Decision = builder.enumType('Decision', {
  description: 'The decisions on an action.',
  values: {
    APPROVED: { description: 'The action may run.' },
    REJECTED: { description: 'The action must not run.' },
  },
})

export const ActionOrderField = builder.enumType('ActionOrderField', {
  description: 'The fields by which actions can be sorted.',
  values: {
    SUBMITTED_AT: { description: 'The time of submission.' },
    COMPLETED_AT: {
      description: 'The time when execution ended. Lists only actions whose execution has ended.',
    },
  },
})

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The directions to sort in.',
  values: {
    ASC: { description: 'Oldest first.' },
    DESC: { description: 'Newest first.' },
  },
})
