import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DevicesQuery } from '../../../generated/documents.ts'
import type { Column } from '../../rows/column.ts'
import { Online, Revoked } from '../../ui/parts.tsx'
import { Ago } from '../../ui/time.tsx'
import { platformWords } from '../../ui/words.ts'

export type DeviceRow = DevicesQuery['devices']['edges'][number]['node']

interface Selecting {
  readonly chosen: ReadonlySet<string>
  /** Null for viewers without the right to act. */
  readonly toggle: ((id: string) => void) | null
}

export const deviceColumns = ({ chosen, toggle }: Selecting): readonly Column<DeviceRow>[] => [
  ...(toggle ? [selectColumn(chosen, toggle)] : []),
  {
    id: 'hostname',
    title: t`Host name`,
    width: '20%',
    cell: ({ id, hostname }) => (
      <Link to="/devices/$id" params={{ id }} data-keyboard-item>
        {hostname}
      </Link>
    ),
    text: ({ hostname }) => hostname,
  },
  {
    id: 'connection',
    title: t`Connection`,
    width: '7rem',
    cell: ({ revokedAt, online }) => (revokedAt ? <Revoked /> : <Online online={online} />),
    text: ({ revokedAt, online }) => (revokedAt ? t`revoked` : online ? t`online` : t`offline`),
  },
  {
    id: 'seen',
    title: t`Last seen`,
    width: '7rem',
    isForDesks: true,
    cell: ({ lastSeenAt }) => (lastSeenAt ? <Ago at={lastSeenAt} /> : t`never`),
    text: ({ lastSeenAt }) => lastSeenAt ?? '',
  },
  {
    id: 'containment',
    title: t`Containment`,
    width: '12rem',
    cell: device => <Containment device={device} />,
    text: containmentOf,
  },
  {
    id: 'system',
    title: t`System`,
    width: '6rem',
    isForDesks: true,
    cell: ({ platform }) => platformWords[platform],
    text: ({ platform }) => platformWords[platform],
  },
  {
    id: 'labels',
    title: t`Labels`,
    isForDesks: true,
    cell: ({ labels }) => labels.join(', '),
    text: ({ labels }) => labels.join(' '),
  },
  {
    id: 'addresses',
    title: t`Addresses`,
    isForDesks: true,
    cell: ({ ipAddresses }) => <span className="mono">{ipAddresses.join(', ')}</span>,
    text: ({ ipAddresses }) => ipAddresses.join(' '),
  },
  {
    id: 'agent',
    title: t`Agent`,
    width: '6rem',
    isForDesks: true,
    cell: ({ agentVersion }) => <span className="mono">{agentVersion}</span>,
    text: ({ agentVersion }) => agentVersion ?? '',
  },
]

const selectColumn = (chosen: ReadonlySet<string>, toggle: (id: string) => void): Column<DeviceRow> => ({
  id: 'select',
  title: t`Select`,
  width: '2.4rem',
  isFixed: true,
  cell: ({ id, hostname, revokedAt }) => (
    <Checkbox
      size="xs"
      aria-label={t`Select ${hostname}`}
      checked={chosen.has(id)}
      disabled={revokedAt !== null}
      onChange={() => toggle(id)}
    />
  ),
  text: () => '',
})

const blocksOf = ({ containment }: DeviceRow): string => {
  const { length } = containment.blockedAddresses
  return length > 0 ? plural(length, { one: 'blocks # address', other: 'blocks # addresses' }) : ''
}

const containmentOf = (device: DeviceRow): string =>
  [device.drift.length > 0 && t`drift`, device.containment.isolated && t`isolated`, blocksOf(device)]
    .filter(Boolean)
    .join(', ')

const Containment = ({ device }: { readonly device: DeviceRow }) => (
  <>
    {device.drift.length > 0 && (
      <span className="status" data-tone="bad">
        <Trans>drift</Trans>
      </span>
    )}{' '}
    {device.containment.isolated && (
      <span className="status" data-tone="bad">
        <Trans>isolated</Trans>
      </span>
    )}{' '}
    {blocksOf(device)}
  </>
)
