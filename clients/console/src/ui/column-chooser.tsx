import { Button, Checkbox, Popover, Stack } from '@mantine/core'

interface ColumnChooserProps {
  /** Titles by column id. */
  readonly columns: Readonly<Record<string, string>>
  readonly hidden: readonly string[]
  readonly onChange: (hidden: string[]) => void
}

export const ColumnChooser = ({ columns, hidden, onChange }: ColumnChooserProps) => (
  <Popover position="bottom-end" withinPortal>
    <Popover.Target>
      <Button variant="default">Columns</Button>
    </Popover.Target>
    <Popover.Dropdown>
      <Stack gap="xs">
        {Object.entries(columns).map(([id, title]) => (
          <Checkbox
            key={id}
            size="xs"
            label={title}
            checked={!hidden.includes(id)}
            onChange={event =>
              onChange(event.currentTarget.checked ? hidden.filter(one => one !== id) : [...hidden, id])
            }
          />
        ))}
      </Stack>
    </Popover.Dropdown>
  </Popover>
)
