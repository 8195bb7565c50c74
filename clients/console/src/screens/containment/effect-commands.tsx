import { t } from '@lingui/core/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { EffectParametersFragment } from '../../../generated/documents.ts'
import { useViewer } from '../../session/viewer.tsx'
import { toSubmit } from '../submit/to-submit.ts'
import { againOf, type Prepared, undoOf } from './effects.ts'

interface EffectCommandsProps {
  readonly deviceId: string
  readonly parameters: EffectParametersFragment
  /** The device lacks the effect, so it can be applied again. */
  readonly isMissing?: boolean
}

/** Opens the Submit screen with the action that undoes an effect or applies it again. */
export function EffectCommands({ deviceId, parameters, isMissing = false }: EffectCommandsProps) {
  const { canAct } = useViewer()
  if (!canAct) return null
  const command = (label: string, prepared: Prepared | null) =>
    prepared && (
      <Button
        variant="default"
        size="compact-xs"
        renderRoot={props => <Link {...props} {...toSubmit({ devices: [deviceId], ...prepared })} />}
      >
        {label}
      </Button>
    )
  return (
    <span style={{ display: 'inline-flex', gap: '0.4rem' }}>
      {isMissing && command(t`Re-apply …`, againOf(parameters))}
      {command(t`Undo …`, undoOf(parameters))}
    </span>
  )
}
