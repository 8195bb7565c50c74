import { t } from '@lingui/core/macro'
import { Checkbox, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import {
  type ActionType,
  CreateRuleDocument,
  type ResponseRuleInput,
  type Severity,
  UpdateRuleDocument,
} from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { ChangeForm } from '../../ui/change-form.tsx'
import { severities, titled } from '../../ui/words.ts'

/** Types whose parameters a detection can provide. */
const possible: readonly ActionType[] = [
  'ISOLATE_DEVICE',
  'KILL_PROCESS',
  'QUARANTINE_FILE',
  'COLLECT_FORENSICS',
  'RESET_USER_SESSION',
  'FORCE_PASSWORD_RESET',
]

interface RuleFormProps {
  /** Null: a new rule. */
  readonly id: string | null
  readonly initial: ResponseRuleInput
  readonly onDone: () => void
}

export function RuleForm({ id, initial, onDone }: RuleFormProps) {
  const create = useChange(CreateRuleDocument)
  const update = useChange(UpdateRuleDocument)
  const form = useForm({
    initialValues: {
      name: initial.name,
      enabled: initial.enabled,
      severities: [...initial.severities] as string[],
      techniques: [...(initial.techniques ?? [])],
      titleContains: initial.titleContains ?? '',
      action: initial.action as string,
    },
    validate: { name: isNotEmpty(t`Required`) },
  })
  return (
    <ChangeForm
      form={form}
      button={t`Save`}
      send={values => {
        const input = {
          ...values,
          severities: values.severities as Severity[],
          titleContains: values.titleContains || null,
          action: values.action as ActionType,
        }
        return id ? update({ id, input }) : create({ input })
      }}
      onDone={onDone}
    >
      <TextInput label={t`Name`} withAsterisk data-autofocus {...form.getInputProps('name')} />
      <MultiSelect
        label={t`Severities`}
        description={t`Leave empty for any severity`}
        data={severities.map(value => ({ value, label: titled(value) }))}
        {...form.getInputProps('severities')}
      />
      <TagsInput
        label={t`Techniques`}
        description={t`MITRE ATT&CK ids such as T1059; sub-techniques match too. Leave empty for any technique`}
        {...form.getInputProps('techniques')}
      />
      <TextInput label={t`Title contains`} {...form.getInputProps('titleContains')} />
      <Select
        label={t`Action`}
        allowDeselect={false}
        data={possible.map(value => ({ value, label: titleOf(value) }))}
        {...form.getInputProps('action')}
      />
      <Checkbox label={t`Enabled`} {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </ChangeForm>
  )
}
