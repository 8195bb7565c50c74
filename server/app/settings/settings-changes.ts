import type { Transaction } from '#app/ports.ts'
import { type Actor, type Caller, server } from '#domain/people/actor.ts'
import { type Refused, refuse } from '#domain/refusal.ts'
import {
  isSame,
  isUpToDate,
  maxPendingSettingsChanges,
  type SettingsChangeRecord,
  type SettingsPart,
  settingsChangeData,
  settingsChangeLifetime,
  withPart,
} from '#domain/settings/settings-change.ts'

type Proposed = Pick<SettingsChangeRecord, 'what' | 'before' | 'after'>

/** Proposes a change for another administrator to approve. Proposing the same change again returns the pending one. */
export function proposeChange(
  transaction: Transaction,
  proposed: Proposed,
  caller: Caller,
  newId: () => string,
): SettingsChangeRecord | Refused {
  const { now } = transaction
  const pending = transaction.pendingSettingsChanges().filter(({ expiresAt }) => now < Date.parse(expiresAt))
  const same = pending.find(({ after }) => isSame(after, proposed.after))
  if (same) return same
  if (pending.length >= maxPendingSettingsChanges)
    return refuse('LIMIT_EXCEEDED', `${maxPendingSettingsChanges} settings changes are already pending.`)
  const change: SettingsChangeRecord = {
    id: newId(),
    organizationId: caller.organization,
    ...proposed,
    proposedBy: caller.actor,
    responsibleId: caller.responsible,
    proposedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + settingsChangeLifetime).toISOString(),
    state: 'PENDING',
  }
  transaction.put('settingsChange', change)
  transaction.append({ kind: 'SETTINGS_CHANGE_PROPOSED', data: settingsChangeData(change) }, caller.actor)
  return change
}

interface Applied {
  readonly what: string
  readonly before: SettingsPart
  readonly after: SettingsPart
}

/**
 * Applies a change. Withdraws pending changes of the same settings.
 * @param comment the approving administrator's comment
 */
export function changeSettings(
  transaction: Transaction,
  applied: Applied,
  actor: Actor,
  comment: string | null = null,
): void {
  transaction.change(withPart(transaction.settings, applied.after))
  const data = { ...settingsChangeData(applied), ...(comment !== null && { comment }) }
  transaction.append({ kind: 'SETTINGS_CHANGED', data }, actor)
  for (const pending of transaction.pendingSettingsChanges())
    if (!isUpToDate(pending, transaction.settings)) endChange(transaction, pending, 'OUTDATED', server)
}

/** Ends a pending change that will not take effect. */
export function endChange(
  transaction: Transaction,
  change: SettingsChangeRecord,
  state: 'REJECTED' | 'EXPIRED' | 'OUTDATED',
  actor: Actor,
  comment: string | null = null,
): void {
  transaction.put('settingsChange', { ...change, state })
  const data = { ...settingsChangeData(change), ...(comment !== null && { comment }) }
  transaction.append({ kind: 'SETTINGS_CHANGE_REJECTED', data }, actor)
}
