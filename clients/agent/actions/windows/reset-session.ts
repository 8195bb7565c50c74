import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { type DeviceAction, interrupted } from '../action.ts'
import type { RunCommand } from './command.ts'
import { outcomeOf, powershell, verdictOf } from './powershell.ts'

/**
 * Derives sessions from processes: user, session number, and the start of the first process. Session 0
 * belongs to Windows.
 */
const SESSIONS = `
if (-not $in.username) { $in.username = (Get-CimInstance Win32_ComputerSystem).UserName }
if (-not $in.username) { Fail 'TARGET_NOT_FOUND' 'no user is logged in' }
if ($in.username.StartsWith('-')) { Fail 'TARGET_NOT_FOUND' "no user $($in.username)" }
try { $sid = [Security.Principal.NTAccount]::new($in.username).Translate([Security.Principal.SecurityIdentifier]) }
catch [Security.Principal.IdentityNotMappedException] { Fail 'TARGET_NOT_FOUND' "no user $($in.username)" }
$name = $sid.Translate([Security.Principal.NTAccount]).Value
$own = (Get-Process -Id $PID).SessionId
function Sessions {
  @(Get-Process -IncludeUserName | Where-Object { $_.SessionId -ne 0 -and $_.SessionId -ne $own -and $_.UserName -eq $name } | Group-Object SessionId | ForEach-Object {
    @{ id = $_.Name; startedAt = ($_.Group | Where-Object StartTime | Sort-Object StartTime | Select-Object -First 1).StartTime.ToUniversalTime() }
  })
}
`
const RESET = `${SESSIONS}
$ended = @(Sessions | ForEach-Object { $_.id })
foreach ($id in $ended) { & "$env:SystemRoot\\System32\\logoff.exe" $id | Out-Null }
for ($tries = 0; $tries -lt 60; $tries++) {
  $left = @(Sessions | Where-Object { $ended -contains $_.id })
  if ($left.Count -eq 0) { Done @{ username = $name; sessions = $ended } }
  Start-Sleep -Milliseconds 500
}
Fail 'TIMED_OUT' "still there: session $($left.id -join ', ')"
`
const VERIFY = `${SESSIONS}
$executed = [DateTime]::Parse($in.executedAt, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal')
$found = @(Sessions)
$older = @($found | Where-Object { $_.startedAt -le $executed })
Verdict ($older.Count -eq 0) @{ checked = 'no session of that user older than the action'; username = $name; found = @($found | ForEach-Object { @{ id = $_.id; startedAt = (Instant $_.startedAt) } }) }
`

export const endSessions = (data: JsonObject) => powershell(RESET, data)
export const checkSessions = (data: JsonObject) => powershell(VERIFY, data)

export function resetSession(run: RunCommand): DeviceAction {
  return {
    execute: async ({ parameters }) => outcomeOf(run, endSessions({ username: usernameOf(parameters) })),
    resume: async () => interrupted,
    async verify({ parameters, output, executedAt, toServerTime }) {
      const username = usernameOf(isObject(output) ? output : {}) ?? usernameOf(parameters)
      if (username === null) return { passed: null, evidence: { reported: output } }
      const onThisClock = new Date(executedAt - toServerTime(0)).toISOString()
      return verdictOf(run, checkSessions({ username, executedAt: onThisClock }))
    },
  }
}

function usernameOf({ username = null }: JsonObject & { username?: Json }): string | null {
  if (username !== null && typeof username !== 'string')
    throw new Error('parameters.username: must be a string')
  return username
}
