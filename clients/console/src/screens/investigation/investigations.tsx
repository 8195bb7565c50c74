import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { InvestigationsDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { Ago } from '../../ui/time.tsx'

export function Investigations() {
  const [after, setAfter] = useState<string | null>(null)
  const { data, error, isLoading, refresh } = useData(InvestigationsDocument, { first: 100, after })
  const investigations = data?.investigations.edges.map(({ node }) => node) ?? []
  return (
    <Page title={t`Investigations`}>
      <div className="panel">
        {isLoading ? (
          <Loading />
        ) : error && !data ? (
          <Failed failure={error} retry={refresh} />
        ) : investigations.length === 0 ? (
          <Empty title={t`No investigations`}>
            <Trans>Select related detections on the Detections screen and choose “Investigate …”.</Trans>
          </Empty>
        ) : (
          <ul className="rows" aria-label={t`Investigations`}>
            {investigations.map(({ id, title, openedAt, closedAt }) => (
              <li key={id}>
                <Link to="/investigations/$id" params={{ id }} className="row action-row" data-keyboard-item>
                  <b className="clip">{title}</b>
                  <span className="status" data-tone={closedAt ? 'gone' : 'run'} data-hollow={!closedAt}>
                    {closedAt ? t`closed` : t`open`}
                  </span>
                  <span className="dim">
                    <Trans>
                      opened <Ago at={openedAt} />
                    </Trans>
                  </span>
                  <span className="dim">
                    {closedAt && (
                      <Trans>
                        closed <Ago at={closedAt} />
                      </Trans>
                    )}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      {data?.investigations.pageInfo.hasNextPage && (
        <Button variant="default" onClick={() => setAfter(data.investigations.pageInfo.endCursor)}>
          <Trans>Older</Trans>
        </Button>
      )}
    </Page>
  )
}
