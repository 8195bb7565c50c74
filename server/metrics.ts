import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  /** For the broker. */
  readonly observer: {
    connections(count: number): void
    sent(kind: string): void
    received(kind: string): void
  }
  committed(): void
}

/** Metrics of the process and the service, in a separate registry. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const devices = new Gauge({
    name: 'defend_connected_devices',
    help: 'Devices connected to this process.',
    registers,
  })
  const sent = new Counter({
    name: 'defend_commands_sent_total',
    help: 'Commands sent to devices, redeliveries among them, by kind.',
    labelNames: ['kind'],
    registers,
  })
  const received = new Counter({
    name: 'defend_device_messages_total',
    help: 'Messages of devices, by kind; malformed ones are counted as such.',
    labelNames: ['kind'],
    registers,
  })
  const commits = new Counter({
    name: 'defend_ledger_commits_total',
    help: 'Commits that made the ledger of an organization grow; one may carry many events.',
    registers,
  })
  return {
    registry,
    observer: {
      connections: count => devices.set(count),
      sent: kind => sent.inc({ kind }),
      received: kind => received.inc({ kind }),
    },
    committed: () => commits.inc(),
  }
}
