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
      <Empty isPage title="For administrators">
        Administrators create and revoke API keys.
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
    <Page title="API keys" aside={<Button onClick={() => setMaking(true)}>New key …</Button>}>
      <div className="panel">
        {accounts.length === 0 ? (
          <Empty title="No API keys">
            Integrations use keys. A key has the rights of its roles, as far as its owner has them too.
          </Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Roles</th>
                <th scope="col">Owner</th>
                <th scope="col">Created</th>
                <th scope="col">Expires</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="skip">Revoke</span>
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
                  <td>{expiresAt ? <Time at={expiresAt} /> : 'Never'}</td>
                  <td>{lastUsedAt ? <Ago at={lastUsedAt} /> : 'Never'}</td>
                  <td className="commands">
                    {revokedAt ? (
                      'Revoked'
                    ) : (
                      <ConfirmButton
                        label="Revoke …"
                        size="compact-xs"
                        title={`Revoke ${name}`}
                        button="Revoke key"
                        done="Revoked"
                        send={() => revoke({ id })}
                        onDone={refresh}
                      >
                        The service refuses this key from now on and ends its connections.
                      </ConfirmButton>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal opened={isMaking} onClose={() => setMaking(false)} title="New API key">
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
    validate: { name: isNotEmpty('Required'), roles: isNotEmpty('Select at least one role') },
  })
  if (key)
    return (
      <Stack gap="sm">
        <Text size="sm">This key is shown only once. The service stores only its hash.</Text>
        <Hash value={key} name="key" isWhole />
      </Stack>
    )
  return (
    <ChangeForm
      form={form}
      button="Create key"
      done="Key created"
      send={async ({ name, roles, expiresAt }) => {
        const instant = expiresAt ? new Date(expiresAt).toISOString() : null
        const outcome = await create({ input: { name, roles: roles as Role[], expiresAt: instant } })
        if (outcome.ok) setKey(outcome.key)
        return outcome
      }}
      onDone={onMade}
    >
      <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
      <MultiSelect
        label="Roles"
        data={roles.map(value => ({ value, label: titled(value) }))}
        {...form.getInputProps('roles')}
      />
      <TextInput
        label="Expires"
        type="datetime-local"
        description="Leave empty for a key that never expires"
        {...form.getInputProps('expiresAt')}
      />
    </ChangeForm>
  )
}
