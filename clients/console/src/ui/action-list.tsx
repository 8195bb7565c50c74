import { t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import type { ActionRowFragment } from '../../generated/documents.ts'
import { titleOf } from './action-catalog.ts'
import { Status } from './parts.tsx'
import { Ago, Countdown } from './time.tsx'
import { nameOf, targetOf } from './words.ts'

interface ActionSummaryProps {
  readonly action: ActionRowFragment
  /** For lists whose actions are all in the same state. */
  readonly isStateless?: boolean
}

export const ActionSummary = ({ action, isStateless = false }: ActionSummaryProps) => (
  <>
    <span className="clip">
      <b>{titleOf(action.type)}</b> <span className="mono">{action.device?.hostname ?? ''}</span>{' '}
      <span className="dim mono">{targetOf(action.parameters)}</span>
    </span>
    {!isStateless && <Status action={action} />}
    <span className="clip dim">
      {nameOf(action.submittedBy)}: {action.justification}
    </span>
    <span className="dim">
      <When action={action} />
    </span>
  </>
)

/** The most relevant time for the action's state. */
function When({ action }: { readonly action: ActionRowFragment }) {
  if (action.status === 'PENDING_APPROVAL')
    return <Countdown to={action.expiresAt} within={time => t`expires in ${time}`} />
  if (
    action.status === 'COMPLETED' &&
    action.verification.status === 'SCHEDULED' &&
    action.verification.dueAt
  )
    return <Countdown to={action.verification.dueAt} within={time => t`verification in ${time}`} />
  return <Ago at={action.completedAt ?? action.startedAt ?? action.submittedAt} />
}

interface ActionListProps {
  readonly actions: readonly ActionRowFragment[]
  readonly selected?: string | undefined
  readonly label: string
}

export const ActionList = ({ actions, selected, label }: ActionListProps) => (
  <ul className="rows" aria-label={label} data-keyboard-list>
    {actions.map(action => (
      <li key={action.id}>
        <Link
          to="/actions/$id"
          params={{ id: action.id }}
          className="row action-row"
          data-selected={action.id === selected}
          data-keyboard-item
        >
          <ActionSummary action={action} />
        </Link>
      </li>
    ))}
  </ul>
)
