import fs, {
  lchown,
  link,
  lstat,
  mkdir,
  readdir,
  type rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  CONTENT,
  codeOf,
  contentOf,
  executionOf,
  type Scene,
  SHA256,
  setScene,
} from '../../testing/quarantine.ts'
import type { Execution, Outcome } from '../action.ts'

let scene: Scene

beforeEach(async () => {
  scene = await setScene()
})
afterEach(() => scene.close())

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

/** Calls `beforeEachCall` before each disk operation. */
function intercept(beforeEachCall: () => Promise<void>, opened: fs.FileHandle[] = []): () => void {
  for (const name of FUNCTIONS)
    Object.assign(fs, {
      async [name](...args: unknown[]) {
        await beforeEachCall()
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
          await beforeEachCall()
          return call(...args)
        },
      })
    }
    return handle
  }
}

/** Simulates a crash before disk operation `n`: nothing runs after it. Resolves to null after a crash. */
async function diesAt(n: number, run: Execution): Promise<Outcome | null> {
  const { action } = await scene.start()
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

test('a crash leaves the file in place or in the vault, and a restart completes the quarantine', async () => {
  const { file } = scene
  let steps = 0
  for (let finished = false; !finished; steps++) {
    await writeFile(file, CONTENT)
    const run = executionOf({ path: file, sha256: SHA256 })
    finished = (await diesAt(steps, run)) !== null
    const { action, vault } = await scene.start()
    const inTheVault = (await vault.record(run.actionId)) !== null
    if ((await contentOf(file)) === 'ENOENT') expect([steps, inTheVault]).toEqual([steps, true])
    if (inTheVault) expect(await vault.sha256Of(run.actionId)).toBe(SHA256)

    const outcome = await action.resume(run, run.noted)
    expect([steps, outcome]).toMatchObject([steps, { completed: { sha256: SHA256, vaultId: run.actionId } }])
    expect(await scene.verify({ path: file }, outcome, run.actionId)).toMatchObject({ passed: true })
    expect(await vault.list()).toHaveLength(1)
    await vault.discard(run.actionId)
    expect(await readdir(vault.path).catch(() => ['key'])).toEqual(['key'])
  }
  expect(steps).toBeGreaterThan(25)
})

test('after a crash, a new file at the path is left alone, even with the same inode number', async () => {
  const { file } = scene
  let takenAlready = 0
  for (let steps = 0, finished = false; !finished; steps++) {
    await writeFile(file, CONTENT)
    const run = executionOf({ path: file })
    finished = (await diesAt(steps, run)) !== null
    const { action, vault } = await scene.start()
    if ((await contentOf(file)) === 'ENOENT') {
      takenAlready++
      await writeFile(file, 'another file')
      expect(await action.resume(run, run.noted)).toMatchObject({ completed: { sha256: SHA256 } })
      expect(await contentOf(file)).toBe('another file')
    }
    await vault.discard(run.actionId)
    await rm(file)
  }
  expect(takenAlready).toBeGreaterThan(0)
})

test('a link swapped in for the directory is not followed', async () => {
  const { place } = scene
  const precious = join(place, 'precious')
  await mkdir(precious)
  for (let step = 0, finished = false; !finished; step++) {
    const directory = join(place, `directory-${step}`)
    await mkdir(directory)
    await writeFile(join(directory, 'sample'), CONTENT)
    await writeFile(join(precious, 'sample'), 'precious')
    const { action, vault } = await scene.start()
    const run = executionOf({ path: join(directory, 'sample') })
    let uses = 0
    const swap = async () => {
      if (uses++ !== step) return
      await (real['rename'] as typeof rename)(directory, `${directory}-away`)
      await symlink(precious, directory)
      // Owned by an ordinary user: the agent follows root's links.
      if (process.getuid?.() === 0) await lchown(directory, 65_534, 65_534)
    }
    const restore = intercept(swap)
    const outcome = await action.execute(run)
    restore()
    finished = uses <= step
    expect([step, await contentOf(join(precious, 'sample'))]).toEqual([step, 'precious'])
    // The agent removes the file from the directory it opened, or not at all.
    const left = finished ? directory : `${directory}-away`
    expect([step, await contentOf(join(left, 'sample'))]).toEqual([
      step,
      codeOf(outcome) === 'completed' ? 'ENOENT' : CONTENT,
    ])
    expect(await vault.list()).toHaveLength(codeOf(outcome) === 'completed' ? 1 : 0)
    await vault.discard(run.actionId)
  }
})

test('does not take another file or a link swapped in for the file', async () => {
  const { file, place } = scene
  const precious = join(place, 'precious')
  await writeFile(precious, 'precious')
  for (const put of [() => symlink(precious, file), () => link(precious, file)])
    for (let step = 0, finished = false; !finished; step++) {
      await rm(file, { force: true })
      await writeFile(file, CONTENT)
      const { action, vault } = await scene.start()
      const run = executionOf({ path: file, sha256: SHA256 })
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
      if (codeOf(outcome) !== 'completed') expect(await vault.list()).toEqual([])
      await vault.discard(run.actionId)
      await rm(`${file}-away`, { force: true })
    }
})
