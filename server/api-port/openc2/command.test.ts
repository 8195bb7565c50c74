import { describe, expect, test } from 'vitest'
import { parseCommand } from './command.ts'

const devices = [{ device_id: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60' }]
const er = { downstream_device: { devices } }
const act = {
  kind: 'act',
  devices: [{ rawId: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60' }],
  groups: [],
  effectFor: null,
  justification: 'OpenC2 command c1',
  commandId: 'c1',
}

// Each case is a row of the command table in the Endpoint Response profile.
describe('an action-target pair becomes an action', () => {
  test.each([
    [
      { action: 'contain', target: { device: { hostname: 'host-1' } } },
      { action: { isolateDevice: { allowAddresses: [] } }, devices: [{ hostname: 'host-1' }] },
    ],
    [
      {
        action: 'contain',
        target: { device: devices[0] },
        args: {
          duration: 3_600_000,
          er: {
            device_containment: 'network_isolation',
            permitted_addresses: { ipv4_net: ['192.0.2.0/24'], ipv6_net: ['2001:db8::/32'] },
          },
        },
      },
      { action: { isolateDevice: { allowAddresses: ['192.0.2.0/24', '2001:db8::/32'] } }, effectFor: 3600 },
    ],
    [{ action: 'allow', target: { device: devices[0] } }, { action: { unisolateDevice: {} } }],
    [
      { action: 'deny', target: { ipv4_net: '192.0.2.7/32' }, args: { er, duration: 60_001 } },
      { action: { blockIp: { address: '192.0.2.7/32' } }, effectFor: 61 },
    ],
    [
      { action: 'deny', target: { ipv6_net: '2001:db8::/64' }, args: { er } },
      { action: { blockIp: { address: '2001:db8::/64' } } },
    ],
    [
      { action: 'allow', target: { ipv4_net: '192.0.2.7' }, args: { er } },
      { action: { unblockIp: { address: '192.0.2.7' } } },
    ],
    [
      { action: 'allow', target: { ipv6_net: '2001:db8::7' }, args: { er } },
      { action: { unblockIp: { address: '2001:db8::7' } } },
    ],
    [
      {
        action: 'contain',
        target: { file: { path: '/tmp/evil', hashes: { sha256: 'ab'.repeat(32) } } },
        args: { er, comment: 'A known miner.' },
      },
      {
        action: { quarantineFile: { path: '/tmp/evil', sha256: 'ab'.repeat(32) } },
        justification: 'A known miner.',
      },
    ],
    [
      { action: 'stop', target: { process: { pid: 4242, name: 'xmrig' } }, args: { er } },
      { action: { killProcess: { pid: 4242, processName: 'xmrig' } } },
    ],
    [
      {
        action: 'stop',
        target: { process: { pid: 1234 } },
        args: {
          er: {
            downstream_device: { devices: [{ hostname: 'a' }, { hostname: 'b' }], device_groups: ['lab'] },
          },
        },
      },
      {
        action: { killProcess: { pid: 1234 } },
        devices: [{ hostname: 'a' }, { hostname: 'b' }],
        groups: ['lab'],
      },
    ],
  ])('%j', (command, expected) => {
    expect(parseCommand({ ...command, command_id: 'c1' })).toEqual({ ...act, ...expected })
  })

  test('the justification mentions a missing command_id', () => {
    expect(
      parseCommand({ action: 'allow', target: { device: devices[0] }, actuator: { er: {} } }),
    ).toMatchObject({
      commandId: null,
      justification: 'OpenC2 command',
    })
  })
})

test('query features', () => {
  const query = (features: unknown, args?: object) =>
    parseCommand({ action: 'query', target: { features }, ...(args && { args }) })
  expect(query([])).toEqual({ kind: 'features', features: [] })
  expect(query(['versions', 'profiles', 'pairs', 'rate_limit'], { response_requested: 'complete' })).toEqual({
    kind: 'features',
    features: ['versions', 'profiles', 'pairs', 'rate_limit'],
  })
  for (const refused of [
    query(['colours']),
    query(['pairs', 'pairs']),
    query('pairs'),
    query([], { comment: 'Why' }),
  ])
    expect(refused).toMatchObject({ response: { status: 400 } })
})

test.each([
  // Commands that are not in the Language.
  [[], 400],
  [null, 400],
  [{}, 400],
  [{ action: 'deny' }, 400],
  [{ action: 'deny', target: {} }, 400],
  [{ action: 'deny', target: { ipv4_net: '192.0.2.1', ipv6_net: '2001:db8::1' } }, 400],
  [{ action: 7, target: { device: {} } }, 400],
  [{ action: 'contain', target: { device: devices[0] }, colour: 'red' }, 400],
  [{ action: 'contain', target: { device: devices[0] }, command_id: 7 }, 400],
  [{ action: 'contain', target: { device: devices[0] }, args: { colour: 'red' } }, 400],
  [{ action: 'contain', target: { device: devices[0] }, args: { duration: -1 } }, 400],
  [{ action: 'contain', target: { device: devices[0] }, args: { duration: '1h' } }, 400],
  [{ action: 'contain', target: { device: devices[0] }, args: { response_requested: 'perhaps' } }, 400],
  [{ action: 'contain', target: { device: {} } }, 400],
  [{ action: 'deny', target: { ipv4_net: '192.0.2.1' } }, 400],
  [{ action: 'deny', target: { ipv4_net: '2001:db8::1' }, args: { er } }, 400],
  [{ action: 'deny', target: { ipv6_net: '192.0.2.1' }, args: { er } }, 400],
  [{ action: 'deny', target: { ipv4_net: 'everything' }, args: { er } }, 400],
  [{ action: 'contain', target: { file: { hashes: {} } }, args: { er } }, 400],
  [{ action: 'stop', target: { process: { name: 'xmrig' } }, args: { er } }, 400],
  [
    {
      action: 'stop',
      target: { process: { pid: 1 } },
      args: { er: { ...er, device_containment: 'network_isolation' } },
    },
    400,
  ],
  // Commands that cannot be executed exactly as requested.
  [{ action: 'scan', target: { device: devices[0] } }, 501],
  [{ action: 'deny', target: { device: devices[0] } }, 501],
  [{ action: '__proto__', target: { device: devices[0] } }, 501],
  [{ action: 'constructor', target: { device: devices[0] } }, 501],
  [{ action: 'contain', target: { device: devices[0] }, actuator: { slpf: {} } }, 501],
  [{ action: 'contain', target: { device: devices[0] }, actuator: { er: { asset_id: '7' } } }, 501],
  [{ action: 'contain', target: { device: devices[0] }, args: { start_time: 1 } }, 501],
  [
    {
      action: 'contain',
      target: { device: devices[0] },
      args: { er: { device_containment: 'disable_nic' } },
    },
    501,
  ],
  [
    {
      action: 'contain',
      target: { device: devices[0] },
      args: { er: { permitted_addresses: { domain_name: ['a.example'] } } },
    },
    501,
  ],
  [{ action: 'contain', target: { file: { path: '/tmp/evil', hashes: { md5: '00' } } }, args: { er } }, 501],
  [{ action: 'stop', target: { process: { pid: 7, command_line: 'xmrig -o' } }, args: { er } }, 501],
  [{ action: 'contain', target: { device: { idn_hostname: 'höst' } } }, 501],
])('%j is refused with %i', (command, status) => {
  expect(parseCommand(command)).toMatchObject({ response: { status, status_text: expect.any(String) } })
})
