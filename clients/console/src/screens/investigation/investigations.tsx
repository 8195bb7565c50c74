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
    <Page title="Investigations">
      <div className="panel">
        {isLoading ? (
          <Loading />
        ) : error && !data ? (
          <Failed failure={error} retry={refresh} />
        ) : investigations.length === 0 ? (
          <Empty title="No investigations">
            Select related detections on the Detections screen and choose “Investigate …”.
          </Empty>
        ) : (
          <ul className="rows" aria-label="Investigations">
            {investigations.map(({ id, title, openedAt, closedAt }) => (
              <li key={id}>
                <Link to="/investigations/$id" params={{ id }} className="row action-row" data-keyboard-item>
                  <b className="clip">{title}</b>
                  <span className="status" data-tone={closedAt ? 'gone' : 'run'} data-hollow={!closedAt}>
                    {closedAt ? 'closed' : 'open'}
                  </span>
                  <span className="dim">
                    opened <Ago at={openedAt} />
                  </span>
                  <span className="dim">
                    {closedAt && (
                      <>
                        closed <Ago at={closedAt} />
                      </>
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
          Older
        </Button>
      )}
    </Page>
  )
}
