import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json, JsonObject } from '#protocol/json.ts'
import type { DeviceAction, Execution, Outcome, Verdict } from '../actions/action.ts'
import { quarantineFile } from '../actions/linux/quarantine-file.ts'
import { protectedFiles } from '../actions/linux/quarantine-protected.ts'
import { openVault, type Vault } from '../actions/linux/vault.ts'
import { openSandbox } from '../sandbox.ts'

export const CONTENT = 'malware, version 1'
export const SHA256 = createHash('sha256').update(CONTENT).digest('hex')

/** An agent's directory, and a file outside of it to quarantine. */
export interface Scene {
  readonly home: string
  readonly place: string
  /** In `place`; its content is CONTENT. */
  readonly file: string
  /** Opens the action as a freshly started agent does. */
  start(confine?: string | null): Promise<{ action: DeviceAction; vault: Vault }>
  verify(parameters: JsonObject, outcome: Outcome, actionId?: string): Promise<Verdict>
  close(): Promise<void>
}

export async function setScene(): Promise<Scene> {
  const home = await mkdtemp(join(tmpdir(), 'agent-'))
  const place = await mkdtemp(join(tmpdir(), 'somewhere-'))
  const file = join(place, 'sample')
  await writeFile(file, CONTENT)

  return {
    home,
    place,
    file,
    start,
    async verify(parameters, outcome, actionId = randomUUID()) {
      const { action } = await start()
      return action.verify({
        actionId,
        parameters,
        executedAt: Date.now(),
        output: 'completed' in outcome ? outcome.completed : null,
        toServerTime: millis => millis,
      })
    },
    async close() {
      await rm(home, { recursive: true, force: true })
      await rm(place, { recursive: true, force: true })
    },
  }

  async function start(confine: string | null = null) {
    const sandbox = confine === null ? null : openSandbox(confine)
    const vault = await openVault(join(home, 'vault'))
    return { vault, action: quarantineFile({ vault, isProtected: protectedFiles(home, sandbox), sandbox }) }
  }
}

export function executionOf(parameters: JsonObject): Execution & { noted: Json } {
  const execution = {
    actionId: randomUUID(),
    parameters: { sha256: null, ...parameters },
    submittedAt: Date.now(),
    effectFor: null,
    toServerTime: (millis: number) => millis,
    noted: null as Json,
    note: async (value: Json) => {
      execution.noted = value
    },
  }
  return execution
}

export const codeOf = (outcome: Outcome) => ('failed' in outcome ? outcome.failed.code : 'completed')

/** The file's content, or the error code. */
export const contentOf = (path: string) => readFile(path, 'utf8').catch(error => error.code)
