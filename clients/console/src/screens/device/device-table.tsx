import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent, useRef } from 'react'
import { PresenceDocument } from '../../../generated/documents.ts'
import { useSubscription } from '../../api/use-subscription.ts'
import { useChanges } from '../../live/use-live.tsx'
import type { Column } from '../../rows/column.ts'
import type { PagedRows } from '../../rows/paged-rows.ts'
import { VirtualTable } from '../../rows/virtual-table.tsx'
import type { DeviceRow } from './device-columns.tsx'

interface DeviceTableProps {
  readonly rows: PagedRows<DeviceRow>
  readonly columns: readonly Column<DeviceRow>[]
  readonly chosen: ReadonlySet<string>
}

/** Milliseconds: a whole fleet that reconnects causes one refresh. */
const lookEvery = 1000

export function DeviceTable({ rows, columns, chosen }: DeviceTableProps) {
  const range = useRef({ first: 0, last: 0 })
  const renew = useEffectEvent(() => rows.renew(range.current.first, range.current.last))
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
  return (
    <VirtualTable
      label={t`Devices`}
      rows={rows}
      columns={columns}
      keyOf={({ id }) => id}
      headOf={({ id, title }) => (id === 'select' ? <span className="skip">{title}</span> : title)}
      isSelected={({ id }) => chosen.has(id)}
      onRange={visible => {
        range.current = visible
      }}
    />
  )
}
