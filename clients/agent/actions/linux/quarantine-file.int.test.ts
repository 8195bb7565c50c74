import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs, {
  appendFile,
  chmod,
  copyFile,
  lchown,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#protocol/json.ts'
import {
  CONTENT,
  codeOf,
  contentOf,
  executionOf,
  type Scene,
  SHA256,
  setScene,
} from '../../testing/quarantine.ts'
import type { Outcome } from '../action.ts'

let scene: Scene

beforeEach(async () => {
  scene = await setScene()
})
afterEach(() => scene.close())

async function quarantine(parameters: JsonObject, confine: string | null = null): Promise<Outcome> {
  const { action } = await scene.start(confine)
  return action.execute(executionOf(parameters))
}

test('moves the file into the vault, encrypted, and verifies it', async () => {
  const { file } = scene
  await chmod(file, 0o4751)
  await utimes(file, 1000, 2000)
  const outcome = await quarantine({ path: file, sha256: SHA256.toUpperCase() })
  const { vault } = await scene.start()
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

  expect(await scene.verify({ path: file }, outcome)).toMatchObject({
    passed: true,
    evidence: { atThePath: false, inTheVault: SHA256, executable: false },
  })
})

test('verification fails if the path exists again or the vault content differs', async () => {
  const { file } = scene
  const outcome = await quarantine({ path: file })
  await writeFile(file, 'again')
  expect(await scene.verify({ path: file }, outcome)).toMatchObject({
    passed: false,
    evidence: { atThePath: true },
  })
  await rm(file)
  await symlink('/nowhere', file)
  expect(await scene.verify({ path: file }, outcome)).toMatchObject({ passed: false })
  await rm(file)
  expect(await scene.verify({ path: file }, outcome)).toMatchObject({ passed: true })

  const { vault } = await scene.start()
  const [record] = await vault.list()
  const sealed = join(vault.path, `${record?.vaultId}.sealed`)
  await chmod(sealed, 0o755)
  expect(await scene.verify({ path: file }, outcome)).toMatchObject({
    passed: false,
    evidence: { executable: true },
  })
  await appendFile(sealed, 'x')
  await chmod(sealed, 0)
  expect(await scene.verify({ path: file }, outcome)).toMatchObject({ passed: false })
  await rm(sealed)
  expect(await scene.verify({ path: file }, outcome)).toMatchObject({ passed: false })
  expect(await vault.list()).toEqual([])
})

describe('refuses and leaves untouched', () => {
  test('a file with another hash, and a missing file', async () => {
    const { file, place } = scene
    expect(codeOf(await quarantine({ path: file, sha256: '0'.repeat(64) }))).toBe('TARGET_MISMATCH')
    expect(await contentOf(file)).toBe(CONTENT)
    expect(await (await scene.start()).vault.list()).toEqual([])
    expect(codeOf(await quarantine({ path: join(place, 'absent') }))).toBe('TARGET_NOT_FOUND')
    expect(codeOf(await quarantine({ path: join(file, 'below') }))).toBe('TARGET_NOT_FOUND')
    await expect(quarantine({ path: file, sha256: 'abc' })).rejects.toThrow('sha256')
  })

  test('anything but a regular file: directories, pipes, devices, links, relative paths', async () => {
    const { file, home, place } = scene
    spawnSync('mkfifo', [join(place, 'pipe')])
    await symlink(file, join(place, 'link'))
    // Owned by an ordinary user: the agent follows only root's links.
    await symlink(place, join(home, 'link'))
    if (process.getuid?.() === 0) await lchown(join(home, 'link'), 65_534, 65_534)
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
      expect([path, codeOf(await quarantine({ path }))]).toEqual([path, 'UNSUPPORTED'])
    expect(await contentOf(file)).toBe(CONTENT)
  })

  test('its own files and files the system needs, under any name', async () => {
    const { file, home } = scene
    await writeFile(join(home, 'identity.json'), '{}')
    const vaultId = await quarantine({ path: file })
    expect(codeOf(vaultId)).toBe('completed')
    const { vault } = await scene.start()
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
      expect([path, codeOf(await quarantine({ path: real }))]).toEqual([path, 'PROTECTED_TARGET'])
      expect(await stat(real)).toBeDefined()
    }
    const maps = await readFile('/proc/self/maps', 'utf8')
    const libc = /\s(\/\S*libc[.-]\S*)$/m.exec(maps)?.[1] ?? ''
    expect(codeOf(await quarantine({ path: libc }))).toBe('PROTECTED_TARGET')
  })

  test('files outside the --confine directory', async () => {
    const { file, home, place } = scene
    const inside = join(home, 'inside')
    await mkdir(inside)
    await writeFile(join(inside, 'sample'), CONTENT)
    await symlink(place, join(inside, 'out'))
    await mkdir(join(inside, 'in'))
    const outsider = join(inside, 'out', 'sample')
    for (const path of [file, outsider, join(inside, 'in/../../..', place, 'sample'), '/etc/absent'])
      expect([path, codeOf(await quarantine({ path }, inside))]).toEqual([path, 'PERMISSION_DENIED'])
    expect(await contentOf(file)).toBe(CONTENT)
    expect(codeOf(await quarantine({ path: join(inside, 'in/../sample') }, inside))).toBe('completed')
  })
})

