import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { InvestigationsDocument, LateralMovementDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { MovementBoard } from './movement-board.tsx'

const route = getRouteApi('/movement')

const days = {
  get '1'() {
    return t`Last day`
  },
  get '7'() {
    return t`Last week`
  },
  get '30'() {
    return t`Last month`
  },
}

export function Movement() {
  const { investigation } = route.useSearch()
  const navigate = route.useNavigate()
  const [range, setRange] = useState<string>('7')
  const since = useMemo(() => new Date(Date.now() - Number(range) * 86_400_000).toISOString(), [range])
  const { data: investigations } = useData(InvestigationsDocument, { first: 100, after: null })
  const variables = investigation ? { investigationId: investigation } : { since }
  const { data, error, isLoading, refresh } = useData(LateralMovementDocument, variables)
  const graph = data?.lateralMovement
  return (
    <Page
      title={t`Lateral movement`}
      aside={
        <>
          <Select
            aria-label={t`Investigation`}
            size="xs"
            placeholder={t`All investigations`}
            clearable
            clearButtonProps={{ 'aria-label': t`All investigations` }}
            data={(investigations?.investigations.edges ?? []).map(({ node }) => ({
              value: node.id,
              label: node.title,
            }))}
            value={investigation ?? null}
            onChange={id => void navigate({ search: id ? { investigation: id } : {}, replace: true })}
          />
          {!investigation && (
            <Select
              aria-label={t`Since`}
              size="xs"
              allowDeselect={false}
              w={160}
              data={Object.entries(days).map(([value, label]) => ({ value, label }))}
              value={range}
              onChange={next => setRange(next ?? range)}
            />
          )}
        </>
      }
    >
      {isLoading ? (
        <Loading />
      ) : !graph ? (
        error && <Failed failure={error} retry={refresh} />
      ) : graph.devices.length === 0 ? (
        <div className="panel">
          <Empty title={t`No lateral movement detected`}>
            <Trans>Reports of movements between devices appear here.</Trans>
          </Empty>
        </div>
      ) : (
        <MovementBoard
          key={graph.devices.map(({ id }) => id).join()}
          graph={graph}
          investigation={investigation ?? null}
          onChanged={refresh}
        />
      )}
    </Page>
  )
}
