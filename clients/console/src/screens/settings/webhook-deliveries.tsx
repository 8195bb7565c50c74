import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { WebhookDeliveriesDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { Empty, Failed, Loading } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { titled } from '../../ui/words.ts'

/** The latest deliveries of a webhook. The service keeps them for 30 days. */
export function Deliveries({ id }: { readonly id: string }) {
  const { data, error, isLoading, refresh } = useData(WebhookDeliveriesDocument, {
    id,
    first: 50,
    after: null,
  })
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed failure={error} retry={refresh} /> : null
  const deliveries =
    data.node && 'deliveries' in data.node ? data.node.deliveries.edges.map(({ node }) => node) : []
  if (deliveries.length === 0) return <Empty title={t`No deliveries yet`} />
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="grid-table">
        <thead>
          <tr>
            <th scope="col">
              <Trans>Event</Trans>
            </th>
            <th scope="col">
              <Trans>Status</Trans>
            </th>
            <th scope="col">
              <Trans>Attempts</Trans>
            </th>
            <th scope="col">
              <Trans>Delivered</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map(
            ({ messageId, event, responseStatus, error, attempts, deliveredAt, nextAttemptAt }) => (
              <tr key={messageId}>
                <td>
                  {event.sequence}: {titled(event.kind)}
                </td>
                <td>
                  <span className="status" data-tone={deliveredAt ? 'good' : 'bad'}>
                    {error ?? responseStatus ?? t`Pending`}
                  </span>
                </td>
                <td>{attempts}</td>
                <td>
                  {deliveredAt ? (
                    <Time at={deliveredAt} />
                  ) : (
                    nextAttemptAt && (
                      <Trans>
                        Next attempt <Time at={nextAttemptAt} />
                      </Trans>
                    )
                  )}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}
