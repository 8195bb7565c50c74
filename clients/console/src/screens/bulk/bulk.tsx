import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  ApproveBulkDocument,
  BulkChangedDocument,
  type BulkFragment,
  BulkPageDocument,
  CancelBulkDocument,
  PauseBulkDocument,
  RejectBulkDocument,
  ResumeBulkDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useViewer } from '../../session/viewer.tsx'
import { ActionList } from '../../ui/action-list.tsx'
import { Empty, Fact, Facts, Failed, Hash, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { Time } from '../../ui/time.tsx'
import { bulkWords, consequenceOf, duration, many, nameOf, targetOf, typeWords } from '../../ui/words.ts'
import { BulkProgress } from './bulk-progress.tsx'

const route = getRouteApi('/bulks/$id')

export function Bulk() {
  const { id } = route.useParams()
  const [latest, setLatest] = useState<BulkFragment | null>(null)
  const { data, error, isLoading, refresh } = useData(BulkPageDocument, { id })
  useSubscription(BulkChangedDocument, { id }, ({ bulkActionChanged }) => setLatest(bulkActionChanged))
  useChanges(({ action }) => action.bulkAction?.id === id, refresh, { every: 1000 })
  if (isLoading) return <Loading />
  const page = data?.bulkAction
  if (!page)
    return error ? (
      <Failed isPage failure={error} retry={refresh} />
    ) : (
      <Empty isPage title="There is no such bulk" />
    )
  const bulk = latest?.id === id ? latest : page
  const failed = page.failed.edges.map(({ node }) => node)
  const one = page.sample.edges[0]?.node
  const { word, tone } = bulkWords[bulk.state]
  return (
    <Page
      title={`${typeWords[bulk.type]} on ${many(bulk.total)} devices`}
      aside={<Decisions bulk={bulk} mayDecide={page.waiting.totalCount > 0} onDone={refresh} />}
    >
      <Panel
        title="Progress"
        aside={
          <span className="status" data-tone={tone}>
            {word}
          </span>
        }
      >
        <BulkProgress bulk={bulk} />
      </Panel>
      <Panel
        title="What"
        aside={
          <Link to="/history" search={{ bulk: id }}>
            its actions, one by one
          </Link>
        }
      >
        <Facts>
          {one && (
            <Fact name="What">
              <b>{typeWords[bulk.type]}</b> <span className="mono">{targetOf(one.parameters)}</span>
              {one.effectFor && ` for ${duration(one.effectFor)}`}
            </Fact>
          )}
          <Fact name="It will">{consequenceOf(bulk.type)}</Fact>
          <Fact name="Why">{bulk.justification}</Fact>
          <Fact name="Who">
            {nameOf(bulk.submittedBy)}, <Time at={bulk.submittedAt} />
          </Fact>
          <Fact name="Rollout">{rolloutWords(bulk)}</Fact>
          <Fact name="Digest">
            <Hash value={bulk.digest} name="digest" />
          </Fact>
        </Facts>
      </Panel>
      {failed.length > 0 && (
        <Panel
          title={`Failed: ${many(bulk.progress.failed)}`}
          bare
          aside={
            bulk.progress.failed > failed.length && (
              <Link to="/history" search={{ bulk: id, statuses: ['FAILED'] }}>
                all of them
              </Link>
            )
          }
        >
          <ActionList actions={failed} label="Failed" />
        </Panel>
      )}
    </Page>
  )
}

function rolloutWords({ rollout }: BulkFragment): string {
  if (!rollout) return 'everything at once'
  const { canary, perMinute, abortAboveFailurePercent, abortAfter } = rollout
  return [
    canary && `${canary} first, the rest once they have ended well`,
    perMinute && `${perMinute} a minute`,
    abortAboveFailurePercent !== null &&
      `aborted when more than ${abortAboveFailurePercent} % fail${abortAfter ? `, looked at after ${abortAfter}` : ''}`,
  ]
    .filter(Boolean)
    .join('; ')
}

const decisions = {
  approve: { title: 'Approve all of it', document: ApproveBulkDocument, color: 'indigo' },
  reject: { title: 'Reject all of it', document: RejectBulkDocument, color: 'red.9' },
  pause: { title: 'Pause', document: PauseBulkDocument, color: 'indigo' },
  resume: { title: 'Resume', document: ResumeBulkDocument, color: 'indigo' },
  abort: { title: 'Abort', document: CancelBulkDocument, color: 'red.9' },
} as const
type Decision = keyof typeof decisions

interface DecisionsProps {
  readonly bulk: BulkFragment
  readonly mayDecide: boolean
  readonly onDone: () => void
}

/** Of exactly this bulk: its digest goes with each decision. */
function Decisions({ bulk, mayDecide, onDone }: DecisionsProps) {
  const { canAct } = useViewer()
  const [decision, setDecision] = useState<Decision | null>(null)
  if (!canAct) return null
  const isOpen = bulk.state === 'RUNNING' || bulk.state === 'PAUSED'
  const open: Decision[] = [
    ...(mayDecide ? (['approve', 'reject'] as const) : []),
    ...(bulk.state === 'RUNNING' ? (['pause'] as const) : []),
    ...(bulk.state === 'PAUSED' ? (['resume'] as const) : []),
    ...(isOpen ? (['abort'] as const) : []),
  ]
  return (
    <Group gap="xs">
      {open.map(one => (
        <Button
          key={one}
          variant={one === 'approve' || one === 'resume' ? 'filled' : 'default'}
          onClick={() => setDecision(one)}
          {...(one === 'approve' && { 'data-approve': true, rightSection: <kbd>a</kbd> })}
          {...(one === 'reject' && { 'data-reject': true, rightSection: <kbd>x</kbd> })}
        >
          {decisions[one].title} …
        </Button>
      ))}
      <Modal
        opened={decision !== null}
        onClose={() => setDecision(null)}
        title={
          decision ? `${decisions[decision].title}: ${typeWords[bulk.type]} on ${bulk.total} devices` : ''
        }
      >
        {decision && (
          <Confirm
            decision={decision}
            bulk={bulk}
            onDone={() => {
              setDecision(null)
              onDone()
            }}
          />
        )}
      </Modal>
    </Group>
  )
}

function Confirm({ decision, bulk, onDone }: { decision: Decision; bulk: BulkFragment; onDone: () => void }) {
  const { title, document, color } = decisions[decision]
  const change = useChange<{ __typename?: string }, { input: object }>(document as never)
  const [comment, setComment] = useState('')
  const { fault, isSaving, save } = useSaving(onDone)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        const input = { bulkActionId: bulk.id, digest: bulk.digest, comment: comment.trim() || null }
        void save(() => change({ input }), 'Done')
      }}
    >
      <Stack gap="sm">
        <Text size="sm" component="div">
          Exactly this: <Hash value={bulk.digest} name="digest" />
        </Text>
        <Textarea
          label="Comment"
          description="Goes onto the ledger"
          maxLength={500}
          autosize
          minRows={2}
          value={comment}
          onChange={event => setComment(event.currentTarget.value)}
        />
        <Fault fault={fault} />
        <Group justify="flex-end">
          <Button type="submit" color={color} loading={isSaving} data-autofocus>
            {title}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
