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
      title="Scripts"
      aside={isAdmin && <Button onClick={() => setRegistering(true)}>Register script …</Button>}
    >
      <div className="panel" style={{ overflowX: 'auto' }}>
        {scripts.length === 0 ? (
          <Empty title="No scripts">A registered script cannot be changed.</Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">Script</th>
                <th scope="col">Interpreter</th>
                <th scope="col">Destructive</th>
                <th scope="col">Registered</th>
                <th scope="col">
                  <span className="skip">Commands</span>
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
                  <td>{script.destructive ? 'Yes' : 'No'}</td>
                  <td>
                    {nameOf(script.registeredBy)}, <Time at={script.registeredAt} />
                  </td>
                  <td>
                    <div className="commands">
                      {canAudit && (
                        <Button variant="default" size="compact-xs" onClick={() => setRead(script)}>
                          View
                        </Button>
                      )}
                      {script.retiredAt
                        ? 'Retired'
                        : isAdmin && (
                            <ConfirmButton
                              label="Retire …"
                              size="compact-xs"
                              title={`Retire ${script.name}`}
                              button="Retire script"
                              done="Retired"
                              send={() => retire({ id: script.id })}
                              onDone={refresh}
                            >
                              Nobody can submit this script any more. Submitted actions are not affected.
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
      <Modal opened={isRegistering} onClose={() => setRegistering(false)} title="Register script" size="xl">
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
    <section className="json" tabIndex={0} aria-label="Script">
      <pre>{body ?? 'Your role does not allow reading this script.'}</pre>
    </section>
  )
}

function Register({ onDone }: { readonly onDone: () => void }) {
  const register = useChange(RegisterScriptDocument)
  const form = useForm({
    initialValues: { name: '', interpreter: 'BASH', destructive: true, body: '' },
    validate: { name: isNotEmpty('Required'), body: isNotEmpty('Required') },
  })
  return (
    <ChangeForm
      form={form}
      button="Register script"
      done="Registered"
      send={values =>
        register({ input: { ...values, interpreter: values.interpreter as ScriptInterpreter } })
      }
      onDone={onDone}
    >
      <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
      <Select
        label="Interpreter"
        allowDeselect={false}
        data={interpreters.map(value => ({ value, label: interpreterWords[value] }))}
        {...form.getInputProps('interpreter')}
      />
      <Textarea
        label="Script"
        withAsterisk
        description="At most 128 KiB. A registered script cannot be changed, and you cannot run it without another person’s approval"
        autosize
        minRows={8}
        maxRows={20}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        {...form.getInputProps('body')}
      />
      <Checkbox
        label="Destructive (requires approval)"
        {...form.getInputProps('destructive', { type: 'checkbox' })}
      />
    </ChangeForm>
  )
}
