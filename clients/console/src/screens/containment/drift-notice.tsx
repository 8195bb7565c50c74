import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DriftFragment } from '../../../generated/documents.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { Ago, Time } from '../../ui/time.tsx'
import { EffectCommands } from './effect-commands.tsx'

interface DriftNoticeProps {
  readonly drift: DriftFragment
  readonly deviceId: string
  /** Left out on the device's own page. */
  readonly device?: ReactNode
}

/** Containment that should be in force and that the device no longer reports. */
export const DriftNotice = ({ drift, deviceId, device }: DriftNoticeProps) => {
  const { kind, target, since, action } = drift
  const seen = <Ago at={since} />
  const cause = (
    <Link to="/actions/$id" params={{ id: action.id }}>
      {titleOf(action.type)}, <Time at={action.submittedAt} />
    </Link>
  )
  return (
    <div className="notice" data-tone="bad" role={device ? undefined : 'alert'}>
      <span style={{ flex: 1 }}>
        {device ?? (
          <b>
            <Trans>Drift:</Trans>
          </b>
        )}{' '}
        {kind === 'ISOLATION_MISSING' ? (
          <Trans>
            the isolation from {cause} is missing on the device, first seen {seen}.
          </Trans>
        ) : (
          <Trans>
            the block of {target} from {cause} is missing on the device, first seen {seen}.
          </Trans>
        )}
      </span>
      <EffectCommands deviceId={deviceId} parameters={action.parameters} isMissing />
    </div>
  )
}
