import { failureCodes } from '#protocol/failure-code.ts'
import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { failed, type Outcome, type Verdict } from '../action.ts'
import { type Command, type Ended, type RunCommand, system32 } from './command.ts'

/**
 * Every script of the agent is fixed text. Its data is `$in`, read as JSON from standard input.
 * A script ends with Done, Fail or Verdict, each of which prints one line of JSON.
 */
const PRELUDE = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
function Say($answer) { [Console]::Out.WriteLine((ConvertTo-Json -InputObject $answer -Depth 8 -Compress)); exit 0 }
function Done($output) { Say @{ completed = $output } }
function Fail($code, $message) { Say @{ failed = @{ code = $code; message = "$message" } } }
function Verdict($passed, $evidence) { Say @{ passed = $passed; evidence = $evidence } }
function Instant($date) { $date.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ') }
`
const ENDING = `
} catch [System.UnauthorizedAccessException] { Fail 'PERMISSION_DENIED' $_
} catch [System.ComponentModel.Win32Exception] {
  if ($_.Exception.NativeErrorCode -eq 5) { Fail 'PERMISSION_DENIED' $_ } else { Fail 'AGENT_ERROR' $_ }
} catch { Fail 'AGENT_ERROR' $_ }
`

/** Encoded to avoid command-line quoting. ASCII, because standard input has a code page. */
export function powershell(script: string, data: JsonObject): Command {
  const text = `${PRELUDE}try {\n$in = [Console]::In.ReadToEnd() | ConvertFrom-Json\n${script.trim()}${ENDING}`
  return {
    file: system32('WindowsPowerShell\\v1.0\\powershell.exe'),
    args: [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-ExecutionPolicy',
      'Bypass',
      '-EncodedCommand',
      Buffer.from(text, 'utf16le').toString('base64'),
    ],
    stdin: asciiJson(data),
  }
}

const asciiJson = (data: JsonObject) =>
  JSON.stringify(data).replace(
    /[^\x20-\x7e]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export async function outcomeOf(run: RunCommand, command: Command): Promise<Outcome> {
  const answer = answerOf(await run(command))
  if ('completed' in answer) return { completed: answer['completed'] ?? null }
  const { failed: refusal } = answer
  const code = failureCodes.find(known => isObject(refusal) && refusal['code'] === known)
  if (!isObject(refusal) || code === undefined) throw new Error(`unexpected: ${JSON.stringify(answer)}`)
  return failed(code, String(refusal['message']))
}

export async function verdictOf(run: RunCommand, command: Command): Promise<Verdict> {
  const { passed, evidence, failed: refusal } = answerOf(await run(command))
  if (typeof passed !== 'boolean') return { passed: null, evidence: { refusal: refusal ?? null } }
  return { passed, evidence: evidence ?? null }
}

type Answer = JsonObject & { readonly [key in 'completed' | 'failed' | 'passed' | 'evidence']?: Json }

function answerOf({ code, stdout, stderr }: Ended): Answer {
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  try {
    const answer: unknown = JSON.parse(line)
    if (isObject(answer)) return answer
  } catch {}
  throw new Error(`PowerShell ended with ${code}: ${stderr.slice(0, 500)}`)
}
