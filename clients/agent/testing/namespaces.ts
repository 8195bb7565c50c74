import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

/**
 * Runs network tests in their own namespaces. Where namespaces are unavailable, skips the tests and says why.
 */
export function describeInNamespaces(name: string, body: () => void): void {
  const reason = whyNoNamespaces()
  describe.skipIf(reason !== null)(reason === null ? name : `${name} (skipped: ${reason})`, body)
}

function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'not Linux'
  if (process.getuid?.() !== 0) return 'not root'
  for (const [program, args] of [
    ['ip', ['-V']],
    ['nft', ['--version']],
  ] as const)
    if (spawnSync(program, args).error) return `${program} is not installed`
  const name = nextName()
  const added = spawnSync('ip', ['netns', 'add', name])
  if (added.status !== 0) return 'no network namespaces here'
  const rules = spawnSync('ip', ['netns', 'exec', name, 'nft', 'list', 'ruleset'])
  spawnSync('ip', ['netns', 'del', name])
  return rules.status === 0 ? null : 'no nftables in this kernel'
}

let count = 0
const nextName = () => `agent-test-${process.pid}-${count++}`

/**
 * A device and the rest of the world, in two namespaces connected only with each other.
 */
export interface Cable {
  readonly device: Namespace
  readonly world: Namespace
  close(): Promise<void>
}

export interface Namespace {
  /** The prefix of a command to run in this namespace with `hosts` as /etc/hosts. */
  within(hosts: string): string[]
  /** Runs a program to its end and returns its output; throws if it fails. */
  run(program: string, ...args: string[]): string
  /** Starts a fixture of this folder, which answers each line of JSON with one line of JSON. */
  start(fixture: string, ...args: string[]): Promise<Worker>
}

export interface Worker {
  ask<T = unknown>(request: object): Promise<T>
  kill(): Promise<void>
}

export const DEVICE = { v4: '10.77.0.2', v6: 'fd77::2' }
export const SERVER = { v4: '10.77.0.1', v6: 'fd77::1' }
export const FRIEND = { v4: '10.77.0.10', v6: 'fd77::10' }
export const OTHER = { v4: '10.77.0.20', v6: 'fd77::20' }

export function plugCable(): Cable {
  const names = [nextName(), nextName()] as const
  const workers: Worker[] = []
  for (const name of names) execFileSync('ip', ['netns', 'add', name])
  const [device, world] = names.map(name => namespace(name, workers)) as [Namespace, Namespace]
  execFileSync('ip', [
    '-n',
    names[0],
    'link',
    'add',
    'eth0',
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    names[1],
  ])
  for (const [end, addresses] of [
    [device, [DEVICE]],
    [world, [SERVER, FRIEND, OTHER]],
  ] as const) {
    end.run('ip', 'link', 'set', 'lo', 'up')
    // Disable duplicate address detection, which takes seconds.
    end.run('sh', '-c', 'echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad')
    for (const { v4, v6 } of addresses) {
      end.run('ip', 'address', 'add', `${v4}/24`, 'dev', 'eth0')
      end.run('ip', 'address', 'add', `${v6}/64`, 'dev', 'eth0', 'nodad')
    }
    end.run('ip', 'link', 'set', 'eth0', 'up')
  }
  // A new link drops packets until the kernel has brought it up.
  for (const end of [device, world]) until(() => isUp(end.run('ip', 'address', 'show', 'dev', 'eth0')))
  device.run('ip', 'route', 'add', 'default', 'via', SERVER.v4)
  device.run('ip', 'route', 'add', 'default', 'via', SERVER.v6)

  return {
    device,
    world,
    async close() {
      for (const worker of workers) await worker.kill()
      for (const name of names) execFileSync('ip', ['netns', 'del', name])
    },
  }
}

const isUp = (listing: string) => listing.includes('state UP') && !listing.includes('tentative')

function until(holds: () => boolean): void {
  for (const deadline = performance.now() + 10_000; !holds(); )
    if (performance.now() > deadline) throw new Error('the link between the namespaces did not come up')
}

function namespace(name: string, workers: Worker[]): Namespace {
  return {
    within: hosts => [
      ...['ip', 'netns', 'exec', name, 'sh', '-c'],
      // ip has already created a separate mount namespace.
      'mount --bind "$0" /etc/hosts && exec "$@"',
      hosts,
    ],
    run: (program, ...args) =>
      execFileSync('ip', ['netns', 'exec', name, program, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    async start(fixture, ...args) {
      const path = fileURLToPath(new URL(fixture, import.meta.url))
      const node = [process.execPath, '--import', 'tsx', path, ...args]
      const child = spawn('ip', ['netns', 'exec', name, ...node], { stdio: ['pipe', 'pipe', 'inherit'] })
      const worker = workerOf(child)
      workers.push(worker)
      await worker.ask({ op: 'ready' })
      return worker
    },
  }
}

function workerOf(child: ChildProcess): Worker {
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('no pipes')
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let next = 0
  createInterface({ input: stdout }).on('line', text => {
    const { id, answer, error } = JSON.parse(text)
    const request = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) request?.resolve(answer)
    else request?.reject(new Error(error))
  })
  const exited = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the fixture ended'))
  })
  return {
    ask: <T>(request: object) =>
      new Promise<T>((resolve, reject) => {
        const id = next++
        waiting.set(id, { resolve: value => resolve(value as T), reject })
        stdin.write(`${JSON.stringify({ id, ...request })}\n`)
      }),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exited
    },
  }
}
