import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Select, Stack, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import {
  type ActionType,
  ActionTypesDocument,
  type SubmitActionInput,
  SubmitBulkDocument,
  SubmitDocument,
} from '../../../generated/documents.ts'
import { type Refused, useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { actionTypes, titleOf } from '../../ui/action-catalog.ts'
import { notify } from '../../ui/notify.ts'
import { Empty, Page, Panel } from '../../ui/parts.tsx'
import { useNamed } from './device-names.ts'
import { DevicePicker } from './device-picker.tsx'
import { FieldInput } from './field-input.tsx'
import { faultsOf, fieldsOf, forms, justificationFault, type Values } from './fields.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { atOnce, RolloutFields, rolloutOf } from './rollout-fields.tsx'
import { SendPanel } from './send-panel.tsx'
import { Subject } from './subject.tsx'
import { toSubmit } from './to-submit.ts'
import { usePreview } from './use-preview.ts'

const route = getRouteApi('/submit')

const ends = () => [
  { value: '', label: t`Until undone` },
  { value: '3600', label: t`1 hour` },
  { value: '28800', label: t`8 hours` },
  { value: '86400', label: t`1 day` },
  { value: '604800', label: t`7 days` },
]

const noDevices: readonly string[] = []

export function Submit() {
  const { canAct } = useViewer()
  if (!canAct)
    return (
      <Empty isPage title={t`Read-only access`}>
        <Trans>Only analysts and administrators can submit actions.</Trans>
      </Empty>
    )
  return <SubmitForm />
}

function SubmitForm() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const many = useLocation({ select: ({ state }) => state.devices })
  const devices = search.devices ?? many ?? noDevices
  const isBulk = devices.length > 1
  const type = actionTypes().find(one => one === search.type) ?? 'KILL_PROCESS'
  const { data: catalog } = useData(ActionTypesDocument, {})
  const named = useNamed(devices)
  const [isTouched, setTouched] = useState(false)
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const form = useForm({
    initialValues: {
      values: (search.values ?? {}) as Values,
      justification: '',
      effectFor: '',
      rollout: atOnce,
    },
    onValuesChange: () => setRefusal(null),
  })
  const { values, justification, effectFor, rollout } = form.values
  const submit = useChange(SubmitDocument)
  const submitBulk = useChange(SubmitBulkDocument)
  // The same content keeps its key, so that a retry never submits twice.
  const keyed = useRef({ content: '', key: '' })

  const { toInput, hasEnd } = forms[type]
  const fields = fieldsOf(type, isBulk)
  const faults = faultsOf(fields, values)
  const whyFault = justificationFault(justification)
  const isAboutPerson = type === 'FORCE_PASSWORD_RESET' && Boolean(values['personId'])
  const hasTarget = devices.length > 0 || isAboutPerson
  const isWhole = Object.keys(faults).length === 0 && whyFault === null && hasTarget
  const content = {
    action: toInput(values),
    justification: justification.trim(),
    ...(search.detection && { detectionId: search.detection }),
    ...(search.investigation && { investigationId: search.investigation }),
    ...(hasEnd && effectFor && { effectFor: Number(effectFor) }),
  }
  const input: SubmitActionInput | null = isWhole ? { deviceId: devices[0] ?? null, ...content } : null
  const preview = usePreview(input)
  const refused = refusal ?? preview?.refusal ?? null
  const blamed = refused?.path?.at(-1)
  const info = catalog?.actionTypes.find(one => one.type === type)
  const isDestructive = preview?.destructive ?? info?.destructive ?? false
  const target = isBulk
    ? t`${devices.length} devices`
    : (named?.[0]?.hostname ?? (isAboutPerson ? t`password` : ''))

  const edited =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setRefusal(null)
      set(value)
    }
  const faultOf = (name: string, present = Boolean(values[name])): string | null => {
    if (blamed === name) return refused?.message ?? null
    return faults[name] && (isTouched || present) ? faults[name] : null
  }

  async function send() {
    if (!input) return
    const whole = isBulk ? { deviceIds: [...devices], ...content, rollout: rolloutOf(rollout) } : input
    const text = JSON.stringify(whole)
    if (keyed.current.content !== text) keyed.current = { content: text, key: crypto.randomUUID() }
    const idempotencyKey = keyed.current.key
    setSending(true)
    const outcome =
      'deviceIds' in whole
        ? await submitBulk({ input: { ...whole, idempotencyKey } })
        : await submit({ input: { ...whole, idempotencyKey } })
    setSending(false)
    if (!outcome.ok) return setRefusal(outcome.error)
    notify(t`Submitted: ${titleOf(type)}, ${target}`)
    if ('action' in outcome) await navigate({ to: '/actions/$id', params: { id: outcome.action.id } })
    else await navigate({ to: '/bulks/$id', params: { id: outcome.bulkAction.id } })
  }

  return (
    <Page title={isBulk ? t`Submit on ${devices.length} devices` : t`Submit an action`}>
      <form
        className="columns"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          setTouched(true)
          if (isWhole && preview && !preview.refusal) void send()
        }}
      >
        <Panel title={t`Action`}>
          <Stack gap="sm">
            {[search.detection, search.investigation].map(id => id && <Subject key={id} id={id} />)}
            <DevicePicker
              value={devices}
              named={named ?? []}
              error={
                isTouched && !hasTarget
                  ? t`Required`
                  : blamed?.startsWith('deviceId')
                    ? (refused?.message ?? null)
                    : null
              }
              onChange={edited(
                ids => void navigate({ ...toSubmit({ ...search, type, devices: ids }), replace: true }),
              )}
            />
            <Select
              label={t`Action`}
              allowDeselect={false}
              data={(catalog?.actionTypes ?? []).map(one => ({
                value: one.type,
                label: titleOf(one.type),
              }))}
              value={type}
              onChange={edited(next => {
                form.setFieldValue('values', {})
                void navigate({
                  search: ({ values: _, ...before }) => ({ ...before, type: (next ?? type) as ActionType }),
                  state: true,
                  replace: true,
                })
              })}
            />
            {fields.map(field => (
              <FieldInput
                key={`${type}.${field.name}`}
                field={field}
                value={values[field.name] ?? ''}
                error={faultOf(field.name)}
                onChange={value => form.setFieldValue('values', { ...values, [field.name]: value })}
              />
            ))}
            {hasEnd && (
              <Select
                label={t`Duration`}
                allowDeselect={false}
                data={ends()}
                {...form.getInputProps('effectFor')}
              />
            )}
            {isBulk && (
              <RolloutFields
                value={rollout}
                faultOf={name => faultOf(name)}
                onChange={next => form.setFieldValue('rollout', next)}
              />
            )}
            <Textarea
              label={t`Justification`}
              withAsterisk
              description={t`Approvers and auditors read this`}
              autosize
              minRows={3}
              {...form.getInputProps('justification')}
              error={blamed === 'justification' ? refused?.message : (isTouched || justification) && whyFault}
            />
          </Stack>
        </Panel>
        <Stack gap="sm">
          <PreviewPanel preview={preview} info={info} isWhole={isWhole} devices={devices.length} />
          <SendPanel
            key={target}
            target={target}
            isDestructive={isDestructive}
            needsApproval={(preview?.approvalsRequired ?? 0) > 0}
            isChecking={isWhole && preview === null}
            isReady={preview !== null && preview.refusal === null}
            isSending={isSending}
            isTouched={isTouched}
            refusal={refusal}
          />
        </Stack>
      </form>
    </Page>
  )
}
