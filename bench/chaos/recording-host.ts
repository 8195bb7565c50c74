import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { ActionType } from '#protocol/action-type.ts'
import type { Json, JsonObject } from '#protocol/json.ts'
import type { ContainmentState } from '#protocol/state.ts'
import {
  type Catalog,
  type DeviceAction,
  type Execution,
  interrupted,
  type Outcome,
} from '../../clients/agent/actions/action.ts'
import type { Uploader } from '../../clients/agent/link/upload.ts'

/** One line of a device's own record. */
export interface ExecutionStep {
  readonly device: string
  readonly action: string
  readonly type: ActionType
  /** `begun`: the agent called `execute`. `resumed`: it called `resume` after a crash. `done`: the effect happened. */
  readonly step: 'begun' | 'resumed' | 'done'
  readonly address: string | null
}

/** A block of this address is executed, but missing from every report of the device: drift. */
export const unheldAddress = '203.0.113.66'

type DeviceActionType = Exclude<ActionType, 'FORCE_PASSWORD_RESET'>

/** After a crash, the protocol allows these to be finished. The others must not run again. */
const finishable: ReadonlySet<DeviceActionType> = new Set([
  'KILL_PROCESS',
  'ISOLATE_DEVICE',
  'UNISOLATE_DEVICE',
  'QUARANTINE_FILE',
  'BLOCK_IP',
  'UNBLOCK_IP',
  'COLLECT_FORENSICS',
])

interface Options {
  /** The file of the record. It outlives a killed process, because each line is written before the program goes on. */
  readonly path: string
  readonly deviceId: string
  readonly uploader: Uploader
}

/** Simulated actions that record every step. The device's state is the fold of its record, so it survives restarts. */
export function openRecordingHost({ path, deviceId, uploader }: Options) {
  const lines = readRecord(path)
  const since = new Date().toISOString()

  function record(step: ExecutionStep['step'], type: DeviceActionType, { actionId, parameters }: Execution) {
    const address = typeof parameters['address'] === 'string' ? parameters['address'] : null
    const line: ExecutionStep = { device: deviceId, action: actionId, type, step, address }
    appendFileSync(path, `${JSON.stringify(line)}\n`)
    lines.push(line)
  }

  const act = async (type: DeviceActionType, execution: Execution): Promise<Outcome> => {
    // Long enough that a kill often interrupts it.
    await delay(Math.random() * 60)
    const output = type === 'COLLECT_FORENSICS' ? await collect(execution) : outputOf(type, execution)
    const isDone = lines.some(({ action, step }) => action === execution.actionId && step === 'done')
    if (!isDone) record('done', type, execution)
    return { completed: output }
  }

  async function collect({ actionId }: Execution): Promise<Json> {
    const content = randomBytes(1000 + Math.floor(Math.random() * 100_000))
    const sha256 = createHash('sha256').update(content).digest('hex')
    const file = `${path}.${actionId}`
    await writeFile(file, content)
    const metadata = { actionId, name: 'events.tar.gz', kind: 'EVENT_LOGS', sha256 }
    const upload = { path: file, size: content.length, metadata, location: null }
    const location = await uploader.upload(upload, async () => {})
    await rm(file)
    return {
      artifacts: [{ name: metadata.name, kind: metadata.kind, sha256, size: content.length, location }],
    }
  }

  const deviceAction = (type: DeviceActionType): DeviceAction => ({
    async execute(execution) {
      record('begun', type, execution)
      return act(type, execution)
    },
    async resume(execution) {
      record('resumed', type, execution)
      return finishable.has(type) ? act(type, execution) : interrupted
    },
    verify: async ({ parameters }) => ({ passed: holds(type, parameters), evidence: { chaos: true } }),
  })

  function holds(type: DeviceActionType, { address }: JsonObject): boolean {
    const { isolated, blocked } = stateOf(lines)
    if (type === 'ISOLATE_DEVICE') return isolated
    if (type === 'UNISOLATE_DEVICE') return !isolated
    if (type === 'BLOCK_IP') return blocked.has(String(address))
    return type !== 'UNBLOCK_IP' || !blocked.has(String(address))
  }

  return {
    actions: new Map<string, DeviceAction>(
      deviceActionTypes.map(type => [type, deviceAction(type)]),
    ) as Catalog,
    containment(): ContainmentState {
      const { isolated, blocked } = stateOf(lines)
      const blockedAddresses = [...blocked].filter(address => address !== unheldAddress)
      return { isolated, isolatedSince: isolated ? since : null, blockedAddresses, quarantinedFiles: [] }
    },
  }
}

const deviceActionTypes: readonly DeviceActionType[] = [...finishable, 'RESET_USER_SESSION', 'RUN_SCRIPT']

export function readRecord(path: string): ExecutionStep[] {
  try {
    const text = readFileSync(path, 'utf8')
    return text.split('\n').flatMap(line => (line === '' ? [] : (JSON.parse(line) as ExecutionStep)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** The containment that a device's record leads to. */
export function stateOf(record: readonly ExecutionStep[]): {
  isolated: boolean
  blocked: ReadonlySet<string>
} {
  let isolated = false
  const blocked = new Set<string>()
  for (const { step, type, address } of record) {
    if (step !== 'done') continue
    if (type === 'ISOLATE_DEVICE') isolated = true
    if (type === 'UNISOLATE_DEVICE') isolated = false
    if (type === 'BLOCK_IP' && address !== null) blocked.add(address)
    if (type === 'UNBLOCK_IP' && address !== null) blocked.delete(address)
  }
  return { isolated, blocked }
}

function outputOf(type: DeviceActionType, { actionId, parameters }: Execution): Json {
  switch (type) {
    case 'KILL_PROCESS':
      return {
        pid: parameters['pid'] ?? null,
        startedAt: null,
        processName: parameters['processName'] ?? null,
      }
    case 'QUARANTINE_FILE':
      return { path: parameters['path'] ?? null, sha256: 'a'.repeat(64), vaultId: actionId }
    case 'BLOCK_IP':
    case 'UNBLOCK_IP':
      return { address: parameters['address'] ?? null }
    case 'RUN_SCRIPT':
      return { exitCode: 0, signal: null, stdout: '', stderr: '', processGroup: 0 }
    default:
      return {}
  }
}
