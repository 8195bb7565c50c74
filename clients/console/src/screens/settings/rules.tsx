import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Modal, Switch } from '@mantine/core'
import { useState } from 'react'
import {
  DeleteRuleDocument,
  type ResponseRuleInput,
  RulesDocument,
  type RulesQuery,
  UpdateRuleDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Failed, Loading, Page } from '../../ui/parts.tsx'
import { Fault, useSaving } from '../../ui/saving.tsx'
import { sentence } from '../../ui/words.ts'
import { RuleForm } from './rule-form.tsx'

type Rule = RulesQuery['responseRules'][number]

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
      title={t`Response rules`}
      aside={
        isAdmin && (
          <Button onClick={() => setEdited({ id: null, input: newRule })}>
            <Trans>New rule …</Trans>
          </Button>
        )
      }
    >
      <Fault fault={fault} />
      <div className="panel">
        {rules.length === 0 ? (
          <Empty title={t`No response rules`}>
            <Trans>
              A rule submits an action when a detection matches. Approval requirements still apply.
            </Trans>
          </Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">
                  <Trans>Rule</Trans>
                </th>
                <th scope="col">
                  <Trans>Condition</Trans>
                </th>
                <th scope="col">
                  <Trans>Action</Trans>
                </th>
                <th scope="col">
                  <Trans>Enabled</Trans>
                </th>
                <th scope="col">
                  <span className="skip">
                    <Trans>Change</Trans>
                  </span>
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
                      aria-label={t`${rule.name} is enabled`}
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
                          <Trans>Edit …</Trans>
                        </Button>
                        <ConfirmButton
                          label={t`Delete …`}
                          size="compact-xs"
                          title={t`Delete ${rule.name}`}
                          button={t`Delete rule`}
                          done={t`Deleted`}
                          send={() => remove({ id: rule.id })}
                          onDone={refresh}
                        >
                          <Trans>
                            Detections no longer trigger this rule. Actions that it has submitted are not
                            affected.
                          </Trans>
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
        title={edited?.id ? t`Edit rule` : t`New rule`}
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

const listOf = (words: readonly string[], type: 'conjunction' | 'disjunction' = 'disjunction'): string =>
  new Intl.ListFormat(i18n.locale, { type }).format(words)

function whenOf({ severities, techniques, titleContains }: Rule): string {
  const conditions = [
    severities.length > 0 && t`severity is ${listOf(severities.map(sentence))}`,
    techniques.length > 0 && t`technique is ${listOf(techniques)}`,
    titleContains && t`title contains “${titleContains}”`,
  ].filter((text): text is string => typeof text === 'string' && text !== '')
  return conditions.length > 0 ? listOf(conditions, 'conjunction') : t`Any detection`
}
