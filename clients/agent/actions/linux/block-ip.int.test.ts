import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type Cable,
  DEVICE,
  describeInNamespaces,
  FRIEND,
  OTHER,
  plugCable,
  SERVER,
  type Worker,
} from '../../testing/namespaces.ts'

let cable: Cable
let device: Worker
let dir: string

const everybody = [SERVER, FRIEND, OTHER].flatMap(({ v4, v6 }) => [v4, v6])
const startWorld = () => cable.world.start('world.fixture.ts', ...everybody)

async function plug(): Promise<void> {
  cable = plugCable()
  dir = await newDirectory()
  await startWorld()
  device = await cable.device.start('device.fixture.ts', dir)
}

async function unplug(): Promise<void> {
  await cable.close()
  await rm(dir, { recursive: true, force: true })
}

/** Gives each test a device without rules. */
async function renew(): Promise<void> {
  cable.device.run('nft', 'flush', 'ruleset')
  await rm(dir, { recursive: true, force: true })
  dir = await newDirectory()
  await device.ask({ op: 'restart', directory: dir })
}

const newDirectory = () => mkdtemp(join(tmpdir(), 'agent-'))

const block = (address: string, effectFor: number | null = null) =>
  device.ask({ op: 'execute', type: 'BLOCK_IP', parameters: { address }, effectFor })
const unblock = (address: string) =>
  device.ask({ op: 'execute', type: 'UNBLOCK_IP', parameters: { address } })
const verify = (type: 'BLOCK_IP' | 'UNBLOCK_IP', address: string) =>
  device.ask({ op: 'verify', type, parameters: { address } })
const blocked = async () =>
  (await device.ask<{ blockedAddresses: string[] }>({ op: 'state' })).blockedAddresses
const tcp = (address: string) => device.ask<string>({ op: 'tcp', address, port: 9000 })
const udp = (address: string) => device.ask<string>({ op: 'udp', address, port: 9000 })
const rules = () => cable.device.run('nft', 'list', 'ruleset')
const code = (outcome: unknown) => (outcome as { failed?: { code: string } }).failed?.code ?? 'completed'

