import { Trans } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'

interface TypedConfirmationProps {
  readonly expected: string
  readonly value: string
  readonly onChange: (typed: string) => void
  readonly description?: string
}

/** A text to type before something that disrupts users or lowers protection. */
export const TypedConfirmation = ({ expected, value, onChange, description }: TypedConfirmationProps) => (
  <TextInput
    label={
      <Trans>
        Type <span className="mono">{expected}</span> to confirm
      </Trans>
    }
    description={description}
    autoComplete="off"
    spellCheck={false}
    value={value}
    onChange={event => onChange(event.currentTarget.value)}
  />
)
