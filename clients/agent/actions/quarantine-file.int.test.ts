import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs, {
  appendFile,
  chmod,
  copyFile,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  type rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#protocol/json.ts'
import { confineTo } from '../confinement.ts'
import type { Execution, Outcome } from './action.ts'
import { quarantineFile } from './quarantine-file.ts'
import { protectedFiles } from './quarantine-protected.ts'
import { openVault } from './vault.ts'

const CONTENT = 'malware, version 1'
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')

let home: string
let place: string
let file: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'agent-'))
  place = await mkdtemp(join(tmpdir(), 'somewhere-'))
  file = join(place, 'sample')
  await writeFile(file, CONTENT)
})
afterEach(async () => {
  await rm(home, { recursive: true, force: true })
  await rm(place, { recursive: true, force: true })
})

/** The action as an agent that starts now has it. */
async function started(confine: string | null = null) {
  const confined = confine === null ? null : confineTo(confine)
  const vault = await openVault(join(home, 'vault'))
  return { vault, action: quarantineFile({ vault, isProtected: protectedFiles(home, confined), confined }) }
}

function execution(parameters: JsonObject, actionId: string = randomUUID()): Execution & { noted: Json } {
  const made = {
    actionId,
    parameters: { sha256: null, ...parameters },
    submittedAt: Date.now(),
    effectFor: null,
    toServerTime: (millis: number) => millis,
    noted: null as Json,
    note: async (value: Json) => {
      made.noted = value
    },
  }
  return made
}

async function quarantine(parameters: JsonObject, confine: string | null = null): Promise<Outcome> {
  const { action } = await started(confine)
  return action.execute(execution(parameters))
}
const code = (outcome: Outcome) => ('failed' in outcome ? outcome.failed.code : 'completed')

async function verify(parameters: JsonObject, outcome: Outcome, actionId: string = randomUUID()) {
  const { action } = await started()
  return action.verify({
    actionId,
    parameters,
    executedAt: Date.now(),
    output: 'completed' in outcome ? outcome.completed : null,
    toServerTime: millis => millis,
  })
}

const contentOf = (path: string) => readFile(path, 'utf8').catch(error => error.code)

test('moves the file into the vault, encrypted, and proves it', async () => {
  await chmod(file, 0o4751)
  await utimes(file, 1000, 2000)
  const outcome = await quarantine({ path: file, sha256: SHA256.toUpperCase() })
  const { vault } = await started()
  const [record] = await vault.list()
  expect(outcome).toEqual({
    completed: { path: file, sha256: SHA256, vaultId: record?.vaultId, size: CONTENT.length, otherNames: 0 },
  })
  expect(record).toMatchObject({
    originalPath: file,
    sha256: SHA256,
    uid: process.getuid?.(),
    gid: process.getgid?.(),
    mode: 0o4751,
    accessedAt: 1_000_000,
    modifiedAt: 2_000_000,
  })
  expect(await contentOf(file)).toBe('ENOENT')
  expect((await stat(vault.path)).mode & 0o777).toBe(0o700)
  for (const name of await readdir(vault.path)) {
    const { mode } = await stat(join(vault.path, name))
    expect([name, mode & 0o777]).toEqual([name, name.endsWith('.sealed') ? 0 : 0o600])
  }
  expect(await contentOf(join(vault.path, `${record?.vaultId}.sealed`))).not.toContain('malware')

  expect(await verify({ path: file }, outcome)).toMatchObject({
    passed: true,
    evidence: { atThePath: false, inTheVault: SHA256, executable: false },
  })
})

test('is not verified when something is at the path, or the vault holds something else', async () => {
  const outcome = await quarantine({ path: file })
  await writeFile(file, 'again')
  expect(await verify({ path: file }, outcome)).toMatchObject({
    passed: false,
    evidence: { atThePath: true },
  })
  await rm(file)
  await symlink('/nowhere', file)
  expect(await verify({ path: file }, outcome)).toMatchObject({ passed: false })
  await rm(file)
  expect(await verify({ path: file }, outcome)).toMatchObject({ passed: true })

  const { vault } = await started()
  const [record] = await vault.list()
  const sealed = join(vault.path, `${record?.vaultId}.sealed`)
  await chmod(sealed, 0o755)
  expect(await verify({ path: file }, outcome)).toMatchObject({
    passed: false,
    evidence: { executable: true },
  })
  await appendFile(sealed, 'x')
  await chmod(sealed, 0)
  expect(await verify({ path: file }, outcome)).toMatchObject({ passed: false })
  await rm(sealed)
  expect(await verify({ path: file }, outcome)).toMatchObject({ passed: false })
  expect(await vault.list()).toEqual([])
})

