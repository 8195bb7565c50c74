import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject, type Json } from '#protocol/json.ts'
import { enrol } from '../enrol.ts'
import { asClient } from '../link/identity.ts'
import { createUploader, type Uploader } from '../link/upload.ts'
import { openSandbox } from '../sandbox.ts'
import type { StoredArtifact } from '../testing/artifacts.ts'
import { checkOf, executionOf } from '../testing/execution.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import type { Outcome } from './action.ts'
import { type Collectors, collectForensics, type ForensicsParts } from './forensics.ts'
import { type Entry, type Item, writeArchive } from './forensics-archive.ts'
import { executions } from './linux/forensics-executions.ts'
import { linuxCollectors } from './linux/forensics-linux.ts'
import { eventLogs } from './linux/forensics-logs.ts'

let server: TestServer
let uploader: Uploader
let dir: string
const started: ChildProcess[] = []

beforeEach(async () => {
  server = await startTestServer()
  const identity = await enrol({
    server: server.address,
    token: server.token,
    hostname: 'test',
    platform: 'LINUX',
    agentVersion: '1',
  })
  uploader = createUploader({ client: () => asClient(identity), chunkBytes: 1024 * 1024, firstPauseMs: 1 })
  dir = await mkdtemp(join(tmpdir(), 'forensics-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  await server.close()
  await rm(dir, { recursive: true, force: true })
})

async function python(program: string): Promise<number> {
  const child = spawn('/usr/bin/python3', ['-c', program], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

async function root(files: Record<string, string>): Promise<string> {
  const path = join(dir, 'root')
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(path, name, '..'), { recursive: true })
    await writeFile(join(path, name), content)
  }
  return path
}
const program = async (name: string, body: string) => {
  const path = join(dir, name)
  await writeFile(path, `#!/bin/sh\n${body}\n`)
  await chmod(path, 0o755)
  return path
}

const smallLogs = async () => {
  const path = await root({ 'var/log/syslog': 'one\n', 'etc/passwd': 'a:x:1:1::/home/a:/bin/sh\n' })
  const none = join(dir, 'no-such-program')
  return {
    ...linuxCollectors(null),
    EVENT_LOGS: () => eventLogs({ root: path, journalctl: none }),
    PREFETCH: () => executions({ root: path, lastcomm: none }),
  } satisfies Collectors
}
const actionWith = (collectors: Collectors, more: Partial<ForensicsParts> = {}) =>
  collectForensics({ spool: join(dir, 'spool'), collectors, uploader, ...more })

const outputOf = (outcome: Outcome) => {
  if (!('completed' in outcome) || !isObject(outcome.completed)) throw new Error(JSON.stringify(outcome))
  return outcome.completed as { artifacts: { name: string; kind: string; sha256: string; size: number }[] }
}
const stored = (kind: string): StoredArtifact => {
  const found = [...server.artifacts.stored.values()].filter(({ metadata }) => metadata.get('kind') === kind)
  expect(found).toHaveLength(1)
  return found[0] as StoredArtifact
}

/** Unpacks with the system's tar. */
async function unpacked(bytes: Buffer): Promise<{ path: string; items: Item[] }> {
  const path = await mkdtemp(join(dir, 'unpacked-'))
  await writeFile(join(path, 'archive.tar.gz'), bytes)
  await promisify(execFile)('tar', ['-xzf', 'archive.tar.gz'], { cwd: path })
  const manifest = await readFile(join(path, 'manifest.ndjson'), 'utf8')
  const items: Item[] = manifest
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  for (const { name, status, sha256 } of items) {
    if (status === 'MISSING') continue
    const content = await readFile(join(path, name))
    expect(createHash('sha256').update(content).digest('hex'), name).toBe(sha256)
  }
  return { path, items }
}

describe('process memory', () => {
  test('one archive holds the memory content and its addresses', async () => {
    const pid = await python(`import time
held = bytes([109, 97, 114, 107]) * 1000
print('ready', flush=True)
time.sleep(600)`)
    const action = actionWith(linuxCollectors(null))
    const outcome = await action.execute(executionOf({ include: ['MEMORY_DUMP'], pid }))
    const { artifacts } = outputOf(outcome)
    const { bytes } = stored('MEMORY_DUMP')
    expect(artifacts).toMatchObject([
      {
        name: `memory-${pid}.tar.gz`,
        kind: 'MEMORY_DUMP',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ])
    const { path, items } = await unpacked(bytes)
    expect(await readFile(join(path, 'maps'), 'utf8')).toContain('[stack]')
    const regions = items.filter(({ name }) => name.startsWith('memory/'))
    const contents = await Promise.all(
      regions.filter(({ status }) => status !== 'MISSING').map(({ name }) => readFile(join(path, name))),
    )
    expect(contents.some(content => content.includes(Buffer.from('mark'.repeat(1000))))).toBe(true)
  })

  test('skips a huge untouched reservation, includes touched unreadable pages', async () => {
    const pid = await python(`import ctypes, mmap, time
reserved = mmap.mmap(-1, 64 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
hidden = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
hidden[:11] = b'hid' + b'den-code'
address = ctypes.addressof(ctypes.c_char.from_buffer(hidden))
ctypes.CDLL(None).mprotect(ctypes.c_void_p(address), 4096, 0)
print('ready', flush=True)
time.sleep(600)`)
    await actionWith(linuxCollectors(null)).execute(executionOf({ include: ['MEMORY_DUMP'], pid }))
    const { bytes } = stored('MEMORY_DUMP')
    expect(bytes.length).toBeLessThan(32 * 1024 * 1024)
    const { path, items } = await unpacked(bytes)
    const hidden = await Promise.all(
      items
        .filter(({ name, size }) => name.startsWith('memory/') && size > 0)
        .map(async ({ name }) => (await readFile(join(path, name))).includes('hidden-code')),
    )
    expect(hidden).toContain(true)
  })

  test.each([
    ['the agent itself', process.pid, 'PROTECTED_TARGET'],
    ['an unused pid', 2 ** 22 + 1, 'TARGET_NOT_FOUND'],
    ['the whole machine', null, 'UNSUPPORTED'],
  ])('refuses the memory of %s', async (_name, pid, code) => {
    const outcome = await actionWith(linuxCollectors(null)).execute(
      executionOf({ include: ['MEMORY_DUMP'], pid }),
    )
    expect(outcome).toMatchObject({ failed: { code } })
    expect(server.artifacts.stored.size).toBe(0)
  })

  test('confined: only processes inside the directory', async () => {
    const pid = await python('import time; print(1, flush=True); time.sleep(600)')
    const include = ['MEMORY_DUMP']
    const elsewhere = await mkdtemp(join(dir, 'elsewhere-'))
    const refused = actionWith(linuxCollectors(openSandbox(elsewhere)))
    expect(await refused.execute(executionOf({ include, pid }))).toMatchObject({
      failed: { code: 'PERMISSION_DENIED' },
    })
    const allowed = actionWith(linuxCollectors(openSandbox(dir)))
    expect(await allowed.execute(executionOf({ include, pid }))).toHaveProperty('completed')
    expect(await allowed.execute(executionOf({ include: ['EVENT_LOGS', 'PREFETCH'] }))).toMatchObject({
      failed: { code: 'PERMISSION_DENIED' },
    })
  })
})

test('event logs: copies files, reports other objects, exports the journal', async () => {
  const long = `var/log/${'nested/'.repeat(5)}${'x'.repeat(150)}-ü.log`
  const path = await root({
    'var/log/syslog': 'one\ntwo\n',
    [long]: 'deep',
    'run/log/journal/id/system.journal': '',
  })
  await root({ 'var/log/journal/id/system.journal': 'binary', 'var/log/empty': '' })
  await symlink('/etc/shadow', join(path, 'var/log/link'))
  await promisify(execFile)('mkfifo', [join(path, 'var/log/pipe')])
  await writeFile(join(path, 'var/log/lastlog'), '')
  await truncate(join(path, 'var/log/lastlog'), 100 * 2 ** 30)
  const journalctl = await program('journalctl', 'echo "$@"; head -c 9000000 /dev/zero')
  const collectors = { ...linuxCollectors(null), EVENT_LOGS: () => eventLogs({ root: path, journalctl }) }

  await actionWith(collectors).execute(executionOf({ include: ['EVENT_LOGS'] }))
  const { path: at, items } = await unpacked(stored('EVENT_LOGS').bytes)
  const statuses = Object.fromEntries(
    items.map(({ name, status }) => [name.replace(path.slice(1), ''), status]),
  )
  expect(statuses).toMatchObject({
    '/var/log/syslog': 'COLLECTED',
    '/var/log/empty': 'COLLECTED',
    [`/${long}`]: 'COLLECTED',
    '/var/log/link': 'MISSING',
    '/var/log/lastlog': 'MISSING',
    'journal.export.00002': 'COLLECTED',
  })
  expect(Object.keys(statuses).some(name => name.includes('system.journal') || name.includes('pipe'))).toBe(
    false,
  )
  expect(await readFile(join(at, path, 'var/log/syslog'), 'utf8')).toBe('one\ntwo\n')
  const journal = await Promise.all([0, 1, 2].map(part => readFile(join(at, `journal.export.0000${part}`))))
  expect(Buffer.concat(journal).toString()).toMatch(/^--output=export --no-pager --quiet\n/)
  expect(Buffer.concat(journal).length).toBe(9_000_000 + '--output=export --no-pager --quiet\n'.length)
})

test('executions: running, past and autostarted programs; metadata of histories only', async () => {
  const path = await root({
    'etc/passwd': 'a:x:1:1::/home/a:/bin/sh\nb:x:2:2::/:/bin/sh\n',
    'home/a/.bash_history': 'export PASSWORD=secret\n',
    'home/a/.config/autostart/x.desktop': 'Exec=evil',
    'etc/cron.d/job': '* * * * * root evil',
    'usr/bin/tool': 'binary',
  })
  await chmod(join(path, 'usr/bin/tool'), 0o755)
  const lastcomm = await program('lastcomm', 'echo bash root pts/0')
  const collectors = { ...linuxCollectors(null), PREFETCH: () => executions({ root: path, lastcomm }) }
  await actionWith(collectors).execute(executionOf({ include: ['PREFETCH'] }))
  const { bytes } = stored('PREFETCH')
  const { path: at } = await unpacked(bytes)
  const json = async (name: string) => JSON.parse(await readFile(join(at, name), 'utf8'))
  expect(await json('processes.json')).toContainEqual(expect.objectContaining({ pid: process.pid }))
  expect(await json('programs.json')).toMatchObject([{ path: join(path, 'usr/bin/tool') }])
  expect(await json('shell-histories.json')).toMatchObject([
    { path: join(path, 'home/a/.bash_history'), size: 23 },
  ])
  expect(await readFile(join(at, 'lastcomm.00000'), 'utf8')).toBe('bash root pts/0\n')
  expect(await readFile(join(at, path, 'etc/cron.d/job'), 'utf8')).toContain('evil')
  expect(await readFile(join(at, path, 'home/a/.config/autostart/x.desktop'), 'utf8')).toBe('Exec=evil')
  const everything = await promisify(execFile)('grep', ['-r', 'PASSWORD=secret', at]).catch(
    ({ code }) => code,
  )
  expect(everything).toBe(1)
})

test('on the real machine: collects what it can and reports the rest with reasons', async () => {
  const outcome = await actionWith(linuxCollectors(null)).execute(executionOf({ include: [], pid: null }))
  const output = outputOf(outcome)
  expect(output.artifacts.map(({ kind }) => kind)).toEqual(['EVENT_LOGS', 'PREFETCH'])
  expect(output).toMatchObject({ notCollected: [{ kind: 'MEMORY_DUMP', code: 'UNSUPPORTED' }] })
  expect(Buffer.byteLength(JSON.stringify(output))).toBeLessThan(64 * 1024)
  await unpacked(stored('EVENT_LOGS').bytes)
  await unpacked(stored('PREFETCH').bytes)
})

describe('disk', () => {
  const include = ['EVENT_LOGS']

  test('too little space on the device, before or during the write: leaves no files behind', async () => {
    const collectors = await smallLogs()
    const full = actionWith(collectors, { freeBytes: async () => 1024 })
    expect(await full.execute(executionOf({ include }))).toMatchObject({ failed: { code: 'NO_SPACE' } })

    const noise = async function* () {
      for (;;) yield randomBytes(1024 * 1024)
    }
    const endless = async function* (): AsyncGenerator<Entry> {
      yield { name: 'x', size: 2 ** 40, content: noise }
    }
    let looks = 0
    const filling = actionWith(
      { ...collectors, EVENT_LOGS: () => ({ name: 'x', needs: 0, entries: endless() }) },
      { freeBytes: async () => (looks++ === 0 ? 2 ** 40 : 1024) },
    )
    expect(await filling.execute(executionOf({ include }))).toMatchObject({ failed: { code: 'NO_SPACE' } })
    expect(await promisify(execFile)('find', [join(dir, 'spool'), '-type', 'f'])).toMatchObject({
      stdout: '',
    })
  })

  test('too little space on the server', async () => {
    server.artifacts.refuseWith.push(507)
    const outcome = await actionWith(await smallLogs()).execute(executionOf({ include }))
    expect(outcome).toMatchObject({ failed: { code: 'NO_SPACE' } })
  })
})

test('archives any size in constant memory', async () => {
  const chunk = Buffer.alloc(1024 * 1024)
  let highest = 0
  const entries = async function* (): AsyncGenerator<Entry> {
    for (let file = 0; file < 8; file += 1)
      yield {
        name: `file-${file}`,
        size: 128 * chunk.length,
        async *content() {
          for (let part = 0; part < 128; part += 1) {
            highest = Math.max(highest, process.memoryUsage().arrayBuffers)
            yield chunk
          }
        },
      }
  }
  const before = process.memoryUsage().arrayBuffers
  const archive = await writeArchive(join(dir, 'x.tar.gz'), entries(), {
    freeBytes: async () => 2 ** 40,
    needs: 0,
  })
  expect(archive.items).toBe(8)
  expect(highest - before).toBeLessThan(64 * 1024 * 1024)
})

test('handles files that shrink or grow while they are read', async () => {
  const entries = async function* (): AsyncGenerator<Entry> {
    yield { name: 'shrunk', size: 1000, content: () => [Buffer.from('short')] }
    yield { name: 'grown', size: 4, content: () => [Buffer.from('longer than it was')] }
  }
  const path = join(dir, 'x.tar.gz')
  await writeArchive(path, entries(), { freeBytes: async () => 2 ** 40, needs: 0 })
  const { path: at, items } = await unpacked(await readFile(path))
  expect(items).toMatchObject([
    { name: 'shrunk', status: 'PARTIAL', problem: 'ended after 5 bytes' },
    { name: 'grown', status: 'COLLECTED' },
  ])
  expect(await readFile(join(at, 'grown'), 'utf8')).toBe('long')
})

test('completes after a crash at any step, without repeating uploads', async () => {
  const collectors = await smallLogs()
  const parameters = { include: ['EVENT_LOGS', 'PREFETCH'] }
  for (let crashAt = 1; crashAt <= 6; crashAt += 1) {
    server.artifacts.stored.clear()
    const written: Json[] = []
    const crashed = new Promise<void>(resolve => {
      const execution = executionOf(parameters, {
        actionId: `0000-${crashAt}`,
        note: async value => {
          written.push(JSON.parse(JSON.stringify(value)))
          // Never resolves: nothing runs after this point, as after kill -9.
          if (written.length === crashAt) await new Promise(() => resolve())
        },
      })
      void actionWith(collectors).execute(execution)
    })
    await crashed
    const resumed = executionOf(parameters, { actionId: `0000-${crashAt}` })
    const { artifacts } = outputOf(await actionWith(collectors).resume(resumed, written.at(-1) ?? null))
    for (const { kind, sha256 } of artifacts) {
      const { bytes } = stored(kind)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
    expect(artifacts).toHaveLength(2)
  }
})

test("verification compares the server's copies, as far as the server shows them", async () => {
  const action = actionWith(await smallLogs())
  const output = outputOf(await action.execute(executionOf({ include: ['EVENT_LOGS', 'PREFETCH'] })))
  expect(await action.verify(checkOf({}, output))).toMatchObject({ passed: true })

  const [first] = output.artifacts
  const other = { artifacts: [{ ...first, sha256: '0'.repeat(64) }] }
  expect(await action.verify(checkOf({}, other as Json))).toMatchObject({ passed: false })
  server.artifacts.stored.clear()
  expect(await action.verify(checkOf({}, output))).toMatchObject({ passed: null })
  expect(await action.verify(checkOf({}, null))).toMatchObject({ passed: null })
})
