import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { BulksDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { Ago } from '../../ui/time.tsx'
import { bulkWords, nameOf } from '../../ui/words.ts'
import { BulkProgress } from './bulk-progress.tsx'

export function Bulks() {
  const [after, setAfter] = useState<string | null>(null)
  const { data, error, isLoading, refresh } = useData(BulksDocument, { first: 50, after })
  useChanges(({ action }) => action.bulkAction !== null, refresh, { every: 1000 })
  const bulks = data?.bulkActions.edges.map(({ node }) => node) ?? []
  return (
    <Page title={t`Bulk actions`}>
      <div className="panel">
        {isLoading ? (
          <Loading />
        ) : error && !data ? (
          <Failed failure={error} retry={refresh} />
        ) : bulks.length === 0 ? (
          <Empty title={t`No bulk actions`}>
            <Trans>Select several detections or devices, and respond on all of them at once.</Trans>
          </Empty>
        ) : (
          <ul className="rows" aria-label={t`Bulk actions`}>
            {bulks.map(bulk => (
              <li key={bulk.id}>
                <Link to="/bulks/$id" params={{ id: bulk.id }} className="row" data-keyboard-item>
                  <span style={{ display: 'flex', flexWrap: 'wrap', gap: '0 0.75rem' }}>
                    <b>
                      <Trans>
                        {titleOf(bulk.type)} on <Plural value={bulk.total} one="# device" other="# devices" />
                      </Trans>
                    </b>
                    <span className="status" data-tone={bulkWords[bulk.state].tone}>
                      {i18n._(bulkWords[bulk.state].word)}
                    </span>
                    <span className="dim clip" style={{ flex: '1 1 10rem' }}>
                      {nameOf(bulk.submittedBy)}: {bulk.justification}
                    </span>
                    <span className="dim">
                      <Ago at={bulk.submittedAt} />
                    </span>
                  </span>
                  <BulkProgress bulk={bulk} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      {data?.bulkActions.pageInfo.hasNextPage && (
        <Button variant="default" onClick={() => setAfter(data.bulkActions.pageInfo.endCursor)}>
          <Trans>Older</Trans>
        </Button>
      )}
    </Page>
  )
}