describe('refuses and leaves alone', () => {
  test('another hash, an absent file', async () => {
    expect(code(await quarantine({ path: file, sha256: '0'.repeat(64) }))).toBe('TARGET_MISMATCH')
    expect(await contentOf(file)).toBe(CONTENT)
    expect(await (await started()).vault.list()).toEqual([])
    expect(code(await quarantine({ path: join(place, 'absent') }))).toBe('TARGET_NOT_FOUND')
    expect(code(await quarantine({ path: join(file, 'below') }))).toBe('TARGET_NOT_FOUND')
    await expect(quarantine({ path: file, sha256: 'abc' })).rejects.toThrow('sha256')
  })

  test('what is no file: directories, pipes, devices, links, relative paths', async () => {
    spawnSync('mkfifo', [join(place, 'pipe')])
    await symlink(file, join(place, 'link'))
    await symlink(place, join(home, 'link'))
    for (const path of [
      place,
      `${file}/`,
      `${place}/.`,
      `${place}/..`,
      '/',
      join(place, 'pipe'),
      join(place, 'link'),
      join(home, 'link', 'sample'),
      'sample',
      `${file}\0`,
    ])
      expect([path, code(await quarantine({ path }))]).toEqual([path, 'UNSUPPORTED'])
    expect(await contentOf(file)).toBe(CONTENT)
  })

  test('its own files and what the running system needs, by any name', async () => {
    await writeFile(join(home, 'identity.json'), '{}')
    const vaultId = await quarantine({ path: file })
    expect(code(vaultId)).toBe('completed')
    const { vault } = await started()
    const [record] = await vault.list()
    for (const path of [
      join(home, 'identity.json'),
      join(vault.path, `${record?.vaultId}.sealed`),
      process.execPath,
      '/etc/passwd',
      '/proc/self/status',
      '/proc/sys/kernel/hostname',
      '/sys/kernel/notes',
    ]) {
      const real = await fs.realpath(path)
      expect([path, code(await quarantine({ path: real }))]).toEqual([path, 'PROTECTED_TARGET'])
      expect(await stat(real)).toBeDefined()
    }
    const maps = await readFile('/proc/self/maps', 'utf8')
    const libc = /\s(\/\S*libc[.-]\S*)$/m.exec(maps)?.[1] ?? ''
    expect(code(await quarantine({ path: libc }))).toBe('PROTECTED_TARGET')
  })

  test('what is not under the directory that it is confined to', async () => {
    const inside = join(home, 'inside')
    await mkdir(inside)
    await writeFile(join(inside, 'sample'), CONTENT)
    await symlink(place, join(inside, 'out'))
    await mkdir(join(inside, 'in'))
    const outsider = join(inside, 'out', 'sample')
    for (const path of [file, outsider, join(inside, 'in/../../..', place, 'sample'), '/etc/absent'])
      expect([path, code(await quarantine({ path }, inside))]).toEqual([path, 'PERMISSION_DENIED'])
    expect(await contentOf(file)).toBe(CONTENT)
    expect(code(await quarantine({ path: join(inside, 'in/../sample') }, inside))).toBe('completed')
  })
})

test('a path through .. is where it really leads', async () => {
  await mkdir(join(place, 'deep'))
  const outcome = await quarantine({ path: `${place}/deep/..//./sample` })
  expect(outcome).toMatchObject({ completed: { path: file } })
  expect(await contentOf(file)).toBe('ENOENT')
})

test('another name of the file can not be started any more, and is told of', async () => {
  const other = join(place, 'other')
  await copyFile('/bin/true', file)
  await chmod(file, 0o755)
  await link(file, other)
  expect(spawnSync(other).status).toBe(0)
  expect(await quarantine({ path: file })).toMatchObject({ completed: { otherNames: 1 } })
  expect(spawnSync(other).error).toMatchObject({ code: 'EACCES' })
})

