import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readProcess } from '../processes.ts'
import { holderOf, lockDirectory } from './lock.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(dir, { recursive: true }))

test('allows one process at a time', async () => {
  const lock = await lockDirectory(dir)
  await expect(lockDirectory(dir)).rejects.toThrow(`process ${process.pid} uses`)
  await lock.release()
  await (await lockDirectory(dir)).release()
})

test('a zombie holds no lock', async () => {
  // A shell that does not wait for its child, like pid 1 of many containers.
  const parent = spawn('bash', ['-c', 'sleep 600 & echo $!; exec sleep 601'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [text] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(text.toString())
  await writeFile(join(dir, 'lock'), `${pid} ${readProcess(pid)?.startTicks}`)
  expect(await holderOf(dir)).toBe(pid)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => readProcess(pid)?.ended).toBe(true)
  expect(await holderOf(dir)).toBe(null)
  await (await lockDirectory(dir)).release()
  parent.kill('SIGKILL')
})
