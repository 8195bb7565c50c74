import { execFileSync, spawnSync } from 'node:child_process'

/** A network namespace for a device, connected only to this host. */
export interface DeviceNetwork {
  /** This host's address for the service. */
  readonly service: string
  /** A second address of this host, for another peer of the device. */
  readonly neighbour: string
  /** A command prefix that runs a command in this network. */
  readonly within: readonly string[]
  /** Whether the device can open a TCP connection. */
  reaches(address: string, port: number): boolean
  rules(): string
  close(): void
}

export function openDeviceNetwork(): DeviceNetwork {
  const name = `defend-e2e-${process.pid}`
  // Interface names have at most 15 characters.
  const cable = `dfd${process.pid}`
  // 198.18.0.0/15 is reserved for network tests (RFC 2544). The address depends on the pid, so that two runs do not clash.
  const at = (end: number) => `198.${18 + ((process.pid >> 13) & 1)}.${(process.pid >> 5) & 255}.${end}`
  const first = (process.pid & 31) * 8
  const [service, neighbour, device] = [at(first + 1), at(first + 2), at(first + 3)]
  const within = ['ip', 'netns', 'exec', name]
  const run = (...command: string[]) => {
    const [program = '', ...args] = command
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }

  run('ip', 'netns', 'add', name)
  run('ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
  for (const address of [service, neighbour]) run('ip', 'address', 'add', `${address}/29`, 'dev', cable)
  run('ip', 'link', 'set', cable, 'up')
  run('ip', '-n', name, 'address', 'add', `${device}/29`, 'dev', 'eth0')
  for (const link of ['lo', 'eth0']) run('ip', '-n', name, 'link', 'set', link, 'up')
  run('ip', '-n', name, 'route', 'add', 'default', 'via', neighbour)

  return {
    service,
    neighbour,
    within,
    reaches(address, port) {
      const [program = '', ...args] = [...within, 'timeout', '2', 'bash', '-c']
      return spawnSync(program, [...args, `: > /dev/tcp/${address}/${port}`]).status === 0
    },
    rules: () => run(...within, 'nft', 'list', 'ruleset'),
    // Deleting the namespace also deletes both ends of the veth pair.
    close: () => void run('ip', 'netns', 'del', name),
  }
}
