import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildExecutable } from './executable.ts'

let dir: string
let executable: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'executable-'))
  executable = join(dir, 'defend-agent')
  await buildExecutable(executable)
}, 240_000)
afterAll(() => rm(dir, { recursive: true, force: true }))

test('runs without Node on the machine', () => {
  const { status, stderr } = spawnSync(executable, ['status', '--dir', join(dir, 'nowhere')], {
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  })
  expect(status).toBe(2)
  expect(stderr).toContain('no device is enrolled')
  expect(stderr).not.toContain('Warning')
})
