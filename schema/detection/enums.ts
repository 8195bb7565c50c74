import { builder } from '../builder.ts'

export const DetectionStatus = builder.enumType('DetectionStatus', {
  description: 'The triage statuses of a detection.',
  values: {
    NEW: { description: 'Not triaged yet.' },
    IN_PROGRESS: { description: 'An analyst is working on it.' },
    RESOLVED: { description: 'The threat was real and has been dealt with.' },
    FALSE_POSITIVE: { description: 'The activity was harmless.' },
  },
})

export const Severity = builder.enumType('Severity', {
  description: 'The severities of a detection.',
  values: {
    CRITICAL: { description: 'Act at once.' },
    HIGH: { description: 'Act soon.' },
    MEDIUM: { description: 'Look into it today.' },
    LOW: { description: 'Look into it when there is time.' },
    INFORMATIONAL: { description: 'For information only.' },
  },
})
