import { builder } from './builder.ts'

export const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'Stable error codes.',
  values: {
    INVALID_INPUT: { description: 'A value is not allowed.' },
    NOT_FOUND: { description: 'The organization has no object with this id.' },
    FORBIDDEN: { description: "The caller's roles do not allow it." },
    SELF_APPROVAL: { description: 'A person cannot decide on their own submission.' },
    ALREADY_DECIDED: { description: 'The decision has already been made.' },
    DIGEST_MISMATCH: { description: 'The digest does not match the action.' },
    ILLEGAL_TRANSITION: { description: "The action's state does not allow it." },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used with other content.' },
    PROTECTED_TARGET: { description: 'The target is protected.' },
    UNSUPPORTED_PLATFORM: { description: "The device's platform does not support the action." },
    LIMIT_EXCEEDED: { description: 'A limit would be exceeded.' },
  },
})
