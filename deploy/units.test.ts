import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const unit = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const analyze = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' })
const isMissing = analyze('--version').status !== 0

describe.skipIf(isMissing)('systemd units (skipped where systemd-analyze is missing)', () => {
  test.each(['defend-server.service', 'defend-agent.service', 'defend-agent-rules.service'])(
    '%s is valid',
    name => {
      const { status, stderr } = analyze('verify', unit(name))
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    },
  )

  // systemd's exposure score in tenths: 0 is locked down, 100 is an unrestricted root service.
  test('the service runs with at most a fifth of the possible exposure', () => {
    const { status, stdout } = analyze(
      'security',
      '--offline=true',
      '--threshold=20',
      unit('defend-server.service'),
    )
    expect({ status, stdout }).toMatchObject({ status: 0 })
  })
})
