import { join } from 'node:path'
import type { Uploader } from '../../link/upload.ts'
import type { Sandbox } from '../../sandbox.ts'
import { type Catalog, type DeviceAction, failed } from '../action.ts'
import { collectForensics } from '../forensics.ts'
import type { RunCommand } from './command.ts'
import { windowsCollectors } from './forensics.ts'
import { killProcess } from './kill-process.ts'
import { resetSession } from './reset-session.ts'
import { runScript } from './run-script.ts'

export interface WindowsParts {
  readonly run: RunCommand
  readonly sandbox: Sandbox | null
  readonly scratch: string
  readonly spool: string
  readonly uploader: Uploader
}

/** What needs no rules and no vault. PowerShell can't tell what was started under a directory, so confined it refuses. */
export function windowsActions({ run, sandbox, scratch, spool, uploader }: WindowsParts): Catalog {
  const unlessConfined = (action: DeviceAction): DeviceAction =>
    sandbox === null ? action : { ...action, execute: refuse, resume: refuse }
  const collectors = windowsCollectors({ run, scratch: join(spool, 'exports') })
  return new Map([
    ['KILL_PROCESS', unlessConfined(killProcess(run))],
    ['RESET_USER_SESSION', unlessConfined(resetSession(run))],
    ['COLLECT_FORENSICS', unlessConfined(collectForensics({ spool, uploader, collectors }))],
    ['RUN_SCRIPT', runScript({ run, scratch })],
  ])
}

const refuse = async () => failed('PERMISSION_DENIED', 'the agent was started with --confine')
