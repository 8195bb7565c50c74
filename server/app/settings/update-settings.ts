import type { Ledger } from '#app/ports.ts'
import type { Json } from '#domain/ledger/ledger.ts'
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

interface Ports {
  readonly ledger: Ledger
}

const forbidden = refuse('FORBIDDEN', 'Only administrators change settings.')

function change<Input>(what: string, apply: (settings: Settings, input: Input) => Settings | Refused) {
  return function change({ ledger }: Ports) {
    return async (caller: Caller, input: Input): Promise<Settings | Refused> => {
      if (!hasRight(caller, 'administer')) return forbidden
      return ledger.commit({
        organization: caller.organization,
        reads: {},
        decide: transaction => {
          const before = transaction.settings
          const after = apply(before, input)
          if (isRefused(after)) return after
          const difference = differing(before, after)
          if (!difference) return before
          transaction.change(after)
          transaction.append({ kind: 'SETTINGS_CHANGED', data: { what, ...difference } }, caller.actor)
          return after
        },
      })
    }
  }
}

/** The settings that differ, as they were and as they are; null where none does. */
function differing(before: Settings, after: Settings): { before: Json; after: Json } | null {
  const names = Object.keys(after) as (keyof Settings)[]
  const changed = names.filter(name => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const pick = (settings: Settings) =>
    Object.fromEntries(changed.map(name => [name, settings[name]])) as unknown as Json
  return changed.length > 0 ? { before: pick(before), after: pick(after) } : null
}

export const updateApprovalRequirements = change(
  'approvalRequirements',
  (settings, changes: readonly RequirementChange[]) => changeRequirements(settings, changes),
)

type GivenAutoResponse = { readonly [K in keyof AutoResponse]?: AutoResponse[K] | null | undefined }

/** Null says the same as leaving out, but for the active hours: it clears them. */
export const updateAutoResponse = change('autoResponse', (settings, changes: GivenAutoResponse) => {
  const given = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && (value !== null || name === 'activeHours'),
  )
  const autoResponse = changeAutoResponse(settings.autoResponse, Object.fromEntries(given))
  return isRefused(autoResponse) ? autoResponse : { ...settings, autoResponse }
})

type GivenTimes = { readonly [K in keyof Times]?: number | null | undefined }

export const updateResponseSettings = change('responseSettings', (settings, times: GivenTimes) => {
  const given = Object.entries(times).filter(([, value]) => value !== null && value !== undefined)
  return changeTimes(settings, Object.fromEntries(given))
})
