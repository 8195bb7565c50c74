import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useState } from 'react'
import {
  CreateKeyDocument,
  KeysDocument,
  RevokeKeyDocument,
  type Role,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { ChangeForm } from '../../ui/change-form.tsx'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Failed, Hash, Loading, Page } from '../../ui/parts.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import { titled } from '../../ui/words.ts'

const roles: readonly Role[] = ['VIEWER', 'ANALYST', 'ADMIN', 'AUDITOR', 'INTEGRATION']

export function Keys() {
  const { isAdmin } = useViewer()
  if (!isAdmin)
    return (
      <Empty isPage title={t`For administrators`}>
        <Trans>Administrators create and revoke API keys.</Trans>
      </Empty>
    )
  return <KeyList />
}

function KeyList() {
  const { data, error, isLoading, refresh } = useData(KeysDocument, {})
  const revoke = useChange(RevokeKeyDocument)
  const [isMaking, setMaking] = useState(false)
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  const accounts = data.serviceAccounts
  return (
    <Page
      title={t`API keys`}
      aside={
        <Button onClick={() => setMaking(true)}>
          <Trans>New key …</Trans>
        </Button>
      }
    >
      <div className="panel">
        {accounts.length === 0 ? (
          <Empty title={t`No API keys`}>
            <Trans>
              Integrations use keys. A key has the rights of its roles, as far as its owner has them too.
            </Trans>
          </Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Key</Trans>
                </th>
                <th scope="col">
                  <Trans>Roles</Trans>
                </th>
                <th scope="col">
                  <Trans>Owner</Trans>
                </th>
                <th scope="col">
                  <Trans>Created</Trans>
                </th>
                <th scope="col">
                  <Trans>Expires</Trans>
                </th>
                <th scope="col">
                  <Trans>Last used</Trans>
                </th>
                <th scope="col">
                  <span className="skip">
                    <Trans>Revoke</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {accounts.map(({ id, name, roles, owner, createdAt, expiresAt, lastUsedAt, revokedAt }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td>{roles.map(titled).join(', ')}</td>
                  <td>{owner?.name}</td>
                  <td>
                    <Time at={createdAt} />
                  </td>
                  <td>{expiresAt ? <Time at={expiresAt} /> : t`Never`}</td>
                  <td>{lastUsedAt ? <Ago at={lastUsedAt} /> : t`Never`}</td>
                  <td className="commands">
                    {revokedAt ? (
                      t`Revoked`
                    ) : (
                      <ConfirmButton
                        label={t`Revoke …`}
                        size="compact-xs"
                        title={t`Revoke ${name}`}
                        button={t`Revoke key`}
                        done={t`Revoked`}
                        send={() => revoke({ id })}
                        onDone={refresh}
                      >
                        <Trans>The service refuses this key from now on and ends its connections.</Trans>
                      </ConfirmButton>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal opened={isMaking} onClose={() => setMaking(false)} title={t`New API key`}>
        <NewKey onMade={refresh} />
      </Modal>
    </Page>
  )
}

function NewKey({ onMade }: { readonly onMade: () => void }) {
  const [key, setKey] = useState<string | null>(null)
  const create = useChange(CreateKeyDocument)
  const form = useForm({
    initialValues: { name: '', roles: ['VIEWER'], expiresAt: '' },
    validate: { name: isNotEmpty(t`Required`), roles: isNotEmpty(t`Select at least one role`) },
  })
  if (key)
    return (
      <Stack gap="sm">
        <Text size="sm">
          <Trans>This key is shown only once. The service stores only its hash.</Trans>
        </Text>
        <Hash value={key} name={t`key`} isWhole />
      </Stack>
    )
  return (
    <ChangeForm
      form={form}
      button={t`Create key`}
      done={t`Key created`}
      send={async ({ name, roles, expiresAt }) => {
        const instant = expiresAt ? new Date(expiresAt).toISOString() : null
        const outcome = await create({ input: { name, roles: roles as Role[], expiresAt: instant } })
        if (outcome.ok) setKey(outcome.key)
        return outcome
      }}
      onDone={onMade}
    >
      <TextInput label={t`Name`} withAsterisk data-autofocus {...form.getInputProps('name')} />
      <MultiSelect
        label={t`Roles`}
        data={roles.map(value => ({ value, label: titled(value) }))}
        {...form.getInputProps('roles')}
      />
      <TextInput
        label={t`Expires`}
        type="datetime-local"
        description={t`Leave empty for a key that never expires`}
        {...form.getInputProps('expiresAt')}
      />
    </ChangeForm>
  )
}
