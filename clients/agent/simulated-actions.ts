import { createHash } from 'node:crypto'
import type { ActionType } from '#protocol/action-type.ts'
import type { Json, JsonObject } from '#protocol/json.ts'
import type { ContainmentState, QuarantinedFileState } from '#protocol/state.ts'
import type { Catalog, Check, DeviceAction, Execution, Outcome } from './actions/action.ts'

export interface SimulatedHost {
  readonly actions: Catalog
  /** As the simulated actions left it. */
  containment(): ContainmentState
}

/** A process of this name is running again when its kill is verified: a verification that fails. */
const respawning = 'respawner'
/** A block of this address passes its verification and is missing from every report: drift. */
const unheld = '203.0.113.66'

/** All that a device can be asked to do, done in memory only. */
export function simulateHost(): SimulatedHost {
  let isolatedSince: string | null = null
  const blocked = new Set<string>()
  const quarantined = new Map<string, QuarantinedFileState>()

  const does: Record<Exclude<ActionType, 'FORCE_PASSWORD_RESET'>, DeviceAction> = {
    KILL_PROCESS: pretend(
      ({ pid, startedAt, processName }) => ({
        pid: pid ?? null,
        startedAt: startedAt ?? now(),
        processName: processName ?? 'simulated',
      }),
      ({ processName }) => processName !== respawning,
    ),
    ISOLATE_DEVICE: pretend(
      ({ allowAddresses }) => {
        isolatedSince ??= now()
        return { allowed: allowAddresses ?? [] }
      },
      () => isolatedSince !== null,
    ),
    UNISOLATE_DEVICE: pretend(
      () => {
        isolatedSince = null
        return {}
      },
      () => isolatedSince === null,
    ),
    QUARANTINE_FILE: pretend(
      ({ path, sha256 }, actionId) => {
        const originalPath = String(path)
        const hash =
          typeof sha256 === 'string' ? sha256 : createHash('sha256').update(originalPath).digest('hex')
        quarantined.set(originalPath, { originalPath, sha256: hash, quarantinedAt: now() })
        return { path: originalPath, sha256: hash, vaultId: actionId }
      },
      ({ path }) => quarantined.has(String(path)),
    ),
    BLOCK_IP: pretend(
      ({ address }) => {
        blocked.add(String(address))
        return { address: address ?? null }
      },
      ({ address }) => blocked.has(String(address)),
    ),
    UNBLOCK_IP: pretend(
      ({ address }) => {
        blocked.delete(String(address))
        return { address: address ?? null }
      },
      ({ address }) => !blocked.has(String(address)),
    ),
    RESET_USER_SESSION: pretend(({ username }) => ({ username: username ?? 'simulated', sessions: [] })),
    COLLECT_FORENSICS: pretend(() => ({ artifacts: [] })),
    RUN_SCRIPT: pretend(() => ({ exitCode: 0, signal: null, stdout: '', stderr: '', processGroup: 0 })),
  }

  return {
    actions: new Map<string, DeviceAction>(Object.entries(does)),
    containment: () => ({
      isolated: isolatedSince !== null,
      isolatedSince,
      blockedAddresses: [...blocked].filter(address => address !== unheld),
      quarantinedFiles: [...quarantined.values()],
    }),
  }
}

const now = () => new Date().toISOString()

function pretend(
  act: (parameters: JsonObject, actionId: string) => Json,
  holds: (parameters: JsonObject) => boolean = () => true,
): DeviceAction {
  const execute = async ({ parameters, actionId }: Execution): Promise<Outcome> => ({
    completed: act(parameters, actionId),
  })
  return {
    execute,
    resume: execute,
    verify: async ({ parameters }: Check) => ({ passed: holds(parameters), evidence: { simulated: true } }),
  }
}
