import { i18n } from '@lingui/core'
import { msg, plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
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
import { titleOf } from '../../ui/action-catalog.ts'
import { ActionList } from '../../ui/action-list.tsx'
import { DecisionForm } from '../../ui/decision-form.tsx'
import { Empty, Fact, Facts, Failed, Hash, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { bulkWords, duration, effectOf, many, nameOf, targetOf } from '../../ui/words.ts'
import { warningsOf } from '../approvals/warnings.ts'
import { BulkDevices } from './bulk-devices.tsx'
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
      <Empty isPage title={t`No such bulk action`} />
    )
  const bulk = latest?.id === id ? latest : page
  const failed = page.failed.edges.map(({ node }) => node)
  const one = page.sample.edges[0]?.node
  const { word, tone } = bulkWords[bulk.state]
  return (
    <Page
      title={onDevices(bulk)}
      aside={<Decisions bulk={bulk} mayDecide={page.waiting.totalCount > 0} onDone={refresh} />}
    >
      <Panel
        title={t`Progress`}
        aside={
          <span className="status" data-tone={tone}>
            {i18n._(word)}
          </span>
        }
      >
        <BulkProgress bulk={bulk} />
      </Panel>
      <Panel
        title={t`Action`}
        aside={
          <Link to="/history" search={{ bulk: id }}>
            <Trans>View all {many(bulk.total)} actions</Trans>
          </Link>
        }
      >
        <Facts>
          {one && (
            <Fact name={t`Action`}>
              <b>{titleOf(bulk.type)}</b> <span className="mono">{targetOf(one.parameters)}</span>
              {one.effectFor && ` ${t`for ${duration(one.effectFor)}`}`}
            </Fact>
          )}
          <Fact name={t`Effect`}>{effectOf(bulk.type)}</Fact>
          <Fact name={t`Justification`}>{bulk.justification}</Fact>
          <Fact name={t`Submitted by`}>
            {nameOf(bulk.submittedBy)}, <Time at={bulk.submittedAt} />
          </Fact>
          <Fact name={t`Rollout`}>{rolloutWords(bulk)}</Fact>
          <Fact name={t`Digest`}>
            <Hash value={bulk.digest} name={t`digest`} isWhole />
          </Fact>
        </Facts>
      </Panel>
      {one &&
        warningsOf({ parameters: one.parameters, devices: bulk.total }).map(warning => (
          <div key={warning} className="notice" role="note">
            {warning}
          </div>
        ))}
      <BulkDevices id={id} />
      {failed.length > 0 && (
        <Panel
          title={t`Failed: ${many(bulk.progress.failed)}`}
          bare
          aside={
            bulk.progress.failed > failed.length && (
              <Link to="/history" search={{ bulk: id, statuses: ['FAILED'] }}>
                <Trans>View all</Trans>
              </Link>
            )
          }
        >
          <ActionList actions={failed} label={t`Failed`} />
        </Panel>
      )}
    </Page>
  )
}

/** `Isolate device on 2 devices` */
const onDevices = ({ type, total }: BulkFragment): string =>
  t`${titleOf(type)} on ${plural(total, { one: '# device', other: '# devices' })}`

function rolloutWords({ rollout }: BulkFragment): string {
  if (!rollout) return t`everything at once`
  const { canary, perMinute, abortAboveFailurePercent, abortAfter } = rollout
  return [
    canary &&
      plural(canary, {
        one: '# canary device first, the rest after they succeed',
        other: '# canary devices first, the rest after they succeed',
      }),
    perMinute && t`${perMinute} per minute`,
    abortAboveFailurePercent !== null &&
      (abortAfter
        ? t`aborted when more than ${abortAboveFailurePercent} % fail, looked at after ${abortAfter}`
        : t`aborted when more than ${abortAboveFailurePercent} % fail`),
  ]
    .filter(Boolean)
    .join('; ')
}

const decisions = {
  approve: {
    title: msg`Approve all`,
    doing: msg`You are approving`,
    done: msg`Approved`,
    document: ApproveBulkDocument,
    color: 'indigo',
  },
  reject: {
    title: msg`Reject all`,
    doing: msg`You are rejecting`,
    done: msg`Rejected`,
    document: RejectBulkDocument,
    color: 'red.9',
  },
  pause: {
    title: msg`Pause`,
    doing: msg`You are pausing`,
    done: msg`Paused`,
    document: PauseBulkDocument,
    color: 'indigo',
  },
  resume: {
    title: msg`Resume`,
    doing: msg`You are resuming`,
    done: msg`Resumed`,
    document: ResumeBulkDocument,
    color: 'indigo',
  },
  abort: {
    title: msg`Abort`,
    doing: msg`You are aborting`,
    done: msg`Aborted`,
    document: CancelBulkDocument,
    color: 'red.9',
  },
} as const
type Decision = keyof typeof decisions

interface DecisionsProps {
  readonly bulk: BulkFragment
  readonly mayDecide: boolean
  readonly onDone: () => void
}

/** A decision carries the digest of this bulk, and the service refuses it for anything else. */
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
    <Group gap="xs" className={mayDecide ? 'decide' : ''}>
      {open.map(one => (
        <Button
          key={one}
          variant={one === 'approve' || one === 'resume' ? 'filled' : 'default'}
          onClick={() => setDecision(one)}
          {...(one === 'approve' && { 'data-approve': true, rightSection: <kbd>a</kbd> })}
          {...(one === 'reject' && { 'data-reject': true, rightSection: <kbd>x</kbd> })}
        >
          {i18n._(decisions[one].title)} …
        </Button>
      ))}
      <Modal
        opened={decision !== null}
        onClose={() => setDecision(null)}
        title={
          decision
            ? t`${i18n._(decisions[decision].title)}: ${titleOf(bulk.type)} on ${bulk.total} devices`
            : ''
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

interface ConfirmProps {
  readonly decision: Decision
  readonly bulk: BulkFragment
  readonly onDone: () => void
}

function Confirm({ decision, bulk, onDone }: ConfirmProps) {
  const { title, doing, done, document, color } = decisions[decision]
  const change = useChange(document)
  return (
    <DecisionForm
      digest={bulk.digest}
      button={i18n._(title)}
      done={i18n._(done)}
      color={color}
      expected={decision === 'approve' ? t`${bulk.total} devices` : undefined}
      send={comment => change({ input: { bulkActionId: bulk.id, digest: bulk.digest, comment } })}
      onDone={onDone}
    >
      {i18n._(doing)}: <b>{onDevices(bulk)}</b>
    </DecisionForm>
  )
}
