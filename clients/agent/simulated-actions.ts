import { createHash } from 'node:crypto'
import type { ActionType } from '#protocol/action-type.ts'
import type { Json, JsonObject } from '#protocol/json.ts'
import type { ContainmentState, QuarantinedFileState } from '#protocol/state.ts'
import type { Catalog, Check, DeviceAction, Execution, Outcome } from './actions/action.ts'

export interface SimulatedHost {
  readonly actions: Catalog
  /** The containment that the simulated actions produced. */
  containment(): ContainmentState
}

/** A process with this name runs again when its kill is verified, so the verification fails. */
const respawning = 'respawner'
/** Blocking this address passes verification but is missing from every report: simulated drift. */
const unheld = '203.0.113.66'

/** Simulates every action in memory. */
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
