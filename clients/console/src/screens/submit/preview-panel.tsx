import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ActionTypesQuery } from '../../../generated/documents.ts'
import { verifiesOf } from '../../ui/action-catalog.ts'
import { Fact, Facts, Hash, Panel } from '../../ui/parts.tsx'
import { effectOf } from '../../ui/words.ts'
import type { Preview } from './use-preview.ts'

interface PreviewPanelProps {
  readonly preview: Preview | null
  readonly info: ActionTypesQuery['actionTypes'][number] | undefined
  readonly isWhole: boolean
  readonly devices: number
}

/** The service's preview of a submission. */
export const PreviewPanel = ({ preview, info, isWhole, devices }: PreviewPanelProps) => (
  <Panel title={t`Impact preview`}>
    <Facts>
      {info && (
        <>
          <Fact name={t`Effect`}>{effectOf(info.type)}</Fact>
          <Fact name={t`Verification`}>{verifiesOf(info.type)}</Fact>
        </>
      )}
      <Fact name={t`Approval`}>{approvals(preview?.approvalsRequired ?? info?.approvalsRequired ?? 0)}</Fact>
      {devices > 1 && (
        <Fact
          name={t`Devices`}
        >{t`The same action on each of ${devices} devices, all or none. The preview shows the first.`}</Fact>
      )}
      {preview?.deviceOnline !== undefined && preview?.deviceOnline !== null && (
        <Fact name={t`Device`}>
          {preview.deviceOnline
            ? t`Online: the action starts at once`
            : t`Offline: the action waits until the device is back`}
        </Fact>
      )}
      {preview?.digest && (
        <Fact name={t`Digest`}>
          <Hash value={preview.digest} name={t`digest`} isWhole />
        </Fact>
      )}
    </Facts>
    <div aria-live="polite" style={{ display: 'grid', gap: '0.4rem', marginTop: '0.6rem' }}>
      {preview?.warnings.map(warning => (
        <div key={warning} className="notice">
          {warning}
        </div>
      ))}
      {preview?.refusal && (
        <div className="notice" data-tone="bad">
          <Trans>The service would refuse this: {preview.refusal.message}</Trans>
        </div>
      )}
      {!isWhole && (
        <div className="dim">
          <Trans>Fill in the required fields to see the impact.</Trans>
        </div>
      )}
    </div>
  </Panel>
)

function approvals(count: number): string {
  if (count === 0) return t`Not required`
  return count === 1 ? t`Requires 1 other person` : t`Requires ${count} other people`
}
