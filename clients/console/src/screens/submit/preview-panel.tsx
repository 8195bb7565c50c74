import type { ActionTypesQuery } from '../../../generated/documents.ts'
import { Fact, Facts, Hash, Panel } from '../../ui/parts.tsx'
import { consequenceOf } from '../../ui/words.ts'
import type { Preview } from './use-preview.ts'

interface PreviewPanelProps {
  readonly preview: Preview | null
  readonly info: ActionTypesQuery['actionTypes'][number] | undefined
  readonly isWhole: boolean
  readonly devices: number
}

/** What would happen, by the service's word. */
export const PreviewPanel = ({ preview, info, isWhole, devices }: PreviewPanelProps) => (
  <Panel title="What would happen">
    <Facts>
      {info && (
        <>
          <Fact name="It will">{consequenceOf(info.type)}</Fact>
          <Fact name="Verified">{info.verifies}</Fact>
        </>
      )}
      <Fact name="Approval">{approvals(preview?.approvalsRequired ?? info?.approvalsRequired ?? 0)}</Fact>
      {devices > 1 && (
        <Fact name="Devices">{`the same on each of ${devices}, all or none; shown is the first`}</Fact>
      )}
      {preview?.deviceOnline !== undefined && preview?.deviceOnline !== null && (
        <Fact name="Device">
          {preview.deviceOnline ? 'online: it starts at once' : 'offline: it waits until the device is back'}
        </Fact>
      )}
      {preview?.digest && (
        <Fact name="Digest">
          <Hash value={preview.digest} name="digest" />
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
          It would be refused: {preview.refusal.message}
        </div>
      )}
      {!isWhole && (
        <div className="dim">Fill in what is needed, and this says what the service would do.</div>
      )}
    </div>
  </Panel>
)

function approvals(count: number): string {
  if (count === 0) return 'none needed: it goes to the device at once'
  return count === 1 ? 'one other person has to agree' : `${count} other people have to agree`
}
