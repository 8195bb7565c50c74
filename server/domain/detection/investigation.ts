export interface InvestigationRecord {
  readonly id: string
  readonly organizationId: string
  readonly title: string
  readonly openedAt: string
  readonly closedAt: string | null
}