test('a program that runs, and a file that is written to all the time, are taken too', async () => {
  const program = join(place, 'program')
  await copyFile('/bin/sleep', program)
  await chmod(program, 0o755)
  const child = spawn(program, ['600'])
  await once(child, 'spawn')
  expect(code(await quarantine({ path: program }))).toBe('completed')
  child.kill('SIGKILL')
  await once(child, 'exit')

  let writing = true
  const writer = (async () => {
    const handle = await fs.open(file, 'a')
    while (writing) await handle.write('more')
    await handle.close()
  })()
  const outcome = await quarantine({ path: file })
  writing = false
  await writer
  expect(await verify({ path: file }, outcome)).toMatchObject({ passed: true })
})

test('works across file systems, and with files larger than a chunk', async ctx => {
  const elsewhere = await mkdtemp('/dev/shm/agent-test-').catch(() => null)
  ctx.skip(elsewhere === null, 'no second file system')
  const large = join(elsewhere ?? '', 'large')
  const bytes = randomBytes(3 * 1024 * 1024 + 17)
  await writeFile(large, bytes)
  expect((await stat(large)).dev).not.toBe((await stat(home)).dev)
  const outcome = await quarantine({ path: large })
  expect(outcome).toMatchObject({ completed: { sha256: createHash('sha256').update(bytes).digest('hex') } })
  expect(await verify({ path: large }, outcome)).toMatchObject({ passed: true })
  await rm(elsewhere ?? '', { recursive: true })
})

test('an immutable file is refused, and nothing of it stays in the vault', async ctx => {
  const done = spawnSync('chattr', ['+i', file])
  ctx.skip(done.status !== 0, 'no immutable files here')
  const outcome = await quarantine({ path: file })
  spawnSync('chattr', ['-i', file])
  expect(code(outcome)).toBe('PERMISSION_DENIED')
  expect(await contentOf(file)).toBe(CONTENT)
  expect(await (await started()).vault.list()).toEqual([])
})

