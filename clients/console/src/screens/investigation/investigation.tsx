import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Modal, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi, Link } from '@tanstack/react-router'
import {
  InvestigationDocument,
  type InvestigationQuery,
  LateralMovementDocument,
  ReportedDocument,
  type TimedDetectionFragment,
  UpdateInvestigationDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useViewer } from '../../session/viewer.tsx'
import { ActionList } from '../../ui/action-list.tsx'
import { ChangeForm } from '../../ui/change-form.tsx'
import { Empty, Failed, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { many, severityTone, titled } from '../../ui/words.ts'
import { toSubmit } from '../submit/to-submit.ts'
import { momentsOf } from '../time-line/moments.ts'
import { MomentLine } from '../time-line/time-line.tsx'
import { EvidenceButton } from './evidence-button.tsx'
import { MovementBoard } from './movement-board.tsx'

const route = getRouteApi('/investigations/$id')

type Details = Extract<NonNullable<InvestigationQuery['node']>, { title: string }>

export function Investigation() {
  const { id } = route.useParams()
  const { data, error, isLoading, refresh } = useData(InvestigationDocument, { id })
  const movement = useData(LateralMovementDocument, { investigationId: id, since: null })
  useChanges(
    () => true,
    () => {
      refresh()
      movement.refresh()
    },
    { every: 1000 },
  )
  useSubscription(ReportedDocument, {}, refresh)
  if (isLoading) return <Loading />
  const found = data?.node && 'title' in data.node ? (data.node as Details) : null
  if (!found)
    return error ? (
      <Failed isPage failure={error} retry={refresh} />
    ) : (
      <Empty isPage title={t`No such investigation`} />
    )
  const graph = movement.data?.lateralMovement
  const detections = found.detections.edges.map(({ node }) => node)
  const actions = found.actions.edges.map(({ node }) => node)
  const moments = momentsOf({
    detections,
    actions,
    movements: graph?.movements ?? [],
    names: new Map(graph?.devices.map(({ id, hostname }) => [id, hostname])),
    drifts: (graph?.devices ?? []).flatMap(({ hostname, drift }) =>
      drift.map(one => ({ hostname, drift: one })),
    ),
  })
  const isPart = found.actions.totalCount > actions.length
  const shownCount = `${i18n.number(detections.length)}${found.detections.pageInfo.hasNextPage ? '+' : ''}`
  return (
    <Page
      title={found.title}
      aside={
        <>
          <Commands investigation={found} onDone={refresh} />
          <EvidenceButton investigation={found} moments={moments} />
        </>
      }
    >
      <p className="dim" style={{ margin: 0 }}>
        <Trans>
          Opened <Time at={found.openedAt} />.
        </Trans>{' '}
        {found.closedAt ? (
          <Trans>
            Closed <Time at={found.closedAt} />.
          </Trans>
        ) : (
          t`Still open.`
        )}{' '}
        {t`${shownCount} detections`},{' '}
        <Link to="/history" search={{ investigation: id }}>
          {t`${many(found.actions.totalCount)} actions`}
        </Link>
      </p>
      {graph && graph.devices.length > 0 && (
        <MovementBoard
          key={graph.devices.map(one => one.id).join()}
          graph={graph}
          investigation={id}
          onChanged={refresh}
        />
      )}
      <div className="columns">
        <MomentLine
          title={t`Timeline`}
          moments={moments}
          note={isPart && t`Shows the latest ${actions.length} of ${many(found.actions.totalCount)} actions.`}
        />
        <div style={{ display: 'grid', gap: '0.75rem' }}>
          <Panel title={t`Detections: ${shownCount}`} bare>
            {detections.length === 0 ? (
              <Empty title={t`No detections`}>
                <Trans>Add some on the Detections screen.</Trans>
              </Empty>
            ) : (
              <Detections detections={detections} />
            )}
          </Panel>
          <Panel title={t`Actions: ${many(found.actions.totalCount)}`} bare>
            {actions.length === 0 ? (
              <Empty title={t`No actions yet`} />
            ) : (
              <>
                <ActionList actions={actions.slice(0, shown)} label={t`Actions`} />
                {found.actions.totalCount > shown && (
                  <Link to="/history" search={{ investigation: id }} className="row">
                    <Trans>View all {many(found.actions.totalCount)} actions</Trans>
                  </Link>
                )}
              </>
            )}
          </Panel>
        </div>
      </div>
    </Page>
  )
}

/** Actions to list beside the time line. */
const shown = 8

const Detections = ({ detections }: { readonly detections: readonly TimedDetectionFragment[] }) => (
  <ul className="rows" aria-label={t`Detections`}>
    {detections.map(({ id, title, severity, technique, firedAt, device }) => (
      <li key={id}>
        <Link to="/detections/$id" params={{ id }} className="row action-row" data-keyboard-item>
          <b className="clip">{title}</b>
          <span className="status" data-tone={severityTone[severity]}>
            {titled(severity)}
          </span>
          <span className="clip mono">
            {device.hostname} <span className="dim">{technique}</span>
          </span>
          <span className="dim">
            <Ago at={firedAt} />
          </span>
        </Link>
      </li>
    ))}
  </ul>
)

function Commands({
  investigation,
  onDone,
}: {
  readonly investigation: Details
  readonly onDone: () => void
}) {
  const { canAct } = useViewer()
  const [isOpen, dialog] = useDisclosure(false)
  const update = useChange(UpdateInvestigationDocument)
  const { fault, isSaving, save } = useSaving(onDone)
  if (!canAct) return null
  const { id, title, closedAt, detections } = investigation
  const devices = [...new Set(detections.edges.map(({ node }) => node.device.id))]
  const close = (closed: boolean) =>
    void save(() => update({ id, input: { closed } }), closed ? t`Closed` : t`Reopened`)
  return (
    <>
      <Fault fault={fault} />
      {devices.length > 0 && (
        <Button
          renderRoot={props => (
            <Link {...props} {...toSubmit({ devices, type: 'ISOLATE_DEVICE', investigation: id })} />
          )}
        >
          {devices.length === 1 ? t`Respond …` : t`Respond on ${devices.length} devices …`}
        </Button>
      )}
      <Button variant="default" onClick={dialog.open}>
        <Trans>Rename …</Trans>
      </Button>
      <Button variant="default" loading={isSaving} onClick={() => close(closedAt === null)}>
        {closedAt ? t`Reopen investigation` : t`Close investigation`}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Rename the investigation`}>
        <Rename
          id={id}
          present={title}
          onDone={() => {
            dialog.close()
            onDone()
          }}
        />
      </Modal>
    </>
  )
}

interface RenameProps {
  readonly id: string
  readonly present: string
  readonly onDone: () => void
}

function Rename({ id, present, onDone }: RenameProps) {
  const update = useChange(UpdateInvestigationDocument)
  const form = useForm({ initialValues: { title: present }, validate: { title: isNotEmpty(t`Required`) } })
  return (
    <ChangeForm
      form={form}
      button={t`Rename`}
      done={t`Renamed`}
      isDisabled={!form.isDirty()}
      send={({ title }) => update({ id, input: { title: title.trim() } })}
      onDone={onDone}
    >
      <TextInput label={t`Title`} maxLength={500} data-autofocus {...form.getInputProps('title')} />
    </ChangeForm>
  )
}
