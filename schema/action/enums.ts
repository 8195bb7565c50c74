import { builder } from '../builder.ts'

export const ActionType = builder.enumType('ActionType', {
  description: 'The kinds of response.',
  values: {
    KILL_PROCESS: { description: 'End one process.' },
    ISOLATE_DEVICE: { description: 'Cut the device off the network.' },
    UNISOLATE_DEVICE: { description: 'Take an isolation back.' },
    QUARANTINE_FILE: { description: 'Move a file into the vault.' },
    BLOCK_IP: { description: 'Drop traffic to an address or a CIDR block.' },
    UNBLOCK_IP: { description: 'Take a block back.' },
    RESET_USER_SESSION: { description: "End a user's sessions." },
    FORCE_PASSWORD_RESET: { description: 'Demand a new password of a person.' },
    COLLECT_FORENSICS: { description: 'Collect memory, event logs and prefetch data.' },
    RUN_SCRIPT: { description: 'Run a registered script.' },
  },
})

export const ActionStatus = builder.enumType('ActionStatus', {
  description: 'Where an action is in its life.',
  values: {
    PENDING_APPROVAL: { description: 'Waits for approvals.' },
    QUEUED: { description: 'Waits for its device.' },
    EXECUTING: { description: 'The device has claimed it.' },
    COMPLETED: { description: 'The device reported success.' },
    FAILED: { description: 'It was not done, or it did not hold.' },
    CANCELLED: { description: 'It was withdrawn before it ran.' },
  },
})

export const ActionOrigin = builder.enumType('ActionOrigin', {
  description: 'How an action came about.',
  values: {
    MANUAL: { description: 'Submitted by a person or a program, one at a time.' },
    BULK: { description: 'A bulk action.' },
    AUTO_RESPONSE: { description: 'The automatic response to a detection.' },
    RESPONSE_RULE: { description: 'A response rule.' },
  },
})

export const VerificationStatus = builder.enumType('VerificationStatus', {
  description: 'The stage of the verification after an action.',
  values: {
    NOT_SCHEDULED: { description: 'There is nothing to verify yet.' },
    SCHEDULED: { description: 'It will be asked for, or was and has no answer yet.' },
    PASSED: { description: 'The action held.' },
    FAILED: { description: 'The action did not hold.' },
    INCONCLUSIVE: { description: 'The device cannot tell.' },
  },
})

export const FailureCode = builder.enumType('FailureCode', {
  description: "The cause of an action's failure.",
  values: {
    AGENT_OFFLINE: { description: 'The device did not pick it up in time, or is gone.' },
    PERMISSION_DENIED: { description: 'The agent was not allowed to.' },
    PROTECTED_TARGET: { description: 'The agent never touches that.' },
    TARGET_NOT_FOUND: { description: 'There is no such process, file or session.' },
    TARGET_MISMATCH: { description: 'The target is another than was meant.' },
    NO_SPACE: { description: 'The device has no room for it.' },
    TIMED_OUT: { description: 'There was no result in time; it may have run.' },
    UNSUPPORTED: { description: "The agent can't do that here." },
    VERIFICATION_FAILED: { description: 'It was done and did not hold.' },
    AGENT_ERROR: { description: 'The agent had an error of its own.' },
    INTEGRATION_ERROR: { description: 'Another system had an error.' },
  },
})

export const CancellationReason = builder.enumType('CancellationReason', {
  description: 'The reason for a cancellation.',
  values: {
    BY_ANALYST: { description: 'An analyst cancelled it.' },
    REJECTED: { description: 'A second person rejected it.' },
    APPROVAL_EXPIRED: { description: 'Nobody decided in time.' },
    DEVICE_REVOKED: { description: 'Its device was revoked.' },
    SUBMITTER_LOST_RIGHT: { description: 'The submitter lost the right to act.' },
    BULK_ABORTED: { description: 'Its bulk was aborted.' },
  },
})

export const ForensicArtifact = builder.enumType('ForensicArtifact', {
  description: 'The kinds of evidence that forensics can collect.',
  values: {
    MEMORY_DUMP: { description: 'Memory of a process or of the machine.' },
    EVENT_LOGS: { description: "The system's event logs." },
    PREFETCH: { description: 'Programs that were started, and when.' },
  },
})

export const Decision = builder.enumType('Decision', {
  description: 'The decision of one person.',
  values: {
    APPROVED: { description: 'It may be done.' },
    REJECTED: { description: 'It must not be done.' },
  },
})

export const ActionOrderField = builder.enumType('ActionOrderField', {
  description: 'The field that orders a list of actions.',
  values: {
    SUBMITTED_AT: { description: 'When they were submitted.' },
    COMPLETED_AT: { description: 'When their execution ended; lists only those that have ended so.' },
  },
})

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { description: 'Oldest first.' },
    DESC: { description: 'Newest first.' },
  },
})
