import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Failure, failed } from '../action.ts'
import type { Collectors } from '../forensics.ts'
import type { Entries } from '../forensics-archive.ts'
import { type Collection, filesUnder, jsonEntry } from '../forensics-collection.ts'
import { type Command, command, type RunCommand, system32 } from './command.ts'
import { outcomeOf, powershell } from './powershell.ts'

export const listChannels = () => command('wevtutil.exe', 'el')
export const exportChannel = (channel: string, file: string) =>
  command('wevtutil.exe', 'epl', channel, file, '/ow:true')

/** Dumps the full memory of a process with tools that ship with Windows. */
export const dumpProcess = (pid: number, file: string) =>
  command('rundll32.exe', `${system32('comsvcs.dll')},`, 'MiniDump', String(pid), file, 'full')

const AUTOSTART_KEYS = [
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce',
  'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Run',
  'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
  'HKLM\\SYSTEM\\CurrentControlSet\\Services',
]
export const exportKey = (key: string, file: string) => command('reg.exe', 'export', key, file, '/y')
export const listTasks = () => command('schtasks.exe', '/query', '/xml', 'ONE')

const PROCESSES = `
Done @(Get-CimInstance Win32_Process | ForEach-Object { @{ pid = $_.ProcessId; parent = $_.ParentProcessId; name = $_.Name; path = $_.ExecutablePath; commandLine = $_.CommandLine; startedAt = $(if ($_.CreationDate) { Instant $_.CreationDate }) } })
`
export const listProcesses = () => powershell(PROCESSES, {})

/** A file that a program writes. */
interface Written {
  readonly name: string
  readonly make: (path: string) => Command
}

export interface WindowsSources {
  readonly run: RunCommand
  /** Where programs write files for the archive. Emptied after each file. */
  readonly scratch: string
  readonly prefetch?: string
}

export function windowsCollectors({
  run,
  scratch,
  prefetch = 'C:\\Windows\\Prefetch',
}: WindowsSources): Collectors {
  return {
    MEMORY_DUMP: memory,
    EVENT_LOGS: collect.bind(null, 'event-logs', eventLogs),
    PREFETCH: collect.bind(null, 'prefetch', executions),
  }

  function collect(name: string, entries: () => Entries): Collection {
    return { name, needs: 0, entries: entries() }
  }

  function memory(pid: number | null): Collection | Failure {
    if (pid === null)
      return failed(
        'UNSUPPORTED',
        "Windows does not let a program read the whole machine's memory; name a pid",
      )
    // The agent's memory holds the device's private key, and people who read artifacts must not get that key.
    if (pid === process.pid) return failed('PROTECTED_TARGET', "the agent's own memory")
    const dump: Written = { name: 'process.dmp', make: path => dumpProcess(pid, path) }
    return { name: `memory-${pid}`, needs: 0, entries: written([dump]) }
  }

  async function* eventLogs(): Entries {
    const { stdout } = await run(listChannels())
    const channels = stdout.split(/\r?\n/).filter(channel => channel !== '')
    yield* written(
      channels.map(channel => ({
        name: `${channel.replace(/[\\/:*?"<>|%]/g, '_')}.evtx`,
        make: path => exportChannel(channel, path),
      })),
    )
  }

  async function* executions(): Entries {
    const processes = await outcomeOf(run, listProcesses())
    if ('completed' in processes) yield jsonEntry('processes.json', { processes: processes.completed })
    else yield { name: 'processes.json', problem: processes.failed.message }
    yield* filesUnder(prefetch)
    yield* written(
      AUTOSTART_KEYS.map((key, index) => ({
        name: `autostart-${index}.reg`,
        make: path => exportKey(key, path),
      })),
    )
    const { code, stdout, stderr } = await run(listTasks())
    if (code === 0) yield jsonEntry('tasks.json', { xml: stdout })
    else yield { name: 'tasks.json', problem: stderr.slice(0, 500) }
  }

  /** One at a time, so that at most one uncompressed file is on disk. */
  async function* written(files: readonly Written[]): Entries {
    await mkdir(scratch, { recursive: true })
    for (const { name, make } of files) {
      const path = join(scratch, name)
      const { code, stderr } = await run(make(path))
      if (code === 0) yield* filesUnder(path)
      else yield { name, problem: `ended with ${code}: ${stderr.slice(0, 500)}` }
      await rm(path, { force: true })
    }
  }
}
