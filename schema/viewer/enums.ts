import { builder } from '../builder.ts'

export const Role = builder.enumType('Role', {
  description: 'The roles of a caller in the organization.',
  values: {
    VIEWER: { description: 'Reads.' },
    ANALYST: { description: 'Submits and decides.' },
    ADMIN: { description: 'May everything.' },
    AUDITOR: { description: 'Reads, the ledger too.' },
    INTEGRATION: { description: 'Reports detections and people.' },
  },
})
