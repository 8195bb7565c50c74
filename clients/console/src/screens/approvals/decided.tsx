import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ApprovalBriefQuery } from '../../../generated/documents.ts'
import { Ago } from '../../ui/time.tsx'
import { nameOf, sentence, statusWord } from '../../ui/words.ts'

type Action = NonNullable<ApprovalBriefQuery['action']>

/** Says who decided, once the action no longer waits; nothing while it does. */
export function Decided({ action }: { readonly action: Action }) {
  const { status, cancellation, approvals, viewerCanApprove } = action
  const last = approvals.at(-1)
  if (status === 'PENDING_APPROVAL') {
    if (viewerCanApprove) return null
    return (
      <Notice tone="run">
        {last ? (
          <Trans>You cannot decide this action; it needs another person’s approval.</Trans>
        ) : (
          <Trans>You cannot decide this action.</Trans>
        )}
      </Notice>
    )
  }
  if (cancellation)
    return (
      <Notice tone="bad">
        {!cancellation.by ? (
          <Trans>
            Cancelled ({sentence(cancellation.reason)}) <Ago at={cancellation.at} />
          </Trans>
        ) : cancellation.reason === 'REJECTED' ? (
          <Trans>
            {nameOf(cancellation.by)} rejected this <Ago at={cancellation.at} />
          </Trans>
        ) : (
          <Trans>
            {nameOf(cancellation.by)} cancelled this <Ago at={cancellation.at} />
          </Trans>
        )}
        {cancellation.comment && `: ${cancellation.comment}`}
      </Notice>
    )
  return (
    <Notice tone="good">
      {last ? (
        <>
          <Trans>
            {nameOf(last.by)} approved this <Ago at={last.at} />
          </Trans>
          {last.comment && `: ${last.comment}`}
        </>
      ) : (
        t`${statusWord(status)}; no approval was needed`
      )}
    </Notice>
  )
}

const Notice = ({ tone, children }: { readonly tone: string; readonly children: React.ReactNode }) => (
  <div className="notice" data-tone={tone} role="status" style={{ marginBottom: '0.6rem' }}>
    <span>{children}</span>
  </div>
)
