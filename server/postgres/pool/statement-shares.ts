import { presentCaller } from '#flow/on-behalf-of.ts'
import { createShares } from '#flow/shares.ts'

/** Maximum concurrent statements of one organization and of one caller. */
export interface StatementLimits {
  readonly organization: number
  readonly caller: number
}

/** Runs a statement as soon as its organization and its caller have fewer statements running than they may. */
export type RunStatement = <T>(organization: string, statement: () => Promise<T>) => Promise<T>

/**
 * Limits the concurrent statements of each organization and of each caller, so the long queue of one does not delay
 * others. Statements of background work are limited per organization only.
 */
export function createStatementShares({ organization, caller }: StatementLimits): RunStatement {
  const ofOrganizations = createShares(organization)
  const ofCallers = createShares(caller)
  return (organization, statement) => {
    const present = presentCaller()
    const runInOrganization = () => ofOrganizations.run(organization, statement)
    return present === undefined ? runInOrganization() : ofCallers.run(present, runInOrganization)
  }
}
