/** Why an action failed, in a device's results and in the API. */
export const failureCodes = [
  'AGENT_OFFLINE',
  'PERMISSION_DENIED',
  'PROTECTED_TARGET',
  'TARGET_NOT_FOUND',
  'TARGET_MISMATCH',
  'NO_SPACE',
  'TIMED_OUT',
  'UNSUPPORTED',
  'VERIFICATION_FAILED',
  'AGENT_ERROR',
  'INTEGRATION_ERROR',
] as const
export type FailureCode = (typeof failureCodes)[number]
