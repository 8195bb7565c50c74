import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import {
  type ActionType,
  CreateRuleDocument,
  DeleteRuleDocument,
  type ResponseRuleInput,
  RulesDocument,
  type RulesQuery,
  type Severity,
  UpdateRuleDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { severities, titled } from '../../ui/words.ts'

type Rule = RulesQuery['responseRules'][number]

/** Types whose parameters a detection can provide. */
const possible: readonly ActionType[] = [
  'ISOLATE_DEVICE',
  'KILL_PROCESS',
  'QUARANTINE_FILE',
  'COLLECT_FORENSICS',
  'RESET_USER_SESSION',
  'FORCE_PASSWORD_RESET',
]
const newRule: ResponseRuleInput = {
  name: '',
  enabled: true,
  severities: ['CRITICAL'],
  techniques: [],
  titleContains: null,
  action: 'COLLECT_FORENSICS',
}
const inputOf = ({
  name,
  enabled,
  severities,
  techniques,
  titleContains,
  action,
}: Rule): ResponseRuleInput => ({
  name,
  enabled,
  severities,
  techniques,
  titleContains,
  action,
})

export function Rules() {
  const { isAdmin } = useViewer()
  const { data, error, isLoading, refresh } = useData(RulesDocument, {})
  const update = useChange(UpdateRuleDocument)
  const remove = useChange(DeleteRuleDocument)
  const { fault, save } = useSaving(refresh)
  /** Null: no dialog; without an id: a new rule. */
  const [edited, setEdited] = useState<{
    readonly id: string | null
    readonly input: ResponseRuleInput
  } | null>(null)
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  const rules = data.responseRules
  return (
    <Page
      title="Response rules"
      aside={isAdmin && <Button onClick={() => setEdited({ id: null, input: newRule })}>New rule …</Button>}
    >
      <Fault fault={fault} />
      <div className="panel">
        {rules.length === 0 ? (
          <Empty title="No response rules">
            A rule submits an action when a detection matches. Approval requirements still apply.
          </Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col">Condition</th>
                <th scope="col">Action</th>
                <th scope="col">Enabled</th>
                <th scope="col">
                  <span className="skip">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rules.map(rule => (
                <tr key={rule.id}>
                  <th scope="row">{rule.name}</th>
                  <td>{whenOf(rule)}</td>
                  <td className="nowrap">{titleOf(rule.action)}</td>
                  <td>
                    <Switch
                      aria-label={`${rule.name} is enabled`}
                      size="xs"
                      disabled={!isAdmin}
                      checked={rule.enabled}
                      onChange={event => {
                        const input = { ...inputOf(rule), enabled: event.currentTarget.checked }
                        void save(() => update({ id: rule.id, input }))
                      }}
                    />
                  </td>
                  <td>
                    {isAdmin && (
                      <div className="commands">
                        <Button
                          variant="default"
                          size="compact-xs"
                          onClick={() => setEdited({ id: rule.id, input: inputOf(rule) })}
                        >
                          Edit …
                        </Button>
                        <ConfirmButton
                          label="Delete …"
                          size="compact-xs"
                          title={`Delete ${rule.name}`}
                          button="Delete rule"
                          done="Deleted"
                          send={() => remove({ id: rule.id })}
                          onDone={refresh}
                        >
                          Detections no longer trigger this rule. Actions that it has submitted are not
                          affected.
                        </ConfirmButton>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited?.id ? 'Edit rule' : 'New rule'}
      >
        {edited && (
          <RuleForm
            id={edited.id}
            initial={edited.input}
            onDone={() => {
              setEdited(null)
              refresh()
            }}
          />
        )}
      </Modal>
    </Page>
  )
}

function whenOf({ severities, techniques, titleContains }: Rule): string {
  const conditions = [
    severities.length > 0 && `severity is ${severities.map(one => one.toLowerCase()).join(' or ')}`,
    techniques.length > 0 && `technique is ${techniques.join(' or ')}`,
    titleContains && `title contains “${titleContains}”`,
  ].filter(Boolean)
  return conditions.length > 0 ? conditions.join(' and ') : 'Any detection'
}

interface RuleFormProps {
  readonly id: string | null
  readonly initial: ResponseRuleInput
  readonly onDone: () => void
}

function RuleForm({ id, initial, onDone }: RuleFormProps) {
  const [rule, setRule] = useState(initial)
  const create = useChange(CreateRuleDocument)
  const update = useChange(UpdateRuleDocument)
  const { fault, isSaving, save } = useSaving(onDone)
  const set = (changed: Partial<ResponseRuleInput>) => setRule(before => ({ ...before, ...changed }))
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (id) void save(() => update({ id, input: rule }))
        else void save(() => create({ input: rule }))
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          withAsterisk
          value={rule.name}
          onChange={event => set({ name: event.currentTarget.value })}
          data-autofocus
        />
        <MultiSelect
          label="Severities"
          description="Leave empty for any severity"
          data={severities.map(value => ({ value, label: titled(value) }))}
          value={[...rule.severities]}
          onChange={values => set({ severities: values as Severity[] })}
        />
        <TagsInput
          label="Techniques"
          description="MITRE ATT&CK ids such as T1059; sub-techniques match too. Leave empty for any technique"
          value={[...(rule.techniques ?? [])]}
          onChange={techniques => set({ techniques })}
        />
        <TextInput
          label="Title contains"
          value={rule.titleContains ?? ''}
          onChange={event => set({ titleContains: event.currentTarget.value || null })}
        />
        <Select
          label="Action"
          allowDeselect={false}
          data={possible.map(value => ({ value, label: titleOf(value) }))}
          value={rule.action}
          onChange={action => action && set({ action: action as ActionType })}
        />
        <Checkbox
          label="Enabled"
          checked={rule.enabled}
          onChange={event => set({ enabled: event.currentTarget.checked })}
        />
        <Fault fault={fault} />
        <Group justify="flex-end">
          <Button type="submit" loading={isSaving}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
