import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { CriticalDetectionsDocument, ReportedDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { Panel } from '../../ui/parts.tsx'
import { Ago } from '../../ui/time.tsx'
import { detectionTone, titled } from '../../ui/words.ts'

const shown = 5

/** The unresolved critical detections. Renders nothing if there are none. */
export function Criticals() {
  const { data, refresh } = useData(CriticalDetectionsDocument, { first: shown + 1 })
  useSubscription(ReportedDocument, {}, refresh)
  useChanges(({ action }) => action.detection !== null, refresh, { every: 1000 })
  const detections = data?.detections.edges.map(({ node }) => node) ?? []
  if (detections.length === 0) return null
  return (
    <Panel
      title={t`Critical detections`}
      bare
      aside={
        <Link to="/detections" search={{ severities: ['CRITICAL'] }}>
          <Trans>View all</Trans>
        </Link>
      }
    >
      <ul className="rows" aria-label={t`Critical detections`}>
        {detections.slice(0, shown).map(({ id, title, technique, firedAt, status, assignee, device }) => (
          <li key={id}>
            <Link to="/detections/$id" params={{ id }} className="row action-row" data-keyboard-item>
              <span className="clip">
                <b>{title}</b> <span className="mono">{device.hostname}</span>{' '}
                <span className="dim mono">{technique}</span>
              </span>
              <span className="status" data-tone={detectionTone[status]}>
                {titled(status)}
              </span>
              <span className="dim">
                {device.containment.isolated ? t`Device isolated` : t`Device not isolated`},{' '}
                {assignee ? t`assigned to ${assignee.name}` : t`not assigned`}
              </span>
              <span className="dim">
                <Ago at={firedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
