export const actionTypes = [
  'KILL_PROCESS',
  'ISOLATE_DEVICE',
  'UNISOLATE_DEVICE',
  'QUARANTINE_FILE',
  'BLOCK_IP',
  'UNBLOCK_IP',
  'RESET_USER_SESSION',
  'FORCE_PASSWORD_RESET',
  'COLLECT_FORENSICS',
  'RUN_SCRIPT',
] as const
export type ActionType = (typeof actionTypes)[number]

export const isActionType = (value: string): value is ActionType =>
  (actionTypes as readonly string[]).includes(value)

/** A device runs one action at a time in each lane, so a large file or a script never delays containment. */
export const lanes = ['CONTAINMENT', 'QUARANTINE', 'INVESTIGATION'] as const
export type Lane = (typeof lanes)[number]

/** Null for an action that the server executes itself. */
export function laneOf(type: ActionType): Lane | null {
  switch (type) {
    case 'COLLECT_FORENSICS':
    case 'RUN_SCRIPT':
      return 'INVESTIGATION'
    case 'QUARANTINE_FILE':
      return 'QUARANTINE'
    case 'FORCE_PASSWORD_RESET':
      return null
    default:
      return 'CONTAINMENT'
  }
}
