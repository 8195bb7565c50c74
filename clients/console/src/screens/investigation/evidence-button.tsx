import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureOf } from '../../api/use-data.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { useViewer } from '../../session/viewer.tsx'
import { download } from '../../ui/download.ts'
import { notify } from '../../ui/notify.ts'
import type { Moment } from '../time-line/moments.ts'
import { evidenceBundle } from './evidence-bundle.ts'

interface EvidenceButtonProps {
  readonly investigation: { readonly id: string; readonly rawId: string; readonly title: string }
  readonly moments: readonly Moment[]
}

/** Downloads the evidence as one file, and prints the page. */
export function EvidenceButton({ investigation, moments }: EvidenceButtonProps) {
  const sdk = useSdk()
  const { canAudit } = useViewer()
  const [isCollecting, setCollecting] = useState(false)
  async function collect() {
    setCollecting(true)
    try {
      const bundle = await evidenceBundle(sdk, investigation, moments)
      download(`evidence-${investigation.rawId}.tar`, bundle, 'application/x-tar')
    } catch (error) {
      notify(failureOf(error).message, { color: 'red' })
    }
    setCollecting(false)
  }
  return (
    <>
      {canAudit && (
        <Button variant="default" loading={isCollecting} onClick={() => void collect()}>
          <Trans>Download evidence</Trans>
        </Button>
      )}
      <Button variant="default" onClick={() => window.print()}>
        <Trans>Print or save as PDF</Trans>
      </Button>
    </>
  )
}
