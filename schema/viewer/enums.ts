import { builder } from '../builder.ts'

export const Role = builder.enumType('Role', {
  description: 'The roles of a caller in the organization.',
  values: {
    VIEWER: { description: 'Reads data.' },
    ANALYST: { description: 'Submits actions and decides on them.' },
    ADMIN: { description: 'Has every right.' },
    AUDITOR: { description: 'Reads data and the ledger.' },
    INTEGRATION: { description: 'Reports detections and synchronizes people.' },
  },
})
