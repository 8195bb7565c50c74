import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { actionTypes } from '#protocol/action-type.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

test.skipIf(process.getuid?.() !== 0)('tries each action, prints a table, leaves no files', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'selftest-'))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', MAIN, 'selftest'], {
    env: { ...process.env, TMPDIR: temporary },
  })
  // The server executes password resets itself.
  for (const type of actionTypes) if (type !== 'FORCE_PASSWORD_RESET') expect(stdout).toContain(type)
  expect(stdout).not.toContain('DIFFERS')
  expect((await readdir(temporary)).filter(name => name.startsWith('defend-'))).toEqual([])
  await rm(temporary, { recursive: true })
})
