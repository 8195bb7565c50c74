import type { DetectionQuery } from '../../../generated/documents.ts'

export type DetectionDetails = Extract<NonNullable<DetectionQuery['node']>, { severity: unknown }>
