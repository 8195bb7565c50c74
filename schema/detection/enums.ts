import { builder } from '../builder.ts'

export const Severity = builder.enumType('Severity', {
  description: 'How bad it looks.',
  values: {
    CRITICAL: { description: 'Act at once.' },
    HIGH: { description: 'Act soon.' },
    MEDIUM: { description: 'Look into it.' },
    LOW: { description: 'Worth a look.' },
    INFORMATIONAL: { description: 'Good to know.' },
  },
})
