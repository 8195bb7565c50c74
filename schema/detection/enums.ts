import { builder } from '../builder.ts'

export const DetectionStatus = builder.enumType('DetectionStatus', {
  description: 'The triage status of a detection.',
  values: {
    NEW: { description: 'Nobody has looked at it.' },
    IN_PROGRESS: { description: 'Somebody is working on it.' },
    RESOLVED: { description: 'It was real and has been dealt with.' },
    FALSE_POSITIVE: { description: 'It was harmless.' },
  },
})

export const Severity = builder.enumType('Severity', {
  description: 'How urgent a detection is.',
  values: {
    CRITICAL: { description: 'Act at once.' },
    HIGH: { description: 'Act soon.' },
    MEDIUM: { description: 'Look into it.' },
    LOW: { description: 'Worth a look.' },
    INFORMATIONAL: { description: 'Good to know.' },
  },
})
