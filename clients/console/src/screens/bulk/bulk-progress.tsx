import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { BulkFragment } from '../../../generated/documents.ts'
import type { Tone } from '../../ui/words.ts'

const parts = (): readonly (readonly [keyof BulkFragment['progress'], string, Tone])[] => [
  ['completed', t`completed`, 'good'],
  ['failed', t`failed`, 'bad'],
  ['executing', t`executing`, 'run'],
  ['queued', t`queued`, 'queue'],
  ['pendingApproval', t`awaiting approval`, 'wait'],
  ['cancelled', t`cancelled`, 'gone'],
]

/** The six states always add up to the total. */
export function BulkProgress({ bulk: { progress, total } }: { readonly bulk: BulkFragment }) {
  const present = parts().filter(([name]) => progress[name] > 0)
  const summary = present.map(([name, word]) => `${progress[name]} ${word}`).join(', ')
  return (
    <div>
      <div className="stack" role="img" aria-label={summary}>
        {present.map(([name, , tone]) => (
          <div
            key={name}
            className="bar"
            data-tone={tone}
            style={{ width: `${(progress[name] / total) * 100}%` }}
          />
        ))}
      </div>
      <div style={{ display: 'flex', gap: '0 1rem', flexWrap: 'wrap' }} className="dim">
        {present.map(([name, word, tone]) => (
          <span key={name} className="status" data-tone={tone}>
            {i18n.number(progress[name])} {word}
          </span>
        ))}
        <span>
          <Trans>{i18n.number(progress.verified)} verified</Trans>
        </span>
      </div>
    </div>
  )
}
