import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Modal, MultiSelect, Stack, Switch, Text, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useState } from 'react'
import {
  type AuditEventKind,
  CreateWebhookDocument,
  DeleteWebhookDocument,
  TestWebhookDocument,
  UpdateWebhookDocument,
  type WebhookFragment,
  WebhooksDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { ChangeForm } from '../../ui/change-form.tsx'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { notify } from '../../ui/notify.ts'
import { Empty, Failed, Hash, Loading, Page } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { Time } from '../../ui/time.tsx'
import { nameOf, titled } from '../../ui/words.ts'
import { Deliveries } from './webhook-deliveries.tsx'

/** The kinds that receivers ask for most. An empty selection sends all kinds. */
const kinds: readonly AuditEventKind[] = [
  'ACTION_SUBMITTED',
  'ACTION_APPROVED',
  'ACTION_REJECTED',
  'ACTION_STARTED',
  'ACTION_COMPLETED',
  'ACTION_FAILED',
  'ACTION_CANCELLED',
  'VERIFICATION_PASSED',
  'VERIFICATION_FAILED',
  'DETECTION_REPORTED',
  'SETTINGS_CHANGED',
]

export function Webhooks() {
  const { isAdmin } = useViewer()
  if (!isAdmin)
    return (
      <Empty isPage title={t`For administrators`}>
        <Trans>Administrators create and change webhooks.</Trans>
      </Empty>
    )
  return <WebhookList />
}

function WebhookList() {
  const { data, error, isLoading, refresh } = useData(WebhooksDocument, {})
  const update = useChange(UpdateWebhookDocument)
  const { fault, save } = useSaving(refresh)
  const [testFault, setTestFault] = useState<string | null>(null)
  const [isCreating, setCreating] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const [deliveriesOf, setDeliveriesOf] = useState<WebhookFragment | null>(null)
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  return (
    <Page
      title={t`Webhooks`}
      aside={
        <Button onClick={() => setCreating(true)}>
          <Trans>New webhook …</Trans>
        </Button>
      }
    >
      <Fault fault={fault ?? testFault} />
      <div className="panel" style={{ overflowX: 'auto' }}>
        {data.webhooks.length === 0 ? (
          <Empty title={t`No webhooks`}>
            <Trans>A webhook sends ledger events to a URL as signed requests.</Trans>
          </Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Webhook</Trans>
                </th>
                <th scope="col">
                  <Trans>Events</Trans>
                </th>
                <th scope="col">
                  <Trans>Created</Trans>
                </th>
                <th scope="col">
                  <Trans>Enabled</Trans>
                </th>
                <th scope="col">
                  <span className="skip">
                    <Trans>Commands</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.webhooks.map(webhook => (
                <tr key={webhook.id}>
                  <th scope="row">
                    {webhook.name}
                    <div className="dim mono" style={{ fontWeight: 400 }}>
                      {webhook.url}
                    </div>
                    {webhook.disabledReason && (
                      <span className="status" data-tone="bad">
                        {webhook.disabledReason}
                      </span>
                    )}
                  </th>
                  <td>{webhook.kinds.length === 0 ? t`All` : webhook.kinds.map(titled).join(', ')}</td>
                  <td>
                    {nameOf(webhook.createdBy)}, <Time at={webhook.createdAt} />
                  </td>
                  <td>
                    <Switch
                      size="xs"
                      aria-label={t`${webhook.name} is enabled`}
                      checked={webhook.enabled}
                      onChange={event => {
                        const enabled = event.currentTarget.checked
                        void save(() => update({ id: webhook.id, input: { enabled } }))
                      }}
                    />
                  </td>
                  <td>
                    <Commands
                      webhook={webhook}
                      onChanged={refresh}
                      onSecret={setSecret}
                      onFault={setTestFault}
                      onDeliveries={() => setDeliveriesOf(webhook)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal opened={isCreating} onClose={() => setCreating(false)} title={t`New webhook`}>
        <NewWebhook
          onCreated={created => {
            setCreating(false)
            setSecret(created)
            refresh()
          }}
        />
      </Modal>
      <Modal opened={secret !== null} onClose={() => setSecret(null)} title={t`Signing secret`}>
        <Stack gap="sm">
          <Text size="sm">
            <Trans>This secret is shown only once. The receiver verifies signatures with it.</Trans>
          </Text>
          <Hash value={secret ?? ''} name={t`secret`} isWhole />
        </Stack>
      </Modal>
      <Modal
        opened={deliveriesOf !== null}
        onClose={() => setDeliveriesOf(null)}
        title={t`Deliveries: ${deliveriesOf?.name ?? ''}`}
        size="xl"
      >
        {deliveriesOf && <Deliveries id={deliveriesOf.id} />}
      </Modal>
    </Page>
  )
}

interface CommandsProps {
  readonly webhook: WebhookFragment
  readonly onChanged: () => void
  readonly onSecret: (secret: string | null) => void
  readonly onFault: (fault: string | null) => void
  readonly onDeliveries: () => void
}

function Commands({ webhook, onChanged, onSecret, onFault, onDeliveries }: CommandsProps) {
  const { id, name } = webhook
  const update = useChange(UpdateWebhookDocument)
  const remove = useChange(DeleteWebhookDocument)
  const test = useChange(TestWebhookDocument)
  const [isTesting, setTesting] = useState(false)

  async function sendTest() {
    setTesting(true)
    const outcome = await test({ id })
    setTesting(false)
    if (!outcome.ok) return onFault(outcome.error.message)
    onFault(null)
    const { responseStatus, error, milliseconds } = outcome.delivery
    const isAccepted = responseStatus !== null && responseStatus >= 200 && responseStatus < 300
    const message = isAccepted
      ? t`The receiver answered ${responseStatus} in ${milliseconds} ms`
      : error
        ? t`Test failed: ${error}`
        : t`Test failed: the receiver answered ${responseStatus ?? ''}`
    notify(message, isAccepted ? {} : { color: 'red' })
  }

  return (
    <div className="commands">
      <Button variant="default" size="compact-xs" onClick={onDeliveries}>
        <Trans>Deliveries</Trans>
      </Button>
      <Button variant="default" size="compact-xs" loading={isTesting} onClick={() => void sendTest()}>
        <Trans>Send test</Trans>
      </Button>
      <ConfirmButton
        label={t`Rotate secret …`}
        size="compact-xs"
        title={t`Rotate the secret of ${name}`}
        button={t`Rotate secret`}
        done={t`Secret rotated`}
        send={async () => {
          const outcome = await update({ id, input: { rotateSecret: true } })
          if (outcome.ok) onSecret(outcome.secret)
          return outcome
        }}
        onDone={onChanged}
      >
        <Trans>The old secret still signs too for 24 hours.</Trans>
      </ConfirmButton>
      <ConfirmButton
        label={t`Delete …`}
        size="compact-xs"
        title={t`Delete ${name}`}
        button={t`Delete webhook`}
        done={t`Deleted`}
        send={() => remove({ id })}
        onDone={onChanged}
      >
        <Trans>The service stops sending events to this URL.</Trans>
      </ConfirmButton>
    </div>
  )
}

function NewWebhook({ onCreated }: { readonly onCreated: (secret: string | null) => void }) {
  const create = useChange(CreateWebhookDocument)
  const form = useForm({
    initialValues: { name: '', url: '', kinds: [] as string[] },
    validate: {
      name: isNotEmpty(t`Required`),
      url: url => (URL.canParse(url) ? null : t`Must be a URL such as https://example.com/hook`),
    },
  })
  return (
    <ChangeForm
      form={form}
      button={t`Create webhook`}
      done={t`Webhook created`}
      send={async ({ name, url, kinds }) => {
        const outcome = await create({ input: { name, url, kinds: kinds as AuditEventKind[] } })
        if (outcome.ok) onCreated(outcome.secret)
        return outcome
      }}
      onDone={() => {}}
    >
      <TextInput label={t`Name`} withAsterisk data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t`URL`} withAsterisk placeholder={t`https://`} {...form.getInputProps('url')} />
      <MultiSelect
        label={t`Events`}
        description={t`Leave empty for all events`}
        searchable
        data={kinds.map(value => ({ value, label: titled(value) }))}
        {...form.getInputProps('kinds')}
      />
    </ChangeForm>
  )
}
