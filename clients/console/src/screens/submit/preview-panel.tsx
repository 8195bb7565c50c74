import type { ActionTypesQuery } from '../../../generated/documents.ts'
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
  <Panel title="Impact preview">
    <Facts>
      {info && (
        <>
          <Fact name="Effect">{effectOf(info.type)}</Fact>
          <Fact name="Verification">{info.verifies}</Fact>
        </>
      )}
      <Fact name="Approval">{approvals(preview?.approvalsRequired ?? info?.approvalsRequired ?? 0)}</Fact>
      {devices > 1 && (
        <Fact name="Devices">{`The same action on each of ${devices} devices, all or none. The preview shows the first.`}</Fact>
      )}
      {preview?.deviceOnline !== undefined && preview?.deviceOnline !== null && (
        <Fact name="Device">
          {preview.deviceOnline
            ? 'Online: the action starts at once'
            : 'Offline: the action waits until the device is back'}
        </Fact>
      )}
      {preview?.digest && (
        <Fact name="Digest">
          <Hash value={preview.digest} name="digest" isWhole />
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
          The service would refuse this: {preview.refusal.message}
        </div>
      )}
      {!isWhole && <div className="dim">Fill in the required fields to see the impact.</div>}
    </div>
  </Panel>
)

function approvals(count: number): string {
  if (count === 0) return 'Not required'
  return count === 1 ? 'Requires 1 other person' : `Requires ${count} other people`
}
