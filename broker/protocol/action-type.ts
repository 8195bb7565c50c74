export const ACTION_TYPES = [
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
export type ActionType = (typeof ACTION_TYPES)[number]

/** A device runs one action at a time in each: containment never waits for a memory dump or a script. */
export type Lane = 'slow' | 'containment'
export const laneOf = (type: string): Lane =>
  type === 'COLLECT_FORENSICS' || type === 'RUN_SCRIPT' ? 'slow' : 'containment'

export const isActionType = (value: string): value is ActionType =>
  (ACTION_TYPES as readonly string[]).includes(value)
