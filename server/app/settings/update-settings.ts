import type { SettingsUpdate } from '#app/application.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Ledger } from '#app/ports.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { type AutoResponse, changeAutoResponse } from '#domain/settings/auto-response.ts'
import {
  changeRequirements,
  changeTimes,
  type RequirementChange,
  type Settings,
  type Times,
} from '#domain/settings/settings.ts'
import {
  difference,
  lowersProtection,
  lowersRequirements,
  type SettingsChangeRecord,
} from '#domain/settings/settings-change.ts'
import { changeSettings, proposeChange } from './settings-changes.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'hasSecondAdministrator'>
  readonly newId: () => string
}

const forbidden = refuse('FORBIDDEN', 'Only administrators may change settings.')

interface Kind<Input> {
  readonly what: SettingsChangeRecord['what'] | 'responseSettings'
  readonly apply: (settings: Settings, input: Input) => Settings | Refused
  /** Whether the change lowers protection, so that a second administrator must approve it. */
  readonly lowers: (before: Settings, after: Settings) => boolean
}

/** Applies the whole input, or proposes all of it to a second administrator. */
function update<Input>({ what, apply, lowers }: Kind<Input>) {
  return function updateWith({ ledger, directory, newId }: Ports) {
    return async function updateSettings(caller: Caller, input: Input): Promise<SettingsUpdate | Refused> {
      if (!hasRight(caller, 'administer')) return forbidden
      const { organization } = caller
      const hasSecond = what !== 'responseSettings' && (await directory.hasSecondAdministrator(organization))
      return ledger.commit<SettingsUpdate | Refused>({
        organization,
        reads: { pendingSettingsChanges: true },
        decide: transaction => {
          const before = transaction.settings
          const after = apply(before, input)
          if (isRefused(after)) return after
          const differing = difference(before, after)
          if (!differing) return { settings: before, pendingChange: null }
          if (what !== 'responseSettings' && hasSecond && lowers(before, after)) {
            const pendingChange = proposeChange(transaction, { what, ...differing }, caller, newId)
            return isRefused(pendingChange) ? pendingChange : { settings: before, pendingChange }
          }
          changeSettings(transaction, { what, ...differing }, caller.actor)
          return { settings: after, pendingChange: null }
        },
      })
    }
  }
}

export const updateApprovalRequirements = update({
  what: 'approvalRequirements',
  apply: (settings, changes: readonly RequirementChange[]) => changeRequirements(settings, changes),
  lowers: lowersRequirements,
})

type AutoResponseInput = { readonly [K in keyof AutoResponse]?: AutoResponse[K] | null | undefined }

export const updateAutoResponse = update({
  what: 'autoResponse',
  /** A null field is unchanged, except that null clears the active hours. */
  apply: (settings, changes: AutoResponseInput) => {
    const present = Object.entries(changes).filter(
      ([name, value]) => value !== undefined && (value !== null || name === 'activeHours'),
    )
    const autoResponse = changeAutoResponse(settings.autoResponse, Object.fromEntries(present))
    return isRefused(autoResponse) ? autoResponse : { ...settings, autoResponse }
  },
  lowers: (before, after) => lowersProtection(before.autoResponse, after.autoResponse),
})

type TimesInput = { readonly [K in keyof Times]?: number | null | undefined }

export const updateResponseSettings = update({
  what: 'responseSettings',
  apply: (settings, times: TimesInput) => {
    const present = Object.entries(times).filter(([, value]) => value !== null && value !== undefined)
    return changeTimes(settings, Object.fromEntries(present))
  },
  lowers: () => false,
})
