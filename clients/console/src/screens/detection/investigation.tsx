import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  InvestigationDocument,
  type InvestigationQuery,
  UpdateInvestigationDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { useViewer } from '../../session/viewer.tsx'
import { ActionList } from '../../ui/action-list.tsx'
import { Empty, Failed, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { many, severityTone, titled } from '../../ui/words.ts'
import { toSubmit } from '../submit/to-submit.ts'

const route = getRouteApi('/investigations/$id')

type Details = Extract<NonNullable<InvestigationQuery['node']>, { title: string }>

export function Investigation() {
  const { id } = route.useParams()
  const { data, error, isLoading, refresh } = useData(InvestigationDocument, { id })
  useChanges(() => true, refresh, { every: 1000 })
  if (isLoading) return <Loading />
  const found = data?.node && 'title' in data.node ? (data.node as Details) : null
  if (!found)
    return error ? (
      <Failed isPage failure={error} retry={refresh} />
    ) : (
      <Empty isPage title="No such investigation" />
    )
  const detections = found.detections.edges.map(({ node }) => node)
  return (
    <Page title={found.title} aside={<Commands investigation={found} onDone={refresh} />}>
      <p className="dim" style={{ margin: 0 }}>
        Opened <Time at={found.openedAt} />
        {found.closedAt ? (
          <>
            , closed <Time at={found.closedAt} />
          </>
        ) : (
          ', still open'
        )}
        .{' '}
        <Link to="/movement" search={{ investigation: id }}>
          Lateral movement
        </Link>
      </p>
      <div className="columns">
        <Panel
          title={`Detections: ${detections.length}${found.detections.pageInfo.hasNextPage ? '+' : ''}`}
          bare
        >
          {detections.length === 0 ? (
            <Empty title="No detections">Add some on the Detections screen.</Empty>
          ) : (
            <Detections detections={detections} />
          )}
        </Panel>
        <Panel title={`Actions: ${many(found.actions.totalCount)}`} bare>
          {found.actions.totalCount === 0 ? (
            <Empty title="No actions yet" />
          ) : (
            <>
              <ActionList actions={found.actions.edges.map(({ node }) => node)} label="Actions" />
              {found.actions.totalCount > found.actions.edges.length && (
                <Link to="/history" search={{ investigation: id }} className="row">
                  View all
                </Link>
              )}
            </>
          )}
        </Panel>
      </div>
    </Page>
  )
}

const Detections = ({
  detections,
}: {
  readonly detections: readonly Details['detections']['edges'][number]['node'][]
}) => (
  <ul className="rows" aria-label="Detections">
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
    void save(() => update({ id, input: { closed } }), closed ? 'Closed' : 'Reopened')
  return (
    <>
      <Fault fault={fault} />
      {devices.length > 0 && (
        <Button
          renderRoot={props => (
            <Link {...props} {...toSubmit({ devices, type: 'ISOLATE_DEVICE', investigation: id })} />
          )}
        >
          {devices.length === 1 ? 'Respond …' : `Respond on ${devices.length} devices …`}
        </Button>
      )}
      <Button variant="default" onClick={dialog.open}>
        Rename …
      </Button>
      <Button variant="default" loading={isSaving} onClick={() => close(closedAt === null)}>
        {closedAt ? 'Reopen investigation' : 'Close investigation'}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Rename the investigation">
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
  const [title, setTitle] = useState(present)
  const update = useChange(UpdateInvestigationDocument)
  const { fault, isSaving, save } = useSaving(onDone)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void save(() => update({ id, input: { title: title.trim() } }), 'Renamed')
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Title"
          maxLength={500}
          value={title}
          onChange={event => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        <Fault fault={fault} />
        <Group justify="flex-end">
          <Button type="submit" loading={isSaving} disabled={title.trim() === '' || title.trim() === present}>
            Rename
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