test('resolves a path with .. to its real location', async () => {
  const { file, place } = scene
  await mkdir(join(place, 'deep'))
  const outcome = await quarantine({ path: `${place}/deep/..//./sample` })
  expect(outcome).toMatchObject({ completed: { path: file } })
  expect(await contentOf(file)).toBe('ENOENT')
})

test('removes execute permission from other names of the file, and reports how many remain', async () => {
  const { file, place } = scene
  const other = join(place, 'other')
  await copyFile('/bin/true', file)
  await chmod(file, 0o755)
  await link(file, other)
  expect(spawnSync(other).status).toBe(0)
  expect(await quarantine({ path: file })).toMatchObject({ completed: { otherNames: 1 } })
  expect(spawnSync(other).error).toMatchObject({ code: 'EACCES' })
})

test('quarantines a running program, but not a file that keeps changing', async () => {
  const { file, place } = scene
  const program = join(place, 'program')
  await copyFile('/bin/sleep', program)
  await chmod(program, 0o755)
  const child = spawn(program, ['600'])
  await once(child, 'spawn')
  expect(codeOf(await quarantine({ path: program }))).toBe('completed')
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
  expect(codeOf(outcome)).toBe('TARGET_MISMATCH')
  expect(await contentOf(file)).toMatch(/^malware/)
  const { vault } = await scene.start()
  expect((await vault.list()).map(({ originalPath }) => originalPath)).toEqual([program])
  expect(await readdir(vault.path)).toHaveLength(3)
})

test('works across file systems, and with files larger than one chunk', async ctx => {
  const { home } = scene
  const elsewhere = await mkdtemp('/dev/shm/agent-test-').catch(() => null)
  ctx.skip(elsewhere === null, 'no second file system')
  const large = join(elsewhere ?? '', 'large')
  const bytes = randomBytes(3 * 1024 * 1024 + 17)
  await writeFile(large, bytes)
  expect((await stat(large)).dev).not.toBe((await stat(home)).dev)
  const outcome = await quarantine({ path: large })
  expect(outcome).toMatchObject({ completed: { sha256: createHash('sha256').update(bytes).digest('hex') } })
  expect(await scene.verify({ path: large }, outcome)).toMatchObject({ passed: true })
  await rm(elsewhere ?? '', { recursive: true })
})

test('refuses an immutable file and keeps nothing of it in the vault', async ctx => {
  const { file } = scene
  const done = spawnSync('chattr', ['+i', file])
  ctx.skip(done.status !== 0, 'no immutable files here')
  const outcome = await quarantine({ path: file })
  spawnSync('chattr', ['-i', file])
  expect(codeOf(outcome)).toBe('PERMISSION_DENIED')
  expect(await contentOf(file)).toBe(CONTENT)
  expect(await (await scene.start()).vault.list()).toEqual([])
})

