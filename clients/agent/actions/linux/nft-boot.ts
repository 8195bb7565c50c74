import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'

/** deploy/defend-agent-rules.service */
export const RULES_UNIT = 'defend-agent-rules.service'

const LIMIT_MS = 5_000

/** Who loads this file of rules before the network at the next boot, in words: evidence, never a verdict. */
export async function loadedAtBoot(path: string): Promise<string> {
  // sd_booted(3)
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

/** `show`: the properties UnitFileState and ExecStart of the unit, as systemctl prints them. */
export function readUnit(show: string, path: string): string {
  const state = /^UnitFileState=(.*)$/m.exec(show)?.[1] || 'not installed'
  if (state !== 'enabled') return `nobody before the agent: ${RULES_UNIT} is ${state}`
  const words = /^ExecStart=(.*)$/m.exec(show)?.[1]?.split(/\s+/) ?? []
  return words.includes(path)
    ? `by ${RULES_UNIT}`
    : `nobody before the agent: ${RULES_UNIT} does not load ${path}`
}
