import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type DeviceFilter, DevicesDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { useChanges } from '../live/use-live.tsx'
import { Empty, Failed, Loading, Online, Page } from '../ui/parts.tsx'
import { Ago } from '../ui/time.tsx'
import { many, sentence } from '../ui/words.ts'

const pageSize = 200
const kinds: Record<string, DeviceFilter> = {
  all: {},
  online: { online: true },
  offline: { online: false },
  isolated: { isolated: true },
}

export function Devices() {
  const [typed, setTyped] = useState('')
  const [hostname] = useDebouncedValue(typed.trim(), 200)
  const [kind, setKind] = useState('all')
  const [after, setAfter] = useState<string | null>(null)
  const filter: DeviceFilter = { ...kinds[kind], ...(hostname && { hostnameContains: hostname }) }
  const { data, error, isLoading, refresh } = useData(DevicesDocument, { filter, first: pageSize, after })
  useChanges(({ action }) => /ISOLATE|BLOCK/.test(action.type) && action.status === 'COMPLETED', refresh, {
    every: 1000,
  })
  const devices = data?.devices.edges.map(({ node }) => node) ?? []
  const narrow = (change: () => void) => {
    setAfter(null)
    change()
  }
  return (
    <Page
      title={`Devices${data ? `: ${many(data.devices.totalCount)}` : ''}`}
      aside={
        <>
          <TextInput
            aria-label="Host name contains"
            placeholder="Host name contains …"
            data-search
            value={typed}
            onChange={event => {
              const { value } = event.currentTarget
              narrow(() => setTyped(value))
            }}
          />
          <SegmentedControl
            size="xs"
            aria-label="Which devices"
            data={Object.keys(kinds)}
            value={kind}
            onChange={next => narrow(() => setKind(next))}
          />
        </>
      }
    >
      <div className="panel" style={{ overflowX: 'auto' }}>
        {isLoading ? (
          <Loading />
        ) : error && !data ? (
          <Failed failure={error} retry={refresh} />
        ) : devices.length === 0 ? (
          <Empty title="No such device">Devices appear here once they have enrolled; see Settings.</Empty>
        ) : (
          <table className="grid-table">
            <thead>
              <tr>
                <th scope="col">Host</th>
                <th scope="col">Connection</th>
                <th scope="col">Last heard</th>
                <th scope="col">Contained</th>
                <th scope="col">System</th>
                <th scope="col">Addresses</th>
                <th scope="col">Agent</th>
              </tr>
            </thead>
            <tbody>
              {devices.map(device => (
                <tr key={device.id}>
                  <th scope="row">
                    <Link to="/devices/$id" params={{ id: device.id }} data-keyboard-item>
                      {device.hostname}
                    </Link>
                  </th>
                  <td>{device.revokedAt ? 'revoked' : <Online online={device.online} />}</td>
                  <td>{device.lastSeenAt ? <Ago at={device.lastSeenAt} /> : 'never'}</td>
                  <td>
                    {device.containment.isolated && (
                      <span className="status" data-tone="bad">
                        isolated
                      </span>
                    )}{' '}
                    {device.containment.blockedAddresses.length > 0 &&
                      `blocks ${device.containment.blockedAddresses.length}`}
                  </td>
                  <td>{sentence(device.platform)}</td>
                  <td className="mono">{device.ipAddresses.join(', ')}</td>
                  <td className="mono">{device.agentVersion}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div style={{ display: 'flex', gap: '0.5rem' }}>
        {after !== null && (
          <Button variant="default" onClick={() => setAfter(null)}>
            From the start
          </Button>
        )}
        {data?.devices.pageInfo.hasNextPage && (
          <Button variant="default" onClick={() => setAfter(data.devices.pageInfo.endCursor)}>
            Next {pageSize}
          </Button>
        )}
      </div>
    </Page>
  )
}