test('quarantines both names of one file, and records the original mode for each', async () => {
  const { file, place } = scene
  const other = join(place, 'other')
  await chmod(file, 0o750)
  await link(file, other)
  expect(await quarantine({ path: file })).toMatchObject({ completed: { otherNames: 1 } })
  const outcome = await quarantine({ path: other })
  expect(outcome).toMatchObject({ completed: { path: other, otherNames: 0 } })
  expect(await scene.verify({ path: other }, outcome)).toMatchObject({ passed: true })
  const { vault } = await scene.start()
  expect((await vault.list()).map(({ mode }) => mode)).toEqual([0o750, 0o750])
})

test("follows root's links to directories, but never a link in the file's own place", async ctx => {
  ctx.skip(process.getuid?.() !== 0, 'not root')
  const { file, place } = scene
  await mkdir(join(place, 'usr'))
  await mkdir(join(place, 'usr', 'bin'))
  await symlink('usr/bin', join(place, 'bin'))
  await writeFile(join(place, 'usr', 'bin', 'evil'), CONTENT)
  const outcome = await quarantine({ path: join(place, 'bin', 'evil') })
  expect(outcome).toMatchObject({ completed: { path: join(place, 'usr', 'bin', 'evil') } })
  expect(await scene.verify({ path: join(place, 'bin', 'evil') }, outcome)).toMatchObject({ passed: true })

  await symlink(file, join(place, 'usr', 'bin', 'evil'))
  expect(codeOf(await quarantine({ path: join(place, 'bin', 'evil') }))).toBe('UNSUPPORTED')
  await symlink(join(place, 'loop'), join(place, 'loop'))
  expect(codeOf(await quarantine({ path: join(place, 'loop', 'evil') }))).toBe('UNSUPPORTED')
})

test("refuses a path the system can't represent, before touching anything", async () => {
  const { place } = scene
  const long = join(place, ...Array<string>(40).fill('d'.repeat(120)), 'sample')
  expect(Buffer.byteLength(long)).toBeGreaterThan(4095)
  expect(codeOf(await quarantine({ path: long }))).toBe('UNSUPPORTED')
  expect(codeOf(await quarantine({ path: join(place, 'n'.repeat(256)) }))).toBe('UNSUPPORTED')
})

test('still verifies after a directory of the path became a link', async () => {
  const { place } = scene
  const directory = join(place, 'directory')
  await mkdir(directory)
  await writeFile(join(directory, 'sample'), CONTENT)
  const outcome = await quarantine({ path: join(directory, 'sample') })
  await rm(directory, { recursive: true })
  await symlink(directory, directory)
  expect(await scene.verify({ path: join(directory, 'sample') }, outcome)).toMatchObject({ passed: true })
  await rm(directory)
  await symlink(place, directory)
  if (process.getuid?.() === 0) await lchown(directory, 65_534, 65_534)
  // The file behind the link is a different file.
  expect(await scene.verify({ path: join(directory, 'sample') }, outcome)).toMatchObject({ passed: true })
})

test('keeps reserved disk space free', async ctx => {
  const { home, place } = scene
  const vault = join(home, 'vault')
  await mkdir(vault)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m,mode=0700', 'tmpfs', vault])
  ctx.skip(mounted.status !== 0, 'no mounts here')
  try {
    const large = join(place, 'large')
    await writeFile(large, Buffer.alloc(39 * 1024 * 1024))
    expect(codeOf(await quarantine({ path: large }))).toBe('NO_SPACE')
    await truncate(large, 30 * 1024 * 1024)
    expect(codeOf(await quarantine({ path: large }))).toBe('completed')
  } finally {
    spawnSync('umount', [vault])
  }
})
