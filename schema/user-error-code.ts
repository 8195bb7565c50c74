import { builder } from './builder.ts'

export const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'Stable codes of refusals.',
  values: {
    INVALID_INPUT: { description: 'The input is well typed and still wrong.' },
    NOT_FOUND: { description: 'The organization has nothing with this id.' },
    FORBIDDEN: { description: "The caller's roles do not allow it." },
    SELF_APPROVAL: { description: 'A person cannot decide on their own submission.' },
    ALREADY_DECIDED: { description: 'It has been decided already.' },
    DIGEST_MISMATCH: { description: 'The digest is not that of the action.' },
    ILLEGAL_TRANSITION: { description: "The action's state does not allow it." },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used with other content.' },
    PROTECTED_TARGET: { description: 'The target is protected.' },
    UNSUPPORTED_PLATFORM: { description: "The device's platform can't do that." },
    LIMIT_EXCEEDED: { description: 'There are too many already.' },
  },
})
