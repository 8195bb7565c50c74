import { i18n } from '@lingui/core'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { CommandResultDocument, type PreviewQuery } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useChanges } from '../../live/use-live.tsx'
import { verifiesOf } from '../../ui/action-catalog.ts'
import { Status } from '../../ui/parts.tsx'
import { Readable } from '../../ui/readable.tsx'
import { Countdown } from '../../ui/time.tsx'
import { effectOf } from '../../ui/words.ts'
import { type Command, usageOf, verbs } from './commands.ts'

export type Preview = PreviewQuery['previewAction']

/** What the console answers to a line. */
export type Answer =
  | { readonly kind: 'help' }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'preview'; readonly command: Command; readonly preview: Preview }
  | { readonly kind: 'action'; readonly id: string }

export interface Entry {
  readonly key: number
  readonly line: string
  readonly answer: Answer | null
}

export const EntryLine = ({ entry: { line, answer } }: { readonly entry: Entry }) => (
  <li>
    <div className="mono">
      <span className="dim">&gt;</span> {line}
    </div>
    <div className="answer">{answer ? <Answered answer={answer} /> : <span className="dim">…</span>}</div>
  </li>
)

function Answered({ answer }: { readonly answer: Answer }) {
  switch (answer.kind) {
    case 'help':
      return <Help />
    case 'note':
      return <span className="dim">{answer.text}</span>
    case 'fault':
      return (
        <span className="status" data-tone="bad">
          {answer.text}
        </span>
      )
    case 'preview':
      return <Previewed {...answer} />
    case 'action':
      return <Followed id={answer.id} />
  }
}

const Help = () => (
  <>
    <dl className="facts">
      {Object.entries(verbs).map(([verb, { about }]) => (
        <div key={verb} style={{ display: 'contents' }}>
          <dt className="mono">{usageOf(verb)}</dt>
          <dd>{i18n._(about)}</dd>
        </div>
      ))}
    </dl>
    <p className="dim">
      <Trans>
        Add a justification after two dashes: <span className="mono">block 203.0.113.7 -- It beacons</span>.
        Every line is previewed before it is submitted, and approvals apply as everywhere.
      </Trans>
    </p>
  </>
)

const Previewed = ({ command, preview }: { readonly command: Command; readonly preview: Preview }) => (
  <>
    <div>{effectOf(command.type)}</div>
    <div className="dim">
      {preview.approvalsRequired === 0
        ? t`No approval needed.`
        : t`Needs the approval of ${plural(preview.approvalsRequired, { one: '# other person', other: '# other people' })}.`}{' '}
      {preview.deviceOnline ? t`Starts at once.` : t`Starts when the device is back.`}{' '}
      <Trans>Verification: {verifiesOf(command.type)}</Trans>
    </div>
    {preview.warnings.map(warning => (
      <div key={warning} className="status" data-tone="wait">
        {warning}
      </div>
    ))}
  </>
)

/** Follows a submitted action until it has ended and shows what the device answered. */
function Followed({ id }: { readonly id: string }) {
  const { data, refresh } = useData(CommandResultDocument, { id })
  useChanges(({ action }) => action.id === id, refresh)
  const action = data?.action
  if (!action)
    return (
      <span className="dim">
        <Trans>Submitted</Trans>
      </span>
    )
  return (
    <>
      <Status action={action} />{' '}
      {action.status === 'PENDING_APPROVAL' && (
        <Countdown to={action.expiresAt} within={time => t`expires in ${time}`} />
      )}{' '}
      <Link to="/actions/$id" params={{ id }}>
        <Trans>Open action</Trans>
      </Link>
      {action.failure && <div>{action.failure.message}</div>}
      {action.output !== null && <Readable value={action.output} name={t`Reported output`} />}
    </>
  )
}
