import type { DecideSettingsChangeInput } from '#app/application.ts'
import type { DueSettingsChanges } from '#app/due-ports.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Clock, Ledger } from '#app/ports.ts'
import { parseComment } from '#domain/action/submission.ts'
import { type Caller, hasRight, server } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'
import type { Settings } from '#domain/settings/settings.ts'
import { barredFrom } from '#domain/settings/settings-change.ts'
import { changeSettings, endChange } from './settings-changes.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'samePerson'>
}

const forbidden = refuse('FORBIDDEN', 'Only administrators may decide on settings changes.')
const noPerson = refuse('FORBIDDEN', 'A service account cannot approve or reject.')
const noChange = refuse('NOT_FOUND', 'No such settings change.', ['id'])

/** Approves a pending settings change, which then takes effect, or rejects it. */
export function decideSettingsChange({ ledger, directory }: Ports) {
  return async function decideSettingsChange(
    caller: Caller,
    { change: id, decision, comment: text }: DecideSettingsChangeInput,
  ): Promise<Settings | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (caller.actor.kind !== 'analyst') return noPerson
    const comment = parseComment(text)
    if (isRefused(comment)) return comment
    if (!id) return noChange
    const { organization, actor } = caller
    // Looked up again, because another account of the same person may have signed in since.
    const by = { ...caller, samePerson: await directory.samePerson(organization, caller.responsible) }
    return ledger.commit<Settings | Refused>({
      organization,
      reads: { settingsChange: [id], pendingSettingsChanges: true },
      decide: transaction => {
        const change = transaction.find('settingsChange', id)
        if (!change) return noChange
        const refused = barredFrom(change, decision, by, transaction.now)
        if (refused) return refused
        if (decision === 'REJECTED') endChange(transaction, change, 'REJECTED', actor, comment)
        else {
          transaction.put('settingsChange', { ...change, state: 'APPROVED' })
          changeSettings(transaction, change, actor, comment)
        }
        return transaction.settings
      },
    })
  }
}

const pageSize = 100

/** Ends pending changes that have expired. */
export function expireSettingsChanges({
  ledger,
  dueSettingsChanges,
  clock,
}: {
  readonly ledger: Ledger
  readonly dueSettingsChanges: DueSettingsChanges
  readonly clock: Clock
}) {
  return async function expireSettingsChanges(): Promise<void> {
    const due = await dueSettingsChanges.due(clock.now(), pageSize)
    await Promise.all(
      due.map(({ organization, change: id }) =>
        ledger.commit({
          organization,
          reads: { settingsChange: [id] },
          decide: transaction => {
            const change = transaction.find('settingsChange', id)
            if (change?.state !== 'PENDING' || transaction.now < Date.parse(change.expiresAt)) return
            endChange(transaction, change, 'EXPIRED', server)
          },
        }),
      ),
    )
  }
}
