import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { Aedes } from 'aedes'
import { createAuthority } from '../../clients/agent/testing/certificates.ts'
import { paceInFlight } from '../load.ts'
import { runPart } from './part.ts'

interface Question {
  readonly seconds: number
  readonly inFlight: number
  /** Client ids. */
  readonly devices: readonly string[]
}

/** The floor of command delivery: a bare Aedes that publishes to devices and waits for their replies. */
runPart(async () => {
  const authority = await createAuthority()
  const waiting = new Map<string, () => void>()
  const aedes = await Aedes.createBroker({
    concurrency: 10_000,
    authorizePublish: (_client, packet, done) => {
      const id = packet.payload.toString('latin1', 0, 12)
      waiting.get(id)?.()
      waiting.delete(id)
      setImmediate(done, null)
    },
  })
  const server = createServer(
    { ...(await authority.issueServer({ ip: ['127.0.0.1'] })), noDelay: true },
    aedes.handle,
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  // Same length as a signed command.
  const padding = 'x'.repeat(700)
  const roundTrip = (device: string, index: number) =>
    new Promise<void>(resolve => {
      const id = String(index).padStart(12, '0')
      waiting.set(id, resolve)
      aedes.publish(
        {
          cmd: 'publish',
          topic: `bench/${device}/commands`,
          payload: id + padding,
          qos: 1,
          retain: false,
          dup: false,
        },
        () => {},
      )
    })
  return {
    ready: { port: (server.address() as AddressInfo).port, ca: authority.pem },
    answer: ({ seconds, inFlight, devices }: Question) =>
      paceInFlight(inFlight, seconds, index => roundTrip(devices[index % devices.length] ?? '', index)),
    close: () => {
      server.close()
      aedes.close()
    },
  }
})
