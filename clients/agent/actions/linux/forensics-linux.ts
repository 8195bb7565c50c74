import type { Sandbox } from '../../sandbox.ts'
import { failed } from '../action.ts'
import type { Collectors } from '../forensics.ts'
import { executions } from './forensics-executions.ts'
import { eventLogs } from './forensics-logs.ts'
import { processMemory } from './forensics-memory.ts'

/** Evidence files are spread across the whole device, so a confined agent collects only process memory. */
export function linuxCollectors(sandbox: Sandbox | null): Collectors {
  const unlessConfined = <T>(collect: () => T) =>
    sandbox === null
      ? collect()
      : failed('PERMISSION_DENIED', 'these files lie outside the directory of --confine')
  return {
    MEMORY_DUMP: pid =>
      pid === null
        ? failed(
            'UNSUPPORTED',
            "this system does not let anybody read the whole machine's memory; name a pid",
          )
        : processMemory(pid, sandbox),
    EVENT_LOGS: () => unlessConfined(() => eventLogs({ root: '/', journalctl: 'journalctl' })),
    PREFETCH: () => unlessConfined(() => executions({ root: '/', lastcomm: 'lastcomm' })),
  }
}
