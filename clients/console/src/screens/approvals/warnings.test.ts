import { expect, test } from 'vitest'
import { warningsOf } from './warnings.ts'

const block = (address: string) => ({ __typename: 'BlockIpParameters', address }) as const

test('warns of a wide block, a server and many devices', () => {
  const device = { hostname: 'db-07', labels: ['server', 'prod'] }
  expect(warningsOf({ parameters: block('10.0.0.0/8'), device, devices: 51 })).toEqual([
    '10.0.0.0/8 is a wide block. It cuts the device off from a large part of the network.',
    'db-07 is labelled “server”. Other people depend on it.',
    'This changes 51 devices.',
  ])
})

test('does not warn of a narrow block on one ordinary device', () => {
  for (const address of ['203.0.113.9', '10.0.0.0/24', '2001:db8::/48', '2001:db8::1'])
    expect(warningsOf({ parameters: block(address) })).toEqual([])
  expect(warningsOf({ parameters: block('2001:db8::/47') })).toHaveLength(1)
})