describeInNamespaces('a blocked address', () => {
  beforeAll(plug)
  beforeEach(renew)
  afterAll(unplug)

  test('is unreachable over v4, v6, TCP and UDP, on old and new connections; other hosts stay reachable', async () => {
    await device.ask({ op: 'hold', name: 'other', address: OTHER.v4, port: 9000 })
    expect(await block(`::ffff:${OTHER.v4}`)).toEqual({ completed: { address: OTHER.v4 } })
    expect(await block(OTHER.v6.toUpperCase())).toEqual({ completed: { address: OTHER.v6 } })
    for (const address of [OTHER.v4, OTHER.v6]) {
      expect(await tcp(address)).not.toBe('connected')
      expect(await udp(address)).not.toBe('answered')
      expect(await verify('BLOCK_IP', address)).toMatchObject({
        passed: true,
        evidence: { refusedByTheRules: 1 },
      })
    }
    expect(await device.ask({ op: 'holds', name: 'other' })).toMatch(/closed|ECONNRESET/)
    expect(await tcp(FRIEND.v4)).toBe('connected')
    expect(await udp(FRIEND.v6)).toBe('answered')
    expect(await blocked()).toEqual([OTHER.v4, OTHER.v6])
  })

  test('overlapping blocks are added and removed independently', async () => {
    const around = '10.77.0.16/28'
    await block('10.77.0.17/28')
    await block(OTHER.v4)
    await block(FRIEND.v4)
    expect(await blocked()).toEqual([FRIEND.v4, around, OTHER.v4].sort())
    expect(await unblock(FRIEND.v4)).toEqual({ completed: { address: FRIEND.v4, stillBlockedBy: [] } })
    expect(await tcp(FRIEND.v4)).toBe('connected')
    expect(await unblock(OTHER.v4)).toEqual({ completed: { address: OTHER.v4, stillBlockedBy: [around] } })
    expect(await verify('UNBLOCK_IP', OTHER.v4)).toMatchObject({ passed: true })
    expect(await tcp(OTHER.v4)).not.toBe('connected')
    await block(OTHER.v4)
    await unblock(around)
    expect(await blocked()).toEqual([OTHER.v4])
    expect(await tcp(OTHER.v4)).not.toBe('connected')
    await unblock(OTHER.v4)
    expect(await tcp(OTHER.v4)).toBe('connected')
    expect(rules()).toBe('')
    expect(await unblock(OTHER.v4)).toHaveProperty('completed')
  })

  test('overrides an address that an isolation allows', async () => {
    await device.ask({
      op: 'execute',
      type: 'ISOLATE_DEVICE',
      parameters: { allowAddresses: [FRIEND.v4, OTHER.v4] },
    })
    await block(OTHER.v4)
    expect(await tcp(FRIEND.v4)).toBe('connected')
    expect(await tcp(OTHER.v4)).not.toBe('connected')
    expect(await verify('BLOCK_IP', OTHER.v4)).toMatchObject({ passed: true })
  })

  test('is restored by an agent restart, and by the rules file alone', async () => {
    await block(OTHER.v4)
    await block('2001:db8::/32')
    await device.kill()
    cable.device.run('nft', 'flush', 'ruleset')
    device = await cable.device.start('device.fixture.ts', dir)
    expect(await blocked()).toEqual([OTHER.v4, '2001:db8::/32'])
    cable.device.run('nft', 'flush', 'ruleset')
    expect(await blocked()).toEqual([])
    cable.device.run('nft', '-f', join(dir, 'blocks.nft'))
    expect(await tcp(OTHER.v4)).not.toBe('connected')
  })

  test('verification fails if the rule or file is gone, or another rule accepts the address', async () => {
    expect(await verify('BLOCK_IP', OTHER.v4)).toMatchObject({ passed: false })
    await block(OTHER.v4)
    await block(FRIEND.v4)
    expect(await verify('UNBLOCK_IP', OTHER.v4)).toMatchObject({ passed: false })
    cable.device.run('nft', 'delete', 'element', 'inet', 'defend_blocks', 'blocked4', `{ ${OTHER.v4} }`)
    expect(await verify('BLOCK_IP', OTHER.v4)).toMatchObject({ passed: false })
    expect(await blocked()).toEqual([FRIEND.v4])
    cable.device.run('nft', 'insert', 'rule', 'inet', 'defend_blocks', 'output', 'accept')
    expect(await verify('BLOCK_IP', FRIEND.v4)).toMatchObject({ passed: false })
    await block(FRIEND.v4)
    expect(await verify('BLOCK_IP', FRIEND.v4)).toMatchObject({ passed: true })
    await rm(join(dir, 'blocks.nft'))
    expect(await verify('BLOCK_IP', FRIEND.v4)).toMatchObject({ passed: false })
    // A deleted file must not drop a block that the kernel enforces.
    await block(OTHER.v4)
    expect(await blocked()).toEqual([FRIEND.v4, OTHER.v4])
  })

  test('each block expires on its own; a later block of the same address replaces the expiry', async () => {
    await block(OTHER.v4, 60)
    await block(FRIEND.v4, 120)
    await device.ask({ op: 'restart', milliseconds: 60_000 })
    expect(await blocked()).toEqual([FRIEND.v4])
    expect(await tcp(OTHER.v4)).toBe('connected')
    await block(FRIEND.v4)
    await block(OTHER.v4, 60)
    await unblock(OTHER.v4)
    await block(OTHER.v4)
    await device.ask({ op: 'restart', milliseconds: 3_600_000 })
    expect(await blocked()).toEqual([FRIEND.v4, OTHER.v4])
  })

  test('refuses to block addresses the device needs to stay reachable', async () => {
    for (const address of [
      '127.0.0.1',
      '126.0.0.0/7',
      '::1',
      '0.0.0.0',
      '::',
      '169.254.1.1',
      'fe80::1',
      '224.0.0.1',
      'ff02::1',
      '10.0.0.0/7',
      '2000::/15',
      '::ffff:0:0/95',
      `::ffff:127.0.0.1`,
      SERVER.v4,
      '10.77.0.0/24',
      `::ffff:${SERVER.v4}`,
    ])
      expect([address, code(await block(address))]).toEqual([address, 'PROTECTED_TARGET'])
    expect(rules()).toBe('')
  })

  test('refuses invalid addresses, and every address when confined', async () => {
    for (const address of ['10.0.0.1; flush ruleset', '', 'example.org', '10.0.0.1/33', '010.0.0.1'])
      await expect(block(address)).rejects.toThrow('address')
    await device.ask({ op: 'restart', sandbox: true })
    expect(code(await block(OTHER.v4))).toBe('PERMISSION_DENIED')
    expect(code(await unblock(OTHER.v4))).toBe('PERMISSION_DENIED')
    expect(await blocked()).toEqual([])
    await expect(readFile(join(dir, 'blocks.nft'))).rejects.toThrow('ENOENT')
  })

  test('the device itself stays reachable', async () => {
    await block('10.77.0.128/25')
    expect(await tcp(DEVICE.v4)).toBe('ECONNREFUSED')
    expect(await tcp(SERVER.v4)).toBe('connected')
  })
})
