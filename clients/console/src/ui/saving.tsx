import { t } from '@lingui/core/macro'
import { useState } from 'react'
import type { Outcome, Refused } from '../api/use-data.ts'
import { notify } from './notify.ts'

export interface Saving {
  readonly fault: string | null
  readonly isSaving: boolean
  /** Resolves to whether it was done. A refusal is in `fault`. */
  save<Payload>(
    send: () => Promise<Outcome<Payload>>,
    done?: string | ((payload: Payload) => string),
    /** Returns whether it has shown the refusal itself. */
    showRefusal?: (error: Refused) => boolean,
  ): Promise<boolean>
}

/** Sends a change and shows its progress, its refusal or its success. */
export function useSaving(onSaved: () => void): Saving {
  const [fault, setFault] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  return {
    fault,
    isSaving,
    async save(send, done = t`Saved`, showRefusal = () => false) {
      setSaving(true)
      const outcome = await send()
      setSaving(false)
      const isShown = !outcome.ok && showRefusal(outcome.error)
      setFault(outcome.ok || isShown ? null : outcome.error.message)
      if (!outcome.ok) return false
      notify(typeof done === 'string' ? done : done(outcome))
      onSaved()
      return true
    },
  }
}

export const Fault = ({ fault }: { readonly fault: string | null }) =>
  fault && (
    <div className="notice" data-tone="bad" role="alert">
      {fault}
    </div>
  )
