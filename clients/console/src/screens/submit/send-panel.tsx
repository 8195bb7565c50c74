import { t } from '@lingui/core/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Refused } from '../../api/use-data.ts'
import { Panel } from '../../ui/parts.tsx'
import { TypedConfirmation } from '../../ui/typed-confirmation.tsx'

interface SendPanelProps {
  /** The text to type for a destructive action: the host name or the number of devices. */
  readonly target: string
  readonly isDestructive: boolean
  readonly needsApproval: boolean
  /** The preview is on its way. */
  readonly isChecking: boolean
  readonly isReady: boolean
  readonly isSending: boolean
  readonly isTouched: boolean
  readonly refusal: Refused | null
}

export function SendPanel(props: SendPanelProps) {
  const { target, isDestructive, needsApproval, isChecking, isReady, isSending, isTouched, refusal } = props
  const [typed, setTyped] = useState('')
  const isConfirmed = !isDestructive || (target !== '' && typed.trim() === target)
  const word = refusal?.code === 'NETWORK' ? t`Try again` : needsApproval ? t`Submit for approval` : t`Submit`
  return (
    <Panel title={t`Submit`}>
      <Stack gap="sm">
        {isDestructive && (
          <TypedConfirmation
            expected={target || t`host name`}
            description={t`This disrupts users`}
            value={typed}
            onChange={setTyped}
          />
        )}
        {refusal && (
          <div className="notice" data-tone="bad" role="alert">
            <Text size="sm">
              {refusal.code === 'NETWORK'
                ? t`The answer was lost. Try again: the action is submitted only once, however often you try.`
                : refusal.message}
            </Text>
          </div>
        )}
        <Group>
          <Button
            type="submit"
            color={isDestructive ? 'red.9' : 'indigo'}
            loading={isSending}
            disabled={!isConfirmed || isChecking || (isTouched && !isReady)}
          >
            {word}
          </Button>
        </Group>
      </Stack>
    </Panel>
  )
}
