import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApprovalsDocument, type ApprovalsQuery } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { countOfDecisions } from '../../shell/awaiting.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { ActionSummary } from '../../ui/action-list.tsx'
import { Empty, Failed, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Countdown } from '../../ui/time.tsx'
import { many, nameOf } from '../../ui/words.ts'
import { ApprovalCard } from './approval-card.tsx'
import { DecideTogether } from './decide-together.tsx'

const route = getRouteApi('/approvals')

type Waiting = ApprovalsQuery['actions']['edges'][number]['node']
type WaitingBulk = ApprovalsQuery['bulkActions']['edges'][number]['node']
const none: ReadonlySet<string> = new Set()

export function Approvals() {
  const { id } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isLoading, refresh } = useData(ApprovalsDocument, { first: 50 })
  useChanges(() => true, refresh, { every: 700 })
  const [checked, setChecked] = useState(none)
  // The first card opens automatically, but only once. After a decision no other card opens, because people would decide
  // it by mistake.
  const [opened, setOpened] = useState<string | null>(null)
  const first = data?.actions.edges[0]?.node.id
  if (opened === null && first) setOpened(first)
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  const actions = data.actions.edges.map(({ node }) => node)
  const bulks = data.bulkActions.edges.map(({ node }) => node)
  const together = actions.filter(action => checked.has(action.id))
  const chosen = id ?? opened
  const isEmpty = actions.length === 0 && bulks.length === 0
  if (isEmpty && chosen === null)
    return (
      <Page title={t`Approvals`}>
        <div className="panel">
          <Nothing />
        </div>
      </Page>
    )
  const choose = (next: string) => {
    if (next !== id) void navigate({ search: { id: next }, replace: true })
  }
  const toggle = (one: string) =>
    setChecked(before =>
      before.has(one) ? new Set([...before].filter(it => it !== one)) : new Set([...before, one]),
    )
  return (
    <Page title={t`Approvals`}>
      <div className="master">
        <Panel
          title={
            isEmpty
              ? t`Your decisions`
              : t`Your decisions: ${countOfDecisions(data.actions.totalCount, data.bulkActions)}`
          }
          bare
        >
          {isEmpty ? (
            <Nothing />
          ) : (
            <ul className="rows" aria-label={t`Your decisions`}>
              {bulks.map(bulk => (
                <BulkRow key={bulk.id} bulk={bulk} />
              ))}
              {actions.map(action => (
                <ActionRow
                  key={action.id}
                  action={action}
                  isChosen={action.id === chosen}
                  isChecked={checked.has(action.id)}
                  choose={choose}
                  toggle={toggle}
                />
              ))}
            </ul>
          )}
          <More shown={actions.length} total={data.actions.totalCount} />
        </Panel>
        {together.length > 1 ? (
          <DecideTogether
            actions={together}
            onDone={() => {
              setChecked(none)
              refresh()
            }}
          />
        ) : chosen ? (
          <ApprovalCard key={chosen} id={chosen} onDecided={refresh} />
        ) : (
          <div className="panel">
            <Empty title={t`Only bulk actions are waiting`}>
              <Trans>Open one to decide it as a whole.</Trans>
            </Empty>
          </div>
        )}
      </div>
    </Page>
  )
}

const Nothing = () => (
  <Empty title={t`Nothing awaits your approval`}>
    <Trans>Actions of other people that need approval appear here. Another person decides your own.</Trans>
  </Empty>
)

const More = ({ shown, total }: { readonly shown: number; readonly total: number }) =>
  total > shown ? (
    <Button
      variant="subtle"
      m="xs"
      renderRoot={props => <Link {...props} to="/history" search={{ mine: true, order: 'oldest' }} />}
    >
      <Trans>View all {many(total)} actions</Trans>
    </Button>
  ) : null

const BulkRow = ({ bulk }: { readonly bulk: WaitingBulk }) => (
  <li>
    <Link
      to="/bulks/$id"
      params={{ id: bulk.id }}
      className="row action-row"
      data-stateless
      data-keyboard-item
    >
      <span className="clip">
        <Trans>
          <b>{titleOf(bulk.type)}</b> on <Plural value={bulk.total} one="# device" other="# devices" />
        </Trans>
      </span>
      <span className="clip dim">
        {nameOf(bulk.submittedBy)}: {bulk.justification}
      </span>
      <span className="dim">
        {bulk.waiting.edges.map(({ node }) => (
          <Countdown key={bulk.id} to={node.expiresAt} within={time => t`expires in ${time}`} />
        ))}
      </span>
    </Link>
  </li>
)

interface ActionRowProps {
  readonly action: Waiting
  readonly isChosen: boolean
  readonly isChecked: boolean
  readonly choose: (id: string) => void
  readonly toggle: (id: string) => void
}

const ActionRow = ({ action, isChosen, isChecked, choose, toggle }: ActionRowProps) => (
  <li className="checkable">
    <Checkbox
      size="xs"
      aria-label={t`Select ${titleOf(action.type)} ${action.device?.hostname ?? ''}`}
      checked={isChecked}
      onChange={() => toggle(action.id)}
    />
    <Link
      to="/approvals"
      search={{ id: action.id }}
      replace
      className="row action-row"
      data-stateless
      aria-current={isChosen}
      data-selected={isChosen}
      data-keyboard-item
      onFocus={() => choose(action.id)}
    >
      <ActionSummary action={action} isStateless />
    </Link>
  </li>
)
