import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { type Simulation, simulateDevices } from './simulated.ts'
import { startProgram } from './testing/program.ts'
import { startTestServer, type TestServer } from './testing/server.ts'

let server: TestServer
let simulation: Simulation | undefined

afterEach(async () => {
  await simulation?.close()
  simulation = undefined
  await server.close()
})

test('every simulated device claims, completes, verifies and reports its containment', async () => {
  server = await startTestServer()
  simulation = await simulateDevices({
    count: 40,
    server: server.address,
    token: server.token,
    log: () => {},
  })
  expect(new Set(simulation.deviceIds).size).toBe(40)

  await Promise.all(
    simulation.deviceIds.map(async deviceId => {
      const actionId = randomUUID()
      const action = { type: 'BLOCK_IP', parameters: { address: '203.0.113.7' } }
      const submittedAt = new Date().toISOString()
      const commandId = await server.send(deviceId, {
        kind: 'execute',
        actionId,
        action,
        submittedAt,
        effectFor: null,
      })
      expect((await server.result(result => result.commandId === commandId)).kind).toBe('claim')

      await server.send(deviceId, { kind: 'grant', actionId, commandId })
      const completed = await server.result(result => result.commandId === commandId)
      expect(completed).toMatchObject({ kind: 'completed', output: { address: '203.0.113.7' } })
      const state = await server.state(
        (status, from) => from === deviceId && status.containment?.blockedAddresses?.length === 1,
      )
      expect(state.hostname).toMatch(/^simulated-00\d\d$/)

      const executedAt = completed.at
      const jti = await server.send(deviceId, { kind: 'verify', actionId, action, executedAt, output: null })
      expect(await server.result(result => result.commandId === jti)).toMatchObject({ passed: true })
    }),
  )
})

test("if one device can't enrol, closes the others and reports why", async () => {
  server = await startTestServer()
  const token = server.token.replace(/_[0-9a-f]{64}_/, `_${'0'.repeat(64)}_`)
  await expect(simulateDevices({ count: 3, server: server.address, token, log: () => {} })).rejects.toThrow(
    '401',
  )
})

test('the program prints one line when all devices are connected, and shuts down cleanly', async () => {
  server = await startTestServer()
  const { host, port } = server.address
  const args = ['--server', `${host}:${port}`, '--token', server.token, '--devices', '3']
  const program = startProgram(args, 'simulate.ts')
  expect(await program.line('connected')).toMatchObject({ devices: 3 })
  program.process.kill('SIGTERM')
  expect(await program.ended).toMatchObject({ code: 0 })
})
