import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { Json } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { nameOf, titled } from '../../ui/words.ts'
import type { ActionDetails } from '../action/details.ts'

type Event = ActionDetails['auditTrail'][number]

/** The browser computes each hash itself, so auditors need not trust the service. */
export function AuditTrail({ events }: { readonly events: readonly Event[] }) {
  const hashes = useHashes(events)
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">
            <Trans>No.</Trans>
          </th>
          <th scope="col">
            <Trans>Time</Trans>
          </th>
          <th scope="col">
            <Trans>Event</Trans>
          </th>
          <th scope="col">
            <Trans>Actor</Trans>
          </th>
          <th scope="col">
            <Trans>Hash</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map(event => (
          <tr key={event.id}>
            <td>{event.sequence}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              <Time at={event.at} />
            </td>
            <td>
              <details>
                <summary>{titled(event.kind)}</summary>
                <Json value={event.data} name={t`Data of event ${event.sequence}`} />
              </details>
            </td>
            <td>{nameOf(event.actor)}</td>
            <td>
              <div className="hash">{event.hash}</div>
              <div className="hash dim">
                <Trans>after {event.previousHash}</Trans>
              </div>
              <Checked computed={hashes?.get(event.id)} claimed={event.hash} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Checked({ computed, claimed }: { readonly computed: string | undefined; readonly claimed: string }) {
  if (computed === undefined) return null
  return computed === claimed ? (
    <span className="status" data-tone="good">
      <Trans>hash verified in this browser</Trans>
    </span>
  ) : (
    <span className="status" data-tone="bad">
      <Trans>hash differs; computed here: {computed}</Trans>
    </span>
  )
}

function useHashes(events: readonly Event[]): Map<string, string> | null {
  const [hashes, setHashes] = useState<Map<string, string> | null>(null)
  useEffect(() => {
    let isCurrent = true
    // `crypto.subtle` exists on secure origins only.
    if (!crypto.subtle) return
    void Promise.all(events.map(async ({ id, canonical }) => [id, await sha256(canonical)] as const)).then(
      pairs => {
        if (isCurrent) setHashes(new Map(pairs))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [events])
  return hashes
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
