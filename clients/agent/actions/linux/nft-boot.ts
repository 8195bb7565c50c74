import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'

/** The unit from deploy/defend-agent-rules.service. */
export const RULES_UNIT = 'defend-agent-rules.service'

const LIMIT_MS = 5_000

/** Describes what loads this rules file at the next boot. Used as evidence only; never changes a verdict. */
export async function loadedAtBoot(path: string): Promise<string> {
  // Same test as sd_booted(3).
  const isBooted = await access('/run/systemd/system').then(
    () => true,
    () => false,
  )
  if (!isBooted) return 'not known: systemd does not run here'
  try {
    const args = ['show', '--property=UnitFileState,ExecStart', RULES_UNIT]
    const { stdout } = await promisify(execFile)('systemctl', args, { timeout: LIMIT_MS })
    return readUnit(stdout, path)
  } catch {
    return 'not known: systemctl did not tell'
  }
}

/** Parses `systemctl show` output with the properties UnitFileState and ExecStart. */
export function readUnit(show: string, path: string): string {
  const state = /^UnitFileState=(.*)$/m.exec(show)?.[1] || 'not installed'
  if (state !== 'enabled') return `not before the agent starts: ${RULES_UNIT} is ${state}`
  const words = /^ExecStart=(.*)$/m.exec(show)?.[1]?.split(/\s+/) ?? []
  return words.includes(path)
    ? `by ${RULES_UNIT}`
    : `not before the agent starts: ${RULES_UNIT} does not load ${path}`
}
