import { builder } from './builder.ts'

export const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'Why a mutation was refused, for programs.',
  values: {
    INVALID_INPUT: { description: 'The input is well typed and still wrong.' },
    NOT_FOUND: { description: 'No such thing in the organization.' },
    FORBIDDEN: { description: "The caller's roles do not allow it." },
    SELF_APPROVAL: { description: 'Nobody decides on what they submitted.' },
    ALREADY_DECIDED: { description: 'It has been decided already.' },
    DIGEST_MISMATCH: { description: 'The action is another than the one that was meant.' },
    ILLEGAL_TRANSITION: { description: "The action's state does not allow it." },
    IDEMPOTENCY_CONFLICT: { description: 'The key was used for other content.' },
    PROTECTED_TARGET: { description: 'That is never touched.' },
    UNSUPPORTED_PLATFORM: { description: "The device's platform can't do that." },
    LIMIT_EXCEEDED: { description: 'There are too many already.' },
  },
})
