import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, useCallback, useEffect, useEffectEvent, useRef } from 'react'
import { type DevicesQuery, PresenceDocument } from '../../../generated/documents.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import type { PagedRows } from '../../rows/paged-rows.ts'
import { rowHeight, Spacer, useVirtualRows } from '../../rows/virtual-rows.tsx'
import { Online, Revoked } from '../../ui/parts.tsx'
import { Ago } from '../../ui/time.tsx'
import { platformWords } from '../../ui/words.ts'

type Device = DevicesQuery['devices']['edges'][number]['node']
type Chosen = ReadonlySet<string>

interface DeviceTableProps {
  readonly rows: PagedRows<Device>
  readonly chosen: Chosen
  /** Null for viewers without the right to act. */
  readonly onChoose: ((change: (before: Chosen) => Chosen) => void) | null
}

/** Milliseconds: a whole fleet that reconnects causes one refresh. */
const lookEvery = 1000

export function DeviceTable({ rows, chosen, onChoose }: DeviceTableProps) {
  const { scroll, visible, above, below, first, last } = useVirtualRows(rows)
  const renew = useEffectEvent(() => rows.renew(first, last))
  useChanges(({ action }) => /ISOLATE|BLOCK/.test(action.type) && action.status === 'COMPLETED', renew, {
    every: lookEvery,
  })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const renewSoon = useEffectEvent(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      renew()
    }, lookEvery)
  })
  useSubscription(PresenceDocument, { deviceId: null }, renewSoon)
  useEffect(() => () => clearTimeout(timer.current), [])

  const toggle = useCallback(
    (id: string) =>
      onChoose?.(before => {
        const after = new Set(before)
        if (!after.delete(id)) after.add(id)
        return after
      }),
    [onChoose],
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section ref={scroll} className="panel filling" tabIndex={0} aria-label="Devices">
      <table className="grid-table virtual" aria-rowcount={rows.length}>
        <thead>
          <tr>
            {onChoose && (
              <th scope="col" style={{ width: '2.4rem' }}>
                <span className="skip">Select</span>
              </th>
            )}
            <th scope="col" style={{ width: '20%', minWidth: '7rem' }}>
              Host name
            </th>
            <th scope="col" style={{ width: '7rem' }}>
              Connection
            </th>
            <th scope="col" className="desk" style={{ width: '7rem' }}>
              Last seen
            </th>
            <th scope="col" style={{ width: '10rem' }}>
              Containment
            </th>
            <th scope="col" className="desk" style={{ width: '6rem' }}>
              System
            </th>
            <th scope="col" className="desk">
              Labels
            </th>
            <th scope="col" className="desk">
              Addresses
            </th>
            <th scope="col" className="desk" style={{ width: '6rem' }}>
              Agent
            </th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} columns={columns} />
          {visible.map(device => (
            <Row
              key={device.id}
              device={device}
              isChosen={chosen.has(device.id)}
              toggle={onChoose ? toggle : null}
            />
          ))}
          <Spacer height={below} columns={columns} />
        </tbody>
      </table>
    </section>
  )
}

const columns = 9

interface RowProps {
  readonly device: Device
  readonly isChosen: boolean
  readonly toggle: ((id: string) => void) | null
}

const Row = memo(({ device, isChosen, toggle }: RowProps) => {
  const { id, hostname, revokedAt, online, lastSeenAt, containment, platform, drift } = device
  const blocks = containment.blockedAddresses.length
  return (
    <tr data-selected={isChosen} style={{ height: rowHeight }}>
      {toggle && (
        <td>
          <Checkbox
            size="xs"
            aria-label={`Select ${hostname}`}
            checked={isChosen}
            disabled={revokedAt !== null}
            onChange={() => toggle(id)}
          />
        </td>
      )}
      <th scope="row" className="clip">
        <Link to="/devices/$id" params={{ id }} data-keyboard-item>
          {hostname}
        </Link>
      </th>
      <td>{revokedAt ? <Revoked /> : <Online online={online} />}</td>
      <td className="desk">{lastSeenAt ? <Ago at={lastSeenAt} /> : 'never'}</td>
      <td className="clip">
        {drift.length > 0 && (
          <span className="status" data-tone="bad">
            drift
          </span>
        )}{' '}
        {containment.isolated && (
          <span className="status" data-tone="bad">
            isolated
          </span>
        )}{' '}
        {blocks > 0 && `blocks ${blocks} ${blocks === 1 ? 'address' : 'addresses'}`}
      </td>
      <td className="desk">{platformWords[platform]}</td>
      <td className="clip desk">{device.labels.join(', ')}</td>
      <td className="mono clip desk">{device.ipAddresses.join(', ')}</td>
      <td className="mono clip desk">{device.agentVersion}</td>
    </tr>
  )
})
