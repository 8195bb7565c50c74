import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { getRouteApi } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import {
  type ActionType,
  ActionTypesDocument,
  type SubmitActionInput,
  SubmitDocument,
} from '../../generated/documents.ts'
import { type Failure, useChange, useData } from '../api/use-data.ts'
import { useViewer } from '../session/viewer.tsx'
import { DevicePicker, useNamed } from '../submit/device-picker.tsx'
import { FieldInput } from '../submit/field-input.tsx'
import { faultsOf, forms, justificationFault, type Values } from '../submit/fields.ts'
import { PreviewPanel } from '../submit/preview-panel.tsx'
import { usePreview } from '../submit/use-preview.ts'
import { Empty, Page, Panel } from '../ui/parts.tsx'
import { actionTypes, typeWords } from '../ui/words.ts'

const route = getRouteApi('/submit')

const ends: readonly (readonly [seconds: string, label: string])[] = [
  ['', 'until somebody undoes it'],
  ['3600', 'for 1 hour'],
  ['28800', 'for 8 hours'],
  ['86400', 'for 1 day'],
  ['604800', 'for 7 days'],
]

export function Submit() {
  const { canAct } = useViewer()
  if (!canAct)
    return <Empty title="You may look, not act">Submitting is for analysts and administrators.</Empty>
  return <SubmitForm />
}

function SubmitForm() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const devices = search.devices ?? []
  const type = actionTypes.find(one => one === search.type) ?? 'KILL_PROCESS'
  const { data: catalog } = useData(ActionTypesDocument, {})
  const named = useNamed(devices)
  const [values, setValues] = useState<Values>({})
  const [justification, setJustification] = useState('')
  const [effectFor, setEffectFor] = useState('')
  const [typedName, setTypedName] = useState('')
  const [isTouched, setTouched] = useState(false)
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<(Failure & { readonly path?: readonly string[] | null }) | null>(
    null,
  )
  const submit = useChange(SubmitDocument)
  // The same content has the same key, so that "try again" never does it twice.
  const keyed = useRef({ content: '', key: '' })

  const { fields, toInput, hasEnd } = forms[type]
  const faults = faultsOf(fields, values)
  const whyFault = justificationFault(justification)
  const isWhole = Object.keys(faults).length === 0 && whyFault === null && devices.length > 0
  const input: SubmitActionInput | null = isWhole
    ? {
        deviceId: devices[0] ?? null,
        action: toInput(values),
        justification: justification.trim(),
        ...(search.detection && { detectionId: search.detection }),
        ...(hasEnd && effectFor && { effectFor: Number(effectFor) }),
      }
    : null
  const preview = usePreview(input)
  const refused = refusal ?? preview?.refusal ?? null
  const blamed = refused?.path?.at(-1)

  const target = named?.[0]?.hostname ?? ''
  const needsName =
    preview?.destructive ?? catalog?.actionTypes.find(one => one.type === type)?.destructive ?? false
  const isConfirmed = !needsName || (target !== '' && typedName.trim() === target)
  const isReady = input !== null && preview !== null && preview.refusal === null && isConfirmed

  const change = (name: string) => (value: string) => {
    setRefusal(null)
    setValues(before => ({ ...before, [name]: value }))
  }
  const faultOf = (name: string): string | null => {
    if (blamed === name) return refused?.message ?? null
    const fault = faults[name]
    return fault && (isTouched || values[name]) ? fault : null
  }

  async function send() {
    setTouched(true)
    if (!input || !isReady) return
    const content = JSON.stringify(input)
    if (keyed.current.content !== content) keyed.current = { content, key: crypto.randomUUID() }
    setSending(true)
    const outcome = await submit({ input: { ...input, idempotencyKey: keyed.current.key } })
    setSending(false)
    if (!outcome.ok) return setRefusal(outcome.error)
    notifications.show({ message: `Submitted: ${typeWords[type]} on ${target}`, autoClose: 3000 })
    await navigate({ to: '/actions/$id', params: { id: outcome.action.id } })
  }

  return (
    <Page title="Submit an action">
      <form
        className="columns"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void send()
        }}
      >
        <Panel title="What">
          <Stack gap="sm">
            <DevicePicker
              value={devices}
              named={named ?? []}
              most={1}
              error={
                isTouched && devices.length === 0
                  ? 'Needed'
                  : blamed === 'deviceId'
                    ? (refused?.message ?? null)
                    : null
              }
              onChange={ids => {
                setRefusal(null)
                setTypedName('')
                void navigate({ search: before => ({ ...before, devices: ids }), replace: true })
              }}
            />
            <Select
              label="Action"
              allowDeselect={false}
              data={(catalog?.actionTypes ?? []).map(one => ({
                value: one.type,
                label: typeWords[one.type],
              }))}
              value={type}
              onChange={next => {
                setRefusal(null)
                setValues({})
                void navigate({
                  search: before => ({ ...before, type: (next ?? type) as ActionType }),
                  replace: true,
                })
              }}
            />
            {fields.map(field => (
              <FieldInput
                key={`${type}.${field.name}`}
                field={field}
                value={values[field.name] ?? ''}
                error={faultOf(field.name)}
                onChange={change(field.name)}
              />
            ))}
            {hasEnd && (
              <Select
                label="How long"
                allowDeselect={false}
                data={ends.map(([value, label]) => ({ value, label }))}
                value={effectFor}
                onChange={next => setEffectFor(next ?? '')}
              />
            )}
            <Textarea
              label="Why"
              withAsterisk
              description="Whoever approves it reads this, and so does the auditor"
              autosize
              minRows={3}
              value={justification}
              error={
                blamed === 'justification'
                  ? refused?.message
                  : whyFault && (isTouched || justification)
                    ? whyFault
                    : null
              }
              onChange={event => {
                setRefusal(null)
                setJustification(event.currentTarget.value)
              }}
            />
          </Stack>
        </Panel>
        <Stack gap="sm">
          <PreviewPanel
            preview={preview}
            info={catalog?.actionTypes.find(one => one.type === type)}
            isWhole={isWhole}
          />
          <Panel title="Submit">
            <Stack gap="sm">
              {needsName && (
                <TextInput
                  label={
                    <>
                      Type <span className="mono">{target || 'the host name'}</span> to confirm
                    </>
                  }
                  description="It takes something away from people"
                  autoComplete="off"
                  spellCheck={false}
                  value={typedName}
                  onChange={event => setTypedName(event.currentTarget.value)}
                />
              )}
              {refusal && <Refused refusal={refusal} />}
              <Group>
                <Button
                  type="submit"
                  color={needsName ? 'red.9' : 'indigo'}
                  loading={isSending}
                  disabled={isTouched && !isReady}
                >
                  {refusal?.code === 'NETWORK'
                    ? 'Try again'
                    : (preview?.approvalsRequired ?? 0) > 0
                      ? 'Submit for approval'
                      : 'Submit'}
                </Button>
              </Group>
            </Stack>
          </Panel>
        </Stack>
      </form>
    </Page>
  )
}

const Refused = ({ refusal }: { readonly refusal: Failure }) => (
  <div className="notice" data-tone="bad" role="alert">
    <Text size="sm">
      {refusal.code === 'NETWORK'
        ? 'It is not known whether this arrived. Try again: it is done once, however often you ask.'
        : refusal.message}
    </Text>
  </div>
)
