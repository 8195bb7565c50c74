import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useClient } from 'urql'
import { ArtifactLinkDocument } from '../../../generated/documents.ts'
import { failureOf } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { notify } from '../../ui/notify.ts'
import { Hash } from '../../ui/parts.tsx'
import { sentence } from '../../ui/words.ts'
import type { ActionDetails } from './details.ts'

export function Artifacts({ artifacts }: { readonly artifacts: ActionDetails['artifacts'] }) {
  const client = useClient()
  const { canAudit } = useViewer()
  const [asked, setAsked] = useState<string | null>(null)
  async function download(id: string) {
    setAsked(id)
    const { data, error } = await client
      .query(ArtifactLinkDocument, { id }, { requestPolicy: 'network-only' })
      .toPromise()
    setAsked(null)
    const url = data?.node && 'url' in data.node ? data.node.url : null
    if (url) window.location.assign(url)
    else
      notify(
        error
          ? failureOf(error.networkError ?? error).message
          : t`Your role does not allow reading this file`,
        { color: 'red' },
      )
  }
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">
            <Trans>File</Trans>
          </th>
          <th scope="col">
            <Trans>Kind</Trans>
          </th>
          <th scope="col">
            <Trans>Size</Trans>
          </th>
          <th scope="col">SHA-256</th>
          <th scope="col">
            <span className="skip">
              <Trans>Download</Trans>
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {artifacts.map(({ id, name, kind, size, sha256 }) => (
          <tr key={id}>
            <td className="mono">{name}</td>
            <td>{sentence(kind)}</td>
            <td>
              <Trans>{i18n.number(size / 1024, { maximumFractionDigits: 1 })} KiB</Trans>
            </td>
            <td>
              <Hash value={sha256} name="SHA-256" />
            </td>
            <td>
              {canAudit && (
                <Button variant="default" loading={asked === id} onClick={() => void download(id)}>
                  <Trans>Download</Trans>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
