import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Online } from '../../ui/parts.tsx'
import { useNames } from './device-names.ts'

const lineHeight = 26

interface ChosenDevicesProps {
  readonly value: readonly string[]
  readonly error: string | null
  readonly onChange: (ids: string[]) => void
}

/** A list for more devices than fit into a field. It renders only the visible lines. */
export function ChosenDevices({ value, error, onChange }: ChosenDevicesProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: value.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeight,
    overscan: 6,
  })
  const items = virtualizer.getVirtualItems()
  const names = useNames(value, items[0]?.index ?? 0, items.at(-1)?.index ?? 0)
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          <Trans>{i18n.number(value.length)} devices</Trans>
        </Text>
        <Button variant="default" size="compact-xs" onClick={() => onChange([])}>
          <Trans>Remove all</Trans>
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={scroll} className="chosen" tabIndex={0} aria-label={t`Selected devices`}>
        <ul style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const id = value[index] ?? ''
            const device = names.get(id)
            return (
              <li key={id} style={{ transform: `translateY(${start}px)`, height: lineHeight }}>
                <span className="clip">{device?.hostname ?? '…'}</span>
                {device && <Online online={device.online} />}
                <ActionIcon
                  size="xs"
                  variant="subtle"
                  color="gray"
                  c="dimmed"
                  aria-label={t`Remove ${device?.hostname ?? t`the device`}`}
                  onClick={() => onChange(value.filter(one => one !== id))}
                >
                  ×
                </ActionIcon>
              </li>
            )
          })}
        </ul>
      </section>
      {error && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </div>
  )
}
