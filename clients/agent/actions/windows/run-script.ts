import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, win32 } from 'node:path'
import { isObject, type Json } from '#protocol/json.ts'
import { type DeviceAction, type Execution, failed, interrupted, type Outcome } from '../action.ts'
import {
  isAsRegistered,
  keep,
  outcomeOf,
  outputOf,
  readScript,
  type Script,
  within,
} from '../run-script-parts.ts'
import { type Command, command, type RunCommand, system32 } from './command.ts'
import { powershell, verdictOf } from './powershell.ts'

const LAST_OUTPUT_MS = 1_000

/** Null: Windows has no such interpreter. `py` is Python's own launcher, found through the registry. */
export function scriptCommand({ interpreter, arguments: args }: Script, directory: string): Command | null {
  const file = (name: string) => win32.join(directory, name)
  switch (interpreter) {
    case 'POWERSHELL':
      return {
        file: system32('WindowsPowerShell\\v1.0\\powershell.exe'),
        args: [
          '-NoLogo',
          '-NoProfile',
          '-NonInteractive',
          '-ExecutionPolicy',
          'Bypass',
          '-File',
          file('script.ps1'),
          ...args,
        ],
        stdin: '',
      }
    case 'PYTHON':
      return {
        file: win32.join(system32('..'), 'py.exe'),
        args: ['-3', file('script.py'), ...args],
        stdin: '',
      }
    default:
      return null
  }
}

/** Ends the process and all its descendants. */
export const endTree = (pid: number) => command('taskkill.exe', '/PID', String(pid), '/T', '/F')

const VERIFY = `
$left = @(Get-CimInstance Win32_Process | Where-Object { ($_.ProcessId -eq $in.processGroup -or $_.ParentProcessId -eq $in.processGroup) -and $_.CreationDate.ToUniversalTime() -le [DateTime]::Parse($in.executedAt, [Globalization.CultureInfo]::InvariantCulture, 'AdjustToUniversal') } | ForEach-Object { @{ pid = $_.ProcessId; processName = $_.Name } })
Verdict ($left.Count -eq 0) @{ checked = 'nothing is left of the process tree'; processGroup = $in.processGroup; found = $left }
`
export const checkTree = (processGroup: number, executedAt: string) =>
  powershell(VERIFY, { processGroup, executedAt })

export interface RunScriptParts {
  readonly run: RunCommand
  readonly scratch: string
}

/**
 * The journal gets the body and then the running process, so that a crash leaves nothing running unnoticed.
 */
export function runScript({ run, scratch }: RunScriptParts): DeviceAction {
  return {
    async execute(execution) {
      const script = readScript(execution.parameters)
      if (!isAsRegistered(script))
        return failed('TARGET_MISMATCH', 'the body is not the one that was registered')
      const directory = join(scratch, `script-${execution.actionId}`)
      const started = scriptCommand(script, directory)
      if (started === null) return failed('UNSUPPORTED', `no interpreter ${script.interpreter} on Windows`)
      await mkdir(directory, { recursive: true })
      try {
        // Without a byte order mark, Windows PowerShell reads a script in the system's code page.
        const name = script.interpreter === 'POWERSHELL' ? 'script.ps1' : 'script.py'
        const mark = script.interpreter === 'POWERSHELL' ? '\ufeff' : ''
        await writeFile(join(directory, name), mark + script.body, { mode: 0o600, flag: 'wx' })
        return await runToEnd(started, directory, script.timeout, execution)
      } finally {
        await rm(directory, { recursive: true, force: true, maxRetries: 5 })
      }
    },
    async resume(_execution, noted) {
      if (isObject(noted) && typeof noted['processGroup'] === 'number')
        await run(endTree(noted['processGroup']))
      return interrupted
    },
    async verify({ output, executedAt, toServerTime }) {
      const processGroup = isObject(output) ? output['processGroup'] : null
      if (typeof processGroup !== 'number') return { passed: null, evidence: { reported: output } }
      const onThisClock = new Date(executedAt - toServerTime(0)).toISOString()
      return verdictOf(run, checkTree(processGroup, onThisClock))
    },
  }

  async function runToEnd(
    { file, args }: Command,
    directory: string,
    timeout: number,
    execution: Execution,
  ): Promise<Outcome> {
    const child = spawn(file, args, {
      cwd: directory,
      // Most Windows programs need these two variables to start.
      env: { SystemRoot: win32.join(system32('..')), PATH: system32('') },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const exited = once(child, 'exit')
    const closed = once(child, 'close')
    const failedToStart = once(child, 'spawn').then(
      () => null,
      (error: NodeJS.ErrnoException) => error,
    )
    for (const end of [exited, closed]) end.catch(() => {})
    const fault = await failedToStart
    if (fault?.code === 'ENOENT') return failed('UNSUPPORTED', `no ${file} on this device`)
    if (fault !== null) throw fault
    const { pid = 0 } = child
    const stdout = keep(child.stdout)
    const stderr = keep(child.stderr)
    await execution.note({ processGroup: pid } satisfies Json)
    const inTime = await within(timeout * 1000, exited)
    if (!inTime) await run(endTree(pid))
    const [exitCode, signal] = (await exited) as [number | null, string | null]
    await within(LAST_OUTPUT_MS, closed)
    const output = outputOf({ exitCode, signal, processGroup: pid }, stdout, stderr)
    return outcomeOf(output, { inTime, timeout, exitCode, signal })
  }
}
