import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useState } from 'react'
import {
  RegisterScriptDocument,
  RetireScriptDocument,
  ScriptBodyDocument,
  type ScriptInterpreter,
  ScriptsDocument,
  type ScriptsQuery,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { ChangeForm } from '../../ui/change-form.tsx'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Failed, Hash, Loading, Page } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { interpreterWords, nameOf } from '../../ui/words.ts'

type Script = ScriptsQuery['scripts']['edges'][number]['node']
const interpreters: readonly ScriptInterpreter[] = ['BASH', 'PYTHON', 'POWERSHELL']

export function Scripts() {
  const { isAdmin, canAudit } = useViewer()
  const { data, error, isLoading, refresh } = useData(ScriptsDocument, { first: 100 })
  const retire = useChange(RetireScriptDocument)
  const [isRegistering, setRegistering] = useState(false)
  const [read, setRead] = useState<Script | null>(null)
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  const scripts = data.scripts.edges.map(({ node }) => node)
  return (
    <Page
      title={t`Scripts`}
      aside={
        isAdmin && (
          <Button onClick={() => setRegistering(true)}>
            <Trans>Register script …</Trans>
          </Button>
        )
      }
    >
      <div className="panel" style={{ overflowX: 'auto' }}>
        {scripts.length === 0 ? (
          <Empty title={t`No scripts`}>
            <Trans>A registered script cannot be changed.</Trans>
          </Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Script</Trans>
                </th>
                <th scope="col">
                  <Trans>Interpreter</Trans>
                </th>
                <th scope="col">
                  <Trans>Destructive</Trans>
                </th>
                <th scope="col">
                  <Trans>Registered</Trans>
                </th>
                <th scope="col">
                  <span className="skip">
                    <Trans>Commands</Trans>
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {scripts.map(script => (
                <tr key={script.id}>
                  <th scope="row">
                    {script.name}
                    <div className="dim" style={{ fontWeight: 400 }}>
                      <Hash value={script.sha256} name="SHA-256" />
                    </div>
                  </th>
                  <td>{interpreterWords[script.interpreter]}</td>
                  <td>{script.destructive ? t`Yes` : t`No`}</td>
                  <td>
                    {nameOf(script.registeredBy)}, <Time at={script.registeredAt} />
                  </td>
                  <td>
                    <div className="commands">
                      {canAudit && (
                        <Button variant="default" size="compact-xs" onClick={() => setRead(script)}>
                          <Trans>View</Trans>
                        </Button>
                      )}
                      {script.retiredAt
                        ? t`Retired`
                        : isAdmin && (
                            <ConfirmButton
                              label={t`Retire …`}
                              size="compact-xs"
                              title={t`Retire ${script.name}`}
                              button={t`Retire script`}
                              done={t`Retired`}
                              send={() => retire({ id: script.id })}
                              onDone={refresh}
                            >
                              <Trans>
                                Nobody can submit this script any more. Submitted actions are not affected.
                              </Trans>
                            </ConfirmButton>
                          )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal opened={read !== null} onClose={() => setRead(null)} title={read?.name} size="xl">
        {read && <Body id={read.id} />}
      </Modal>
      <Modal
        opened={isRegistering}
        onClose={() => setRegistering(false)}
        title={t`Register script`}
        size="xl"
      >
        <Register
          onDone={() => {
            setRegistering(false)
            refresh()
          }}
        />
      </Modal>
    </Page>
  )
}

function Body({ id }: { readonly id: string }) {
  const { data, error, isLoading } = useData(ScriptBodyDocument, { id })
  if (isLoading) return <Loading />
  if (error) return <Failed failure={error} />
  const body = data?.node && 'body' in data.node ? data.node.body : null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section className="json" tabIndex={0} aria-label={t`Script`}>
      <pre>{body ?? t`Your role does not allow reading this script.`}</pre>
    </section>
  )
}

function Register({ onDone }: { readonly onDone: () => void }) {
  const register = useChange(RegisterScriptDocument)
  const form = useForm({
    initialValues: { name: '', interpreter: 'BASH', destructive: true, body: '' },
    validate: { name: isNotEmpty(t`Required`), body: isNotEmpty(t`Required`) },
  })
  return (
    <ChangeForm
      form={form}
      button={t`Register script`}
      done={t`Registered`}
      send={values =>
        register({ input: { ...values, interpreter: values.interpreter as ScriptInterpreter } })
      }
      onDone={onDone}
    >
      <TextInput label={t`Name`} withAsterisk data-autofocus {...form.getInputProps('name')} />
      <Select
        label={t`Interpreter`}
        allowDeselect={false}
        data={interpreters.map(value => ({ value, label: interpreterWords[value] }))}
        {...form.getInputProps('interpreter')}
      />
      <Textarea
        label={t`Script`}
        withAsterisk
        description={t`At most 128 KiB. A registered script cannot be changed, and you cannot run it without another person’s approval`}
        autosize
        minRows={8}
        maxRows={20}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        {...form.getInputProps('body')}
      />
      <Checkbox
        label={t`Destructive (requires approval)`}
        {...form.getInputProps('destructive', { type: 'checkbox' })}
      />
    </ChangeForm>
  )
}
