import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
let world: Worker
let dir: string

const everybody = [SERVER, FRIEND, OTHER].flatMap(({ v4, v6 }) => [v4, v6])
const startWorld = () => cable.world.start('world.fixture.ts', ...everybody)

async function plug(): Promise<void> {
  cable = plugCable()
  dir = await newDirectory()
  world = await startWorld()
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

/** Runs `work` while the server is down. */
async function withoutServer(work: () => Promise<void>): Promise<void> {
  await world.kill()
  await work()
  world = await startWorld()
}

const isolate = (allowAddresses: string[] = [], effectFor: number | null = null) =>
  device.ask({ op: 'execute', type: 'ISOLATE_DEVICE', parameters: { allowAddresses }, effectFor })
const verify = (allowAddresses: string[] = []) =>
  device.ask({ op: 'verify', type: 'ISOLATE_DEVICE', parameters: { allowAddresses } })
const unisolate = () => device.ask({ op: 'execute', type: 'UNISOLATE_DEVICE', parameters: {} })
const state = () => device.ask<{ isolated: boolean; isolatedSince: string | null }>({ op: 'state' })
const tcp = (address: string, port: number) => device.ask<string>({ op: 'tcp', address, port })
const udp = (address: string, port: number) => device.ask<string>({ op: 'udp', address, port })
const rulesFile = () => readFile(join(dir, 'isolation.nft'), 'utf8').catch(() => null)
const rules = () => cable.device.run('nft', 'list', 'ruleset')

describeInNamespaces('an isolated device', () => {
  beforeAll(plug)
  beforeEach(renew)
  afterAll(unplug)

  test("reaches only its server's port, over TCP, UDP, v4 and v6, on old and new connections", async () => {
    await device.ask({ op: 'hold', name: 'other', address: OTHER.v4, port: 9000 })
    await device.ask({ op: 'hold', name: 'other6', address: OTHER.v6, port: 9000 })
    await device.ask({ op: 'hold', name: 'server', address: SERVER.v4, port: 443 })
    for (const address of everybody) {
      expect(await tcp(address, 9000)).toBe('connected')
      expect(await udp(address, 53)).toBe('answered')
    }
    expect(await world.ask({ op: 'tcp', address: DEVICE.v4, port: 7000 })).toBe('connected')

    expect(await isolate()).toMatchObject({
      completed: { allowed: [], server: [SERVER.v4], port: 443 },
    })
    for (const { v4, v6 } of [FRIEND, OTHER])
      for (const address of [v4, v6]) {
        expect(await tcp(address, 443)).toMatch(/ECONNREFUSED|EACCES|EHOSTUNREACH/)
        expect(await tcp(address, 9000)).toMatch(/ECONNREFUSED|EACCES|EHOSTUNREACH/)
        expect(await udp(address, 9000)).not.toBe('answered')
        expect(await udp(address, 53)).not.toBe('answered')
      }
    expect(await tcp(SERVER.v4, 9000)).not.toBe('connected')
    expect(await tcp(SERVER.v6, 443)).not.toBe('connected')
    expect(await udp(SERVER.v4, 53)).not.toBe('answered')
    expect(await device.ask({ op: 'holds', name: 'other' })).toMatch(/closed|ECONNRESET/)
    expect(await device.ask({ op: 'holds', name: 'other6' })).toMatch(/closed|ECONNRESET/)

    expect(await tcp(SERVER.v4, 443)).toBe('connected')
    expect(await device.ask({ op: 'holds', name: 'server' })).toBe('echoed')
    expect(await tcp('127.0.0.1', 7000)).toBe('connected')
    expect(await tcp('::1', 7000)).toBe('connected')
    expect(await tcp(DEVICE.v4, 7000)).toBe('connected')
    expect(await world.ask({ op: 'tcp', address: DEVICE.v4, port: 7000 })).toBe('no answer')
    expect(await world.ask({ op: 'tcp', address: DEVICE.v6, port: 7000 })).toBe('no answer')
  })

  test("the server can't open connections to the device, not even from its management port", async () => {
    const translation = `snat to ${SERVER.v4}:443`
    cable.world.run('nft', 'add table ip t; add chain ip t c { type nat hook postrouting priority 100; }')
    cable.world.run('nft', `add rule ip t c ip daddr ${DEVICE.v4} tcp dport 7000 ${translation}`)
    const intoTheDevice = () => world.ask({ op: 'tcp', address: DEVICE.v4, port: 7000 })
    expect(await intoTheDevice()).toBe('connected')
    await isolate()
    expect(await intoTheDevice()).toBe('no answer')
    cable.world.run('nft', 'delete table ip t')
  })

  test('neighbour discovery works: the server answers after the neighbour tables are flushed', async () => {
    await isolate([SERVER.v6])
    for (const family of ['-4', '-6']) cable.device.run('ip', family, 'neigh', 'flush', 'all')
    expect(await tcp(SERVER.v4, 443)).toBe('connected')
    expect(await tcp(SERVER.v6, 443)).toBe('connected')
  })

  test('allowed addresses and blocks work in both directions; DNS works only through them', async () => {
    const allowed = [FRIEND.v6, `::ffff:${FRIEND.v4}`, '10.99.1.1/16']
    expect(await isolate(allowed)).toMatchObject({
      completed: { allowed: [FRIEND.v4, '10.99.0.0/16', FRIEND.v6] },
    })
    for (const address of [FRIEND.v4, FRIEND.v6]) {
      expect(await tcp(address, 9000)).toBe('connected')
      expect(await udp(address, 53)).toBe('answered')
    }
    expect(await tcp(OTHER.v4, 9000)).not.toBe('connected')
    expect(await udp(OTHER.v4, 53)).not.toBe('answered')
    expect(await verify(allowed)).toMatchObject({ passed: true, evidence: { allowAddresses: [{}, {}] } })
    expect(await verify([FRIEND.v4])).toMatchObject({ passed: false })
  })

  test('verification passes while the rules hold, and fails once any part is missing', async () => {
    expect(await verify()).toMatchObject({ passed: false })
    await isolate()
    expect(await verify()).toMatchObject({
      passed: true,
      evidence: { rules: 'in force', rulesFile: true, server: 'answered' },
    })
    const { evidence } = (await verify()) as { evidence: { others: object[]; refusedByTheRules: number } }
    expect(evidence.others.length).toBeGreaterThan(2)
    expect(evidence.refusedByTheRules).toBeGreaterThan(0)

    cable.device.run('nft', 'insert', 'rule', 'inet', 'defend_isolation', 'output', 'accept')
    expect(await verify()).toMatchObject({ passed: false })
    expect(await state()).toMatchObject({ isolated: false })
    await isolate()
    expect(await verify()).toMatchObject({ passed: true })
    cable.device.run('nft', 'add', 'element', 'inet', 'defend_isolation', 'server4', `{ ${OTHER.v4} }`)
    expect(await verify()).toMatchObject({ passed: false })
    await isolate()
    await rm(join(dir, 'isolation.nft'))
    expect(await verify()).toMatchObject({ passed: false, evidence: { rulesFile: false } })
  })

  test('a repeated isolation keeps the time of the first one', async () => {
    await isolate()
    const first = await state()
    const [file, inForce] = [await rulesFile(), rules()]
    expect(await isolate()).toHaveProperty('completed')
    expect(await state()).toEqual(first)
    expect([await rulesFile(), rules().replaceAll(/packets \d+ bytes \d+/g, '')]).toEqual([
      file,
      inForce.replaceAll(/packets \d+ bytes \d+/g, ''),
    ])
  })

  test('fails and is lifted if it cuts off the server', async () => {
    await withoutServer(async () => {
      expect(await isolate()).toMatchObject({ failed: { code: 'TIMED_OUT' } })
      expect(rules()).toBe('')
      expect(await rulesFile()).toBe(null)
    })
    await isolate([FRIEND.v4])
    await withoutServer(async () => {
      expect(await isolate([OTHER.v4])).toMatchObject({ failed: { code: 'TIMED_OUT' } })
      expect(rules()).toContain(FRIEND.v4)
      expect(rules()).not.toContain(OTHER.v4)
    })
  })

  test('resume finishes an interrupted isolation, or restores the previous rules', async () => {
    await isolate()
    const before = await rulesFile()
    await isolate([FRIEND.v4])
    const resume = { op: 'resume', type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [OTHER.v4] } }
    expect(await device.ask({ ...resume, noted: { before } })).toHaveProperty('completed')
    expect(rules()).toContain(OTHER.v4)
    await withoutServer(async () => {
      expect(await device.ask({ ...resume, noted: { before } })).toHaveProperty('failed')
      expect(await rulesFile()).toBe(before)
      expect(await device.ask({ ...resume, noted: { before: null } })).toHaveProperty('failed')
      expect(rules()).toBe('')
    })
  })

  test('a restarted agent restores the rules, as after a reboot', async () => {
    await isolate()
    const first = await state()
    await device.kill()
    cable.device.run('nft', 'flush', 'ruleset')
    device = await cable.device.start('device.fixture.ts', dir)
    expect(await state()).toEqual(first)
    expect(await tcp(OTHER.v4, 9000)).not.toBe('connected')
    await device.kill()
    cable.device.run('nft', 'flush', 'ruleset')
    cable.device.run('nft', '-f', join(dir, 'isolation.nft'))
    device = await cable.device.start('device.fixture.ts', dir)
    expect(await verify()).toMatchObject({ passed: true })
  })

  test('sends DHCP, DHCPv6 and neighbour discovery only on the link', async () => {
    const beyond = { v4: '198.51.100.7', v6: '2001:db8:7::7' }
    const counts = ([v4, v6]: [string, string]) => [
      `ip daddr ${v4} udp dport 67 counter`,
      `ip6 daddr ${v6} udp dport 547 counter`,
      `ip6 daddr ${v6} icmpv6 type nd-neighbor-solicit counter`,
    ]
    // The prerouting hook sees every arriving packet, whatever its destination.
    cable.world.run('nft', 'add table inet t; add chain inet t c { type filter hook prerouting priority 0; }')
    for (const rule of [...counts([beyond.v4, beyond.v6]), ...counts([OTHER.v4, 'fe80::/10'])])
      cable.world.run('nft', `add rule inet t c ${rule}`)
    const arrived = () => {
      const listing = cable.world.run('nft', 'list', 'chain', 'inet', 't', 'c')
      return [...listing.matchAll(/packets (\d+)/g)].map(([, packets]) => Number(packets) > 0)
    }

    await isolate()
    const neighbour = cable.world
      .run('ip', '-6', '-o', 'address', 'show', 'dev', 'eth0', 'scope', 'link')
      .match(/fe80::[0-9a-f:]+/)?.[0]
    for (const [address, source, port] of [
      [beyond.v4, 68, 67],
      [beyond.v6, 546, 547],
      [OTHER.v4, 68, 67],
      [`${neighbour}%eth0`, 546, 547],
    ] as const)
      await device.ask({ op: 'udp', address, port, source })
    expect(arrived().slice(0, 4)).toEqual([false, false, false, true])
    expect(arrived()[4]).toBe(true)
    cable.world.run('nft', 'delete', 'table', 'inet', 't')
  })

  describe('rule watch', () => {
    const changes = () => device.ask<number>({ op: 'changes' })
    const changedAfter = (before: number) => device.ask({ op: 'changed', after: before })
    beforeEach(() => device.ask({ op: 'restart', directory: dir, watches: true }))
    afterAll(() => device.ask({ op: 'restart', directory: dir }))

    test.each([
      ['everything is flushed', ['flush', 'ruleset']],
      ['the table is deleted', ['delete', 'table', 'inet', 'defend_isolation']],
      [
        'a rule is inserted before the others',
        ['insert', 'rule', 'inet', 'defend_isolation', 'output', 'accept'],
      ],
      ['the table is made dormant', ['add', 'table', 'inet', 'defend_isolation', '{ flags dormant; }']],
      [
        'an address is let through',
        ['add', 'element', 'inet', 'defend_isolation', 'allowed4', `{ ${OTHER.v4} }`],
      ],
    ])('restores and reports its rules when %s', { timeout: 20_000 }, async (_what, command) => {
      await isolate()
      const [since, before] = [await state(), await changes()]
      cable.device.run('nft', ...command)
      await changedAfter(before)
      expect(await state()).toEqual(since)
      expect(await tcp(OTHER.v4, 9000)).not.toBe('connected')
      expect(await verify()).toMatchObject({ passed: true })
    })

    test('also watches blocks and the rules files for the next boot', { timeout: 20_000 }, async () => {
      await device.ask({ op: 'execute', type: 'BLOCK_IP', parameters: { address: OTHER.v4 } })
      const before = await changes()
      await rm(join(dir, 'blocks.nft'))
      cable.device.run('nft', 'flush', 'ruleset')
      await changedAfter(before)
      expect(
        await device.ask({ op: 'verify', type: 'BLOCK_IP', parameters: { address: OTHER.v4 } }),
      ).toMatchObject({ passed: true })
    })

    test('does not restore undone rules', async () => {
      await isolate()
      await unisolate()
      cable.device.run('nft', 'flush', 'ruleset')
      await device.ask({ op: 'restart', directory: dir, watches: true })
      expect(rules()).toBe('')
    })
  })

  test('unisolate lifts the isolation, keeps blocks, and may be repeated', async () => {
    await device.ask({ op: 'execute', type: 'BLOCK_IP', parameters: { address: OTHER.v4 } })
    await isolate()
    for (const _again of [1, 2]) {
      expect(await unisolate()).toEqual({ completed: {} })
      expect(await device.ask({ op: 'verify', type: 'UNISOLATE_DEVICE', parameters: {} })).toMatchObject({
        passed: true,
      })
    }
    expect(await tcp(FRIEND.v4, 9000)).toBe('connected')
    expect(await tcp(OTHER.v4, 9000)).not.toBe('connected')
    expect(await world.ask({ op: 'tcp', address: DEVICE.v4, port: 7000 })).toBe('connected')
    expect(await state()).toMatchObject({ isolated: false, isolatedSince: null })
    expect(await rulesFile()).toBe(null)
    await isolate()
    expect(await device.ask({ op: 'verify', type: 'UNISOLATE_DEVICE', parameters: {} })).toMatchObject({
      passed: false,
    })
  })

  test('expires on time, also after a restart; a later isolation replaces the timer', async () => {
    await isolate([], 60)
    await device.ask({ op: 'restart', milliseconds: 59_000 })
    expect(await state()).toMatchObject({ isolated: true })
    await isolate([], 60)
    await device.ask({ op: 'restart', milliseconds: 59_000 })
    expect(await state()).toMatchObject({ isolated: true })
    await device.ask({ op: 'restart', milliseconds: 1_000 })
    expect(await state()).toMatchObject({ isolated: false })
    expect(rules()).toBe('')

    await isolate([], 60)
    await isolate()
    await device.ask({ op: 'restart', milliseconds: 3_600_000 })
    expect(await state()).toMatchObject({ isolated: true })

    await isolate([], 60)
    await unisolate()
    await isolate()
    await device.ask({ op: 'restart', milliseconds: 3_600_000 })
    expect(await state()).toMatchObject({ isolated: true })
  })

  test('refuses too many, too wide and invalid addresses, and changes nothing', async () => {
    const many = Array.from({ length: 51 }, (_, index) => `10.0.0.${index}`)
    expect(await isolate(many)).toMatchObject({ failed: { code: 'UNSUPPORTED' } })
    expect(await isolate(['10.0.0.0/15'])).toMatchObject({ failed: { code: 'UNSUPPORTED' } })
    await expect(isolate(['10.0.0.1; flush ruleset'])).rejects.toThrow('allowAddresses')
    expect(rules()).toBe('')
    await device.ask({ op: 'restart', sandbox: true })
    for (const type of ['ISOLATE_DEVICE', 'UNISOLATE_DEVICE'])
      expect(await device.ask({ op: 'execute', type, parameters: {} })).toMatchObject({
        failed: { code: 'PERMISSION_DENIED' },
      })
  })
})