describe('at every step', () => {
  const FUNCTIONS = [
    'open',
    'rename',
    'rm',
    'unlink',
    'mkdir',
    'lstat',
    'readlink',
    'statfs',
    'readFile',
  ] as const
  const METHODS = ['appendFile', 'read', 'stat', 'chmod', 'sync', 'writeFile'] as const
  const real = Object.fromEntries(FUNCTIONS.map(name => [name, fs[name]]))

  /** Calls `meanwhile` before each use of a disk. */
  function intercept(meanwhile: () => Promise<void>, opened: fs.FileHandle[] = []): () => void {
    for (const name of FUNCTIONS)
      Object.assign(fs, {
        async [name](...args: unknown[]) {
          await meanwhile()
          const result = await (real[name] as (...args: unknown[]) => Promise<unknown>)(...args)
          return name === 'open' ? interceptedHandle(result as fs.FileHandle) : result
        },
      })
    syncBuiltinESMExports()
    return () => {
      Object.assign(fs, real)
      syncBuiltinESMExports()
    }

    function interceptedHandle(handle: fs.FileHandle): fs.FileHandle {
      opened.push(handle)
      for (const method of METHODS) {
        const call = handle[method].bind(handle) as (...args: unknown[]) => Promise<unknown>
        Object.assign(handle, {
          async [method](...args: unknown[]) {
            await meanwhile()
            return call(...args)
          },
        })
      }
      return handle
    }
  }

  /** Resolves to null when the agent "died" before its n-th use of the disk: nothing after that happens. */
  async function diesAt(n: number, run: Execution): Promise<Outcome | null> {
    const { action } = await started()
    let uses = 0
    let die = () => {}
    const died = new Promise<null>(resolve => {
      die = () => resolve(null)
    })
    const opened: fs.FileHandle[] = []
    const restore = intercept(async () => {
      if (uses++ < n) return
      die()
      await new Promise(() => {})
    }, opened)
    try {
      return await Promise.race([action.execute(run), died])
    } finally {
      restore()
      for (const handle of opened) await handle.close()
    }
  }

  test('a crash leaves the file where it was or in the vault, and the next start ends it', async () => {
    let steps = 0
    for (let finished = false; !finished; steps++) {
      await writeFile(file, CONTENT)
      const run = execution({ path: file, sha256: SHA256 })
      finished = (await diesAt(steps, run)) !== null
      const { action, vault } = await started()
      const inTheVault = (await vault.record(run.actionId)) !== null
      if ((await contentOf(file)) === 'ENOENT') expect([steps, inTheVault]).toEqual([steps, true])
      if (inTheVault) expect(await vault.sha256Of(run.actionId)).toBe(SHA256)

      const outcome = await action.resume(run, run.noted)
      expect([steps, outcome]).toMatchObject([
        steps,
        { completed: { sha256: SHA256, vaultId: run.actionId } },
      ])
      expect(await verify({ path: file }, outcome, run.actionId)).toMatchObject({ passed: true })
      expect(await vault.list()).toHaveLength(1)
      await vault.discard(run.actionId)
      expect(await readdir(vault.path).catch(() => ['key'])).toEqual(['key'])
    }
    expect(steps).toBeGreaterThan(25)
  })

  test('after a crash a new file at the path, also one with the same number, is left alone', async () => {
    let takenAlready = 0
    for (let steps = 0, finished = false; !finished; steps++) {
      await writeFile(file, CONTENT)
      const run = execution({ path: file })
      finished = (await diesAt(steps, run)) !== null
      const { action, vault } = await started()
      if ((await contentOf(file)) === 'ENOENT') {
        takenAlready++
        await writeFile(file, 'somebody else')
        expect(await action.resume(run, run.noted)).toMatchObject({ completed: { sha256: SHA256 } })
        expect(await contentOf(file)).toBe('somebody else')
      }
      await vault.discard(run.actionId)
      await rm(file)
    }
    expect(takenAlready).toBeGreaterThan(0)
  })

  test('a link that is put in the place of the directory leads nowhere', async () => {
    const precious = join(place, 'precious')
    await mkdir(precious)
    for (let step = 0, finished = false; !finished; step++) {
      const directory = join(place, `directory-${step}`)
      await mkdir(directory)
      await writeFile(join(directory, 'sample'), CONTENT)
      await writeFile(join(precious, 'sample'), 'precious')
      const { action, vault } = await started()
      const run = execution({ path: join(directory, 'sample') })
      let uses = 0
      const swap = async () => {
        if (uses++ !== step) return
        await (real['rename'] as typeof rename)(directory, `${directory}-away`)
        await symlink(precious, directory)
      }
      const restore = intercept(swap)
      const outcome = await action.execute(run)
      restore()
      finished = uses <= step
      expect([step, await contentOf(join(precious, 'sample'))]).toEqual([step, 'precious'])
      // Taken from the directory that was opened, or not at all.
      const left = finished ? directory : `${directory}-away`
      expect([step, await contentOf(join(left, 'sample'))]).toEqual([
        step,
        code(outcome) === 'completed' ? 'ENOENT' : CONTENT,
      ])
      expect(await vault.list()).toHaveLength(code(outcome) === 'completed' ? 1 : 0)
      await vault.discard(run.actionId)
    }
  })

  test('another file or a link that is put in its place is not taken', async () => {
    const precious = join(place, 'precious')
    await writeFile(precious, 'precious')
    for (const put of [() => symlink(precious, file), () => link(precious, file)])
      for (let step = 0, finished = false; !finished; step++) {
        await rm(file, { force: true })
        await writeFile(file, CONTENT)
        const { action, vault } = await started()
        const run = execution({ path: file, sha256: SHA256 })
        let uses = 0
        const restore = intercept(async () => {
          if (uses++ !== step) return
          const moved = await (real['rename'] as typeof rename)(file, `${file}-away`).then(
            () => true,
            () => false,
          )
          if (moved) await put()
        })
        const outcome = await action.execute(run)
        restore()
        finished = uses <= step
        expect([step, await contentOf(precious)]).toEqual([step, 'precious'])
        expect((await lstat(precious)).mode & 0o777).not.toBe(0)
        if (code(outcome) !== 'completed') expect(await vault.list()).toEqual([])
        await vault.discard(run.actionId)
        await rm(`${file}-away`, { force: true })
      }
  })
})
