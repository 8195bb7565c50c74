import { connectAsync, type MqttClient } from 'mqtt'
import { runPart } from './part.ts'

interface Input {
  readonly port: number
  readonly ca: string
  readonly count: number
}

/** MQTT clients that reply to each message with one as long as a result. */
runPart(async ({ port, ca, count }: Input) => {
  const padding = 'x'.repeat(200)
  const clients: MqttClient[] = []
  for (let i = 0; i < count; i++) {
    const clientId = `device-${i}`
    const client = await connectAsync(`mqtts://127.0.0.1:${port}`, { clientId, ca, protocolVersion: 4 })
    client.on('message', (_topic, payload) => {
      client.publish(`bench/${clientId}/results`, payload.toString('latin1', 0, 12) + padding, { qos: 1 })
    })
    await client.subscribeAsync(`bench/${clientId}/commands`, { qos: 1 })
    clients.push(client)
  }
  return {
    ready: clients.map(({ options }) => options.clientId),
    close: async () => {
      await Promise.all(clients.map(client => client.endAsync(true)))
    },
  }
})
