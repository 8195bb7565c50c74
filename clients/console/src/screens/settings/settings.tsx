import { Button, Checkbox, Group, NumberInput, Stack } from '@mantine/core'
import { useState } from 'react'
import {
  type SettingsFragment,
  SettingsPageDocument,
  type SettingsPageQuery,
  UpdateApprovalsDocument,
  UpdateTimesDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { Failed, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { duration } from '../../ui/words.ts'
import { EnrolmentTokens } from '../device/enrolment-tokens.tsx'
import { AutoResponse } from './auto-response.tsx'
import { PendingChanges, savedWords } from './pending-changes.tsx'

export function Settings() {
  const { isAdmin } = useViewer()
  const { data, error, isLoading, refresh } = useData(SettingsPageDocument, {})
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  const { responseSettings: settings, actionTypes } = data
  return (
    <Page title="Settings">
      {!isAdmin && <div className="notice">Only administrators can change settings.</div>}
      <PendingChanges changes={settings.pendingChanges} onDecided={refresh} />
      <div className="columns">
        <Approvals
          key={JSON.stringify(settings)}
          settings={settings}
          types={actionTypes}
          isAdmin={isAdmin}
          onSaved={refresh}
        />
        <Stack gap="sm">
          <Times key={JSON.stringify(settings)} settings={settings} isAdmin={isAdmin} onSaved={refresh} />
          <AutoResponse
            key={JSON.stringify(settings.autoResponse)}
            settings={settings.autoResponse}
            isAdmin={isAdmin}
            onSaved={refresh}
          />
          {isAdmin && <EnrolmentTokens />}
        </Stack>
      </div>
    </Page>
  )
}

interface PartProps {
  readonly settings: SettingsFragment
  readonly isAdmin: boolean
  readonly onSaved: () => void
}

/** Approvals that each type requires. Pending actions keep the requirement that they were submitted with. */
function Approvals({
  settings,
  types,
  isAdmin,
  onSaved,
}: PartProps & { readonly types: SettingsPageQuery['actionTypes'] }) {
  const [requirements, setRequirements] = useState(settings.approvalRequirements)
  const update = useChange(UpdateApprovalsDocument)
  const { fault, isSaving, save } = useSaving(onSaved)
  const set = (type: string, changed: object) =>
    setRequirements(before => before.map(one => (one.type === type ? { ...one, ...changed } : one)))
  const changed = requirements.filter((one, index) => one !== settings.approvalRequirements[index])
  const isDestructive = new Map(types.map(({ type, destructive }) => [type, destructive]))
  return (
    <Panel title="Approvals" bare>
      <table className="grid-table">
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">Requires approval</th>
            <th scope="col">Approvals</th>
          </tr>
        </thead>
        <tbody>
          {requirements.map(({ type, required, approvals }) => (
            <tr key={type}>
              <th scope="row">
                {titleOf(type)}
                {isDestructive.get(type) && <span className="dim"> · destructive</span>}
              </th>
              <td>
                <Checkbox
                  aria-label={`${titleOf(type)} requires approval`}
                  disabled={!isAdmin}
                  checked={required}
                  onChange={event => set(type, { required: event.currentTarget.checked })}
                />
              </td>
              <td>
                <NumberInput
                  aria-label={`Number of approvals for ${titleOf(type)}`}
                  w={70}
                  size="xs"
                  min={1}
                  max={5}
                  allowDecimal={false}
                  disabled={!isAdmin || !required}
                  value={approvals}
                  onChange={value => set(type, { approvals: Number(value) })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isAdmin && (
        <Group p="sm">
          <Button
            disabled={changed.length === 0}
            loading={isSaving}
            onClick={() =>
              void save(
                () =>
                  update({
                    input: {
                      requirements: changed.map(({ type, required, approvals }) => ({
                        type,
                        required,
                        approvals,
                      })),
                    },
                  }),
                savedWords,
              )
            }
          >
            Save
          </Button>
          <Fault fault={fault} />
        </Group>
      )}
    </Panel>
  )
}

const times = [
  ['verificationDelay', 'Verification delay', 'Seconds between completion and verification, 1 to 3600'],
  ['queueTimeout', 'Queue timeout', 'Seconds that a queued action waits for its device, 10 to 2592000'],
  ['approvalTimeout', 'Approval timeout', 'Seconds that an action waits for approval, 60 to 2592000'],
] as const

function Times({ settings, isAdmin, onSaved }: PartProps) {
  const { verificationDelay, queueTimeout, approvalTimeout } = settings
  const [values, setValues] = useState({ verificationDelay, queueTimeout, approvalTimeout })
  const update = useChange(UpdateTimesDocument)
  const { fault, isSaving, save } = useSaving(onSaved)
  const isChanged = times.some(([name]) => values[name] !== settings[name])
  return (
    <Panel title="Timeouts">
      <Stack gap="sm">
        {times.map(([name, label, hint]) => (
          <NumberInput
            key={name}
            label={`${label}: ${duration(values[name])}`}
            description={hint}
            allowDecimal={false}
            disabled={!isAdmin}
            value={values[name]}
            onChange={value => setValues(before => ({ ...before, [name]: Number(value) }))}
          />
        ))}
        {isAdmin && (
          <Group>
            <Button
              disabled={!isChanged}
              loading={isSaving}
              onClick={() => void save(() => update({ input: values }))}
            >
              Save
            </Button>
            <Fault fault={fault} />
          </Group>
        )}
      </Stack>
    </Panel>
  )
}
