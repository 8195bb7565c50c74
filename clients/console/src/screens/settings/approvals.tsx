import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox, NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  type SettingsFragment,
  type SettingsPageQuery,
  UpdateApprovalsDocument,
} from '../../../generated/documents.ts'
import { useChange } from '../../api/use-data.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { ChangeForm } from '../../ui/change-form.tsx'
import { Panel } from '../../ui/parts.tsx'
import { lowerProtection, lowersBecause, savedWords } from './pending-changes.tsx'

type Requirement = SettingsFragment['approvalRequirements'][number]

interface ApprovalsProps {
  readonly settings: SettingsFragment
  readonly types: SettingsPageQuery['actionTypes']
  readonly isAdmin: boolean
  readonly onSaved: () => void
}

/** Approvals that each type requires. Pending actions keep the requirement that they were submitted with. */
export function Approvals({ settings, types, isAdmin, onSaved }: ApprovalsProps) {
  const update = useChange(UpdateApprovalsDocument)
  const before = settings.approvalRequirements
  const form = useForm({ initialValues: { requirements: before.map(({ ...one }) => one) } })
  const { requirements } = form.values
  const changed = requirements.filter((one, index) => !isSame(one, before[index]))
  const isLower = requirements.some((one, index) => isFewer(one, before[index]))
  const isDestructive = new Map(types.map(({ type, destructive }) => [type, destructive]))
  const table = (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">
            <Trans>Type</Trans>
          </th>
          <th scope="col">
            <Trans>Requires approval</Trans>
          </th>
          <th scope="col">
            <Trans>Approvals</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {requirements.map(({ type, required }, index) => (
          <tr key={type}>
            <th scope="row">
              {titleOf(type)}
              {isDestructive.get(type) && (
                <span className="dim">
                  {' · '}
                  <Trans>destructive</Trans>
                </span>
              )}
            </th>
            <td>
              <Checkbox
                aria-label={t`${titleOf(type)} requires approval`}
                disabled={!isAdmin}
                {...form.getInputProps(`requirements.${index}.required`, { type: 'checkbox' })}
              />
            </td>
            <td>
              <NumberInput
                aria-label={t`Number of approvals for ${titleOf(type)}`}
                w={70}
                size="xs"
                min={1}
                max={5}
                allowDecimal={false}
                disabled={!isAdmin || !required}
                {...form.getInputProps(`requirements.${index}.approvals`)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <Panel title={t`Approvals`}>
      {isAdmin ? (
        <ChangeForm
          form={form}
          button={t`Save`}
          done={savedWords}
          isDisabled={changed.length === 0}
          expected={isLower ? lowerProtection() : undefined}
          expectedBecause={lowersBecause()}
          send={() => update({ input: { requirements: changed.map(inputOf) } })}
          onDone={onSaved}
        >
          {table}
        </ChangeForm>
      ) : (
        table
      )}
    </Panel>
  )
}

const inputOf = ({ type, required, approvals }: Requirement) => ({
  type,
  required,
  approvals: Number(approvals),
})
const isSame = (one: Requirement, other: Requirement | undefined): boolean =>
  one.required === other?.required && one.approvals === other.approvals

/** As the service decides it: wide blocks and destructive scripts need the approvals even if not required. */
function isFewer(after: Requirement, before: Requirement | undefined): boolean {
  if (!before) return false
  const approvalsOf = ({ required, approvals }: Requirement) => (required ? approvals : 0)
  if (approvalsOf(after) < approvalsOf(before)) return true
  return (after.type === 'BLOCK_IP' || after.type === 'RUN_SCRIPT') && after.approvals < before.approvals
}
