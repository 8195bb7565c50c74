import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTestProxy } from '../../clients/agent/testing/proxy.ts'
import { agentsWithin } from './real-agent.ts'
import { openStage } from './running-service.ts'

// This name does not resolve, so only connections through the proxy succeed.
const name = 'defend.invalid'
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { id } } ... on UserError { message } } }`

test('an agent behind an HTTP proxy uses MQTT over WebSocket and executes actions', async () => {
  const stage = await openStage()
  const service = await stage.start({ DEFEND_DEVICE_NAMES: `${name},127.0.0.1` })
  const proxy = await startTestProxy({ hosts: { [name]: '127.0.0.1' } })
  const { host, port } = proxy.address
  const behindIt = agentsWithin(['env', 'NO_PROXY=', `HTTPS_PROXY=http://${host}:${port}`])
  const at = `${name}:${service.device.split(':').at(-1)}`
  const dir = join(stage.directory, 'agent')
  await behindIt.enrollAgent(at, await stage.enrollmentToken(), dir)
  const agent = await behindIt.runAgent(dir, '--allow', 'KILL_PROCESS', '--confine', stage.directory)

  const { devices } = await stage.as('alice')<{ devices: { edges: { node: { id: string } }[] } }>(
    '{ devices(filter: { online: true }) { edges { node { id } } } }',
  )
  const victim = spawn('sleep', ['3600'], { cwd: stage.directory })
  const ended = once(victim, 'exit')
  const { submitAction } = await stage.as('alice')<{ submitAction: { action: { id: string } } }>(submit, {
    input: {
      deviceId: devices.edges[0]?.node.id,
      action: { killProcess: { pid: victim.pid, processName: 'sleep' } },
      justification: 'It was started to be killed.',
    },
  })
  expect((await ended)[1]).toBe('SIGKILL')
  const status = () =>
    stage.as('alice')('query ($id: ID!) { node(id: $id) { ... on ResponseAction { status } } }', {
      id: submitAction.action.id,
    })
  await expect.poll(status).toEqual({ node: { status: 'COMPLETED' } })
  expect(new Set(proxy.requested)).toEqual(new Set([at]))

  await agent.close()
  await proxy.close()
  await stage.close()
})
