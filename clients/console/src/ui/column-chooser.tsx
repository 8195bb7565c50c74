import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Divider, Popover, Stack, Switch } from '@mantine/core'
import type { Column } from '../rows/column.ts'
import { useDensity } from '../rows/density.ts'

interface ColumnChooserProps {
  readonly columns: readonly Pick<Column<never>, 'id' | 'title' | 'isFixed'>[]
  /** Ids. */
  readonly hidden: readonly string[]
  readonly onChange: (hidden: string[]) => void
}

/** Chooses the columns of a long table and the height of its rows. */
export function ColumnChooser({ columns, hidden, onChange }: ColumnChooserProps) {
  const { isDense, setDense } = useDensity()
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target>
        <Button variant="default">
          <Trans>Columns</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns
            .filter(({ isFixed }) => !isFixed)
            .map(({ id, title }) => (
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
          <Divider />
          <Switch
            size="xs"
            label={t`Dense rows`}
            checked={isDense}
            onChange={event => setDense(event.currentTarget.checked)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
