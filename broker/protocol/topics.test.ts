import { expect, test } from 'vitest'
import { CHANNELS, commandsTopic, parseTopic, resultsTopic, stateTopic } from './topics.ts'

const deviceId = '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'

test('parses the topics it formats', () => {
  const topics = [commandsTopic(deviceId), resultsTopic(deviceId), stateTopic(deviceId)]
  expect(topics.map(parseTopic)).toEqual(CHANNELS.map(channel => ({ deviceId, channel })))
})

test.each([
  '',
  '#',
  '$SYS/broker/clients',
  'defend/v1/+/commands',
  'defend/v1/#',
  `defend/v1/${deviceId}`,
  `defend/v1/${deviceId}/`,
  `defend/v1/${deviceId}/#`,
  `defend/v1/${deviceId}/commands/more`,
  `defend/v1/${deviceId}/other`,
  `/defend/v1/${deviceId}/commands`,
  `defend/v2/${deviceId}/commands`,
  `defend/v1/${deviceId.toUpperCase()}/commands`,
  `defend/v1/${deviceId} /commands`,
])('rejects %s', topic => {
  expect(parseTopic(topic)).toBeNull()
})
