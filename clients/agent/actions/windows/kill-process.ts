import { isObject, type Json, type JsonObject, normalInstant } from '#protocol/json.ts'
import { type DeviceAction, type Execution, interrupted, type Outcome } from '../action.ts'
import type { RunCommand } from './command.ts'
import { outcomeOf, powershell, verdictOf } from './powershell.ts'

/**
 * Protects processes Windows can't run without. Ticks are sent as text, because they exceed a JSON number's
 * exact range.
 */
const FIND = `
$critical = 'Idle', 'System', 'Registry', 'Secure System', 'Memory Compression', 'smss', 'csrss', 'wininit', 'winlogon', 'services', 'lsass', 'lsaiso'
$own = @()
for ($next = $PID; $next -and $own -notcontains $next; ) {
  $own += $next
  $next = (Get-CimInstance Win32_Process -Filter "ProcessId = $next").ParentProcessId
}
$process = Get-Process -Id $in.pid -ErrorAction SilentlyContinue
if (-not $process) { Fail 'TARGET_NOT_FOUND' "no process $($in.pid)" }
if ($in.pid -le 4 -or $own -contains $in.pid -or $critical -contains $process.ProcessName) { Fail 'PROTECTED_TARGET' "$($in.pid) is protected" }
$started = $process.StartTime.ToUniversalTime()
if ($in.startTicks -and "$($started.Ticks)" -ne $in.startTicks) { Fail 'TARGET_MISMATCH' "$($in.pid) is another process now" }
if ($in.startedAt) {
  $expected = [DateTime]::Parse($in.startedAt, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal')
  if ([Math]::Abs(($started - $expected).TotalSeconds) -ge 1) { Fail 'TARGET_MISMATCH' "$($in.pid) started at $(Instant $started)" }
}
if ($in.processName -and @($process.ProcessName, "$($process.ProcessName).exe") -notcontains $in.processName) { Fail 'TARGET_MISMATCH' "$($in.pid) is called $($process.ProcessName)" }
if ($in.notAfter) {
  $latest = [DateTime]::Parse($in.notAfter, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal')
  if ($started -gt $latest) { Fail 'TARGET_MISMATCH' "$($in.pid) started at $(Instant $started), after the action was submitted" }
}
$target = @{ pid = $in.pid; startedAt = (Instant $started); processName = $process.ProcessName; startTicks = "$($started.Ticks)" }
`
const KILL = `${FIND}
Stop-Process -InputObject $process -Force
if (-not $process.WaitForExit(30000)) { Fail 'TIMED_OUT' "$($in.pid) is still there" }
Done $target
`
const VERIFY = `
$process = Get-Process -Id $in.pid -ErrorAction SilentlyContinue
$found = $null
if ($process) { $found = @{ pid = $in.pid; startedAt = (Instant $process.StartTime); startTicks = "$($process.StartTime.ToUniversalTime().Ticks)" } }
$same = $found -and $(if ($in.startTicks) { $found.startTicks -eq $in.startTicks } else { $process.StartTime.ToUniversalTime() -le [DateTime]::Parse($in.notAfter, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal') })
Verdict (-not $same) @{ checked = 'no process with this pid and start time'; found = $found }
`

export const findProcess = (data: JsonObject) => powershell(`${FIND}\nDone $target`, data)
export const stopProcess = (data: JsonObject) => powershell(KILL, data)
export const checkProcess = (data: JsonObject) => powershell(VERIFY, data)

const CLOCK_TOLERANCE_MS = 1_000

export function killProcess(run: RunCommand): DeviceAction {
  const kill = (data: JsonObject): Promise<Outcome> => outcomeOf(run, stopProcess(data))
  return {
    async execute(execution) {
      const wanted = wantedOf(execution)
      const found = await outcomeOf(run, findProcess(wanted))
      if ('failed' in found) return found
      await execution.note(found.completed)
      return kill({ ...wanted, startTicks: ticksOf(found.completed) })
    },
    async resume(execution, noted) {
      const startTicks = ticksOf(noted)
      if (startTicks === null)
        return execution.parameters['startedAt'] ? this.execute(execution) : interrupted
      const outcome = await kill({ pid: wantedOf(execution)['pid'] ?? null, startTicks })
      const isGone =
        'failed' in outcome && ['TARGET_NOT_FOUND', 'TARGET_MISMATCH'].includes(outcome.failed.code)
      return isGone ? { completed: noted } : outcome
    },
    verify: ({ parameters, output, executedAt, toServerTime }) =>
      verdictOf(
        run,
        checkProcess({
          pid: parameters['pid'] ?? null,
          startTicks: ticksOf(output),
          notAfter: onThisClock(executedAt, toServerTime),
        }),
      ),
  }
}

function wantedOf({ parameters, submittedAt, toServerTime }: Execution): JsonObject {
  const { pid, startedAt = null, processName = null } = parameters as { [key: string]: Json }
  if (typeof pid !== 'number' || !Number.isInteger(pid)) throw new Error('parameters.pid: must be an integer')
  // Reject a malformed guard. Ignoring it would drop the check.
  if (startedAt !== null && normalInstant(startedAt) === null)
    throw new Error('parameters.startedAt: must be a timestamp')
  return {
    pid,
    startedAt,
    processName,
    notAfter: onThisClock(submittedAt + CLOCK_TOLERANCE_MS, toServerTime),
  }
}

/** Converts a server instant to this device's clock. */
const onThisClock = (serverMillis: number, toServerTime: (deviceMillis: number) => number) =>
  new Date(serverMillis - toServerTime(0)).toISOString()

const ticksOf = (value: Json): string | null =>
  isObject(value) && typeof value['startTicks'] === 'string' ? value['startTicks'] : null
